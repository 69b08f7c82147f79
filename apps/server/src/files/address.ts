import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import type { Tables } from '../db/tables.gen.ts';
import { ocppUrl, tlsUrl } from '../lobby/ocpp-url.ts';
import { insertAddress, type NewAddress } from './store.ts';

/** 160 random bits in lower case: short enough for the fields of old stations, and no harm when one of them changes the case. */
const tokenBytes = 20;
const address = /^\/+files\/+([0-9a-f]{40})(?:\/+([^?#]*))?\/*$/i;

/** What comes behind the host: the hash under which the address is kept, and the name the caller gave; null: no such address. */
export function addressOf(pathname: string): { tokenHash: Buffer; name: string } | null {
  const [, token, name = ''] = address.exec(pathname) ?? [];
  return token === undefined ? null : { tokenHash: hashOf(token), name: decoded(name) };
}
export const isFilePath = (pathname: string): boolean => /^\/+files\//.test(pathname);

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token.toLowerCase()).digest();
}
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

type Addresses = Pick<Config, 'filesUrl' | 'publicUrl' | 'host' | 'port' | 'tlsPort' | 'tlsUrl'>;
/** Where a station reaches the files: http://host:port, and https where its connection is to be encrypted (security profile 2 and above). */
export function filesBase(config: Addresses, securityProfile: number): string {
  const encrypted = securityProfile >= 2 ? tlsUrl(config) : null;
  if (config.filesUrl !== '') return config.filesUrl;
  return (encrypted ?? ocppUrl(config)).replace(/^ws/, 'http').replace(/\/ocpp\/$/, '');
}

/** Makes an address; its secret is nowhere but in what is returned: the path behind the host, ending with the name. */
export async function makeAddress(db: Kysely<Tables>, made: Omit<NewAddress, 'tokenHash'>): Promise<{ id: number; path: string }> {
  const token = randomBytes(tokenBytes).toString('hex');
  const id = await insertAddress(db, { ...made, tokenHash: hashOf(token) });
  return { id, path: `/files/${token}/${encodeURIComponent(made.name)}` };
}

/** A name as it may stand in an address and on a disk: of any path only its last part, nothing that a shell or header could stumble over. */
export function safeName(name: string, otherwise: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = [...last].filter((letter) => letter >= ' ' && !'"*:<>?|\u007f'.includes(letter)).join('');
  const short = clean.trim().slice(-150);
  return /^\.*$/.test(short) ? otherwise : short;
}
