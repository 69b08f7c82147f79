import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { authorityRenewDays, type Family, type FamilyName, families } from './families.ts';
import { makeIntermediate, makeRoot, type Signer, type Term } from './issue.ts';
import { type Algorithm, exportKey, importKey, newKeys } from './keys.ts';
import type { Chest } from './sealed.ts';
import { type CertificateRow, insertCertificate, organisationOf, selectAuthorities, selectSealedKey, setState } from './store.ts';
import { factsOf } from './text.ts';
import { x509 } from './x509.ts';

const dayMs = 86_400_000;

export interface AuthorityWorld extends Pick<Context, 'db' | 'clock' | 'log'> {
  chest: Chest;
  /** http(s)://host: where OCSP and revocation lists are served. */
  baseUrl: string;
}
/** The signing end of a family: its lowest intermediate, with the texts of everything above it. */
export interface Authority {
  row: CertificateRow;
  signer: Signer;
  /** PEM of the intermediates from the signing one up, without the root. */
  chain: string;
  root: CertificateRow;
}
/** The keys were sealed with another key than this server has; it was lost or not brought back. */
export class LockedAuthority extends Error {}

/**
 * The authority that signs for a use today. Makes what is missing: the first time everything, later the successor of
 * what ends soon; the predecessor stays trusted until it ends. One process makes it, the others wait. Throws `LockedAuthority`.
 */
export async function signingAuthority(world: AuthorityWorld, tenantId: number, name: FamilyName): Promise<Authority> {
  const found = await current(world, world.db, { tenantId, name });
  if (found !== null) return found;
  return await world.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`certificate authority ${tenantId} ${name}`}))`.execute(tx);
    const meanwhile = await current(world, tx, { tenantId, name });
    if (meanwhile !== null) return meanwhile;
    await renew(world, tx, { tenantId, name });
    const made = await current(world, tx, { tenantId, name });
    if (made === null) throw new Error(`authority ${name} was not made`);
    return made;
  });
}

/** A new root beside the present one, on a person's word: what is signed from now on hangs below it. The old one stays trusted until it ends. */
export async function replaceRoot(world: AuthorityWorld, tenantId: number, name: FamilyName): Promise<Authority> {
  return await world.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`certificate authority ${tenantId} ${name}`}))`.execute(tx);
    const present = await line(tx, { tenantId, name });
    await setState(
      tx,
      present.map(({ id }) => id),
      { state: 'retiring' },
    );
    await renew(world, tx, { tenantId, name });
    const made = await current(world, tx, { tenantId, name });
    if (made === null) throw new Error(`authority ${name} was not made`);
    return made;
  });
}

interface Which {
  tenantId: number;
  name: FamilyName;
}

/** Those of a family that sign, from the root down; incomplete where some are missing. */
async function line(db: Kysely<Tables>, { tenantId, name }: Which): Promise<(CertificateRow & { keyId: string })[]> {
  const { use, algorithm } = families[name];
  const all = (await selectAuthorities(db, { tenantId, use })).filter((row) => row.algorithm === algorithm && row.state === 'active');
  const above = all.find(({ role }) => role === 'root');
  const tiers = above === undefined ? [] : [above];
  for (let last = above; last !== undefined; ) {
    const parentId: number = last.id;
    last = all.find((row) => row.role === 'intermediate' && row.parentId === parentId);
    if (last !== undefined) tiers.push(last);
  }
  return tiers;
}

/** null: one is missing or ends too soon. */
async function current(world: AuthorityWorld, db: Kysely<Tables>, which: Which): Promise<Authority | null> {
  const tiers = await line(db, which);
  if (tiers.length < families[which.name].tiers.length || tiers.some((row) => endsSoon(row, world.clock()))) return null;
  const [root] = tiers;
  const row = tiers.at(-1);
  if (root === undefined || row === undefined) return null;
  const signer = await openSigner(world, db, row);
  const chain = tiers
    .slice(1)
    .reverse()
    .map(({ pem }) => pem)
    .join('');
  return { row, signer, chain, root };
}

function endsSoon({ role, validTo }: CertificateRow, at: number): boolean {
  return at >= validTo - authorityRenewDays[role === 'root' ? 'root' : 'intermediate'] * dayMs;
}

/** An authority of ours, ready to sign. Throws `LockedAuthority`. */
export async function openSigner(world: AuthorityWorld, db: Kysely<Tables>, row: CertificateRow): Promise<Signer> {
  const key = await selectSealedKey(db, row.id);
  if (key?.keyId !== world.chest.keyId) throw new LockedAuthority(`the key of certificate ${row.id} was sealed with another key`);
  const algorithm = row.algorithm as Algorithm;
  return {
    certificate: new x509.X509Certificate(row.pem),
    key: await importKey(world.chest.open(key.sealed, row.fingerprint), algorithm),
    algorithm,
    ocspUrl: `${world.baseUrl}/ocsp`,
    crlUrl: `${world.baseUrl}/crl/${row.id}.crl`,
  };
}

/** Makes the tiers that are missing or end soon, from the first such down. */
async function renew(world: AuthorityWorld, db: Kysely<Tables>, which: Which): Promise<void> {
  const at = world.clock();
  const tiers = await line(db, which);
  const firstBad = tiers.findIndex((row) => endsSoon(row, at));
  const kept = firstBad === -1 ? tiers : tiers.slice(0, firstBad);
  await setState(
    db,
    tiers.slice(kept.length).map(({ id }) => id),
    { state: 'retiring' },
  );
  const organisation = await organisationOf(db, which.tenantId);
  const family: Family = families[which.name];
  let parent: CertificateRow | undefined = kept.at(-1);
  for (let tier = kept.length; tier < family.tiers.length; tier++) {
    parent = await makeTier(world, db, { ...which, family, tier, parent, organisation, at });
    if (tier === 0) await crossSign(world, db, { ...which, root: parent, at });
  }
  world.log.info({ family: which.name, certificate: parent?.subject }, 'certificates.authorityMade');
}

interface Tier extends Which {
  family: Family;
  /** 0: the root. */
  tier: number;
  parent: CertificateRow | undefined;
  organisation: string;
  at: number;
}
async function makeTier(world: AuthorityWorld, db: Kysely<Tables>, order: Tier): Promise<CertificateRow> {
  const { family, tier, parent, organisation, at, tenantId } = order;
  const keys = await newKeys(family.algorithm, 'authority');
  const term: Term = { serial: newSerial(), from: at, to: at + (family.tiers[tier] ?? 0) * dayMs };
  const title = tier === 0 ? family.title : `${family.title.replace('Root', 'Sub-CA')}${family.tiers.length > 2 ? ` ${tier}` : ''}`;
  // Two of the same name could not be told apart by those who look for an issuer by its name.
  const subject = [{ CN: [`${organisation} ${title} ${term.serial.slice(0, 8)}`] }, { O: [organisation] }];
  const pathLength = family.tiers.length - 1 - tier;
  const made =
    parent === undefined
      ? await makeRoot(keys, { subject, algorithm: family.algorithm, term })
      : await makeIntermediate(await openSigner(world, db, parent), { publicKey: keys.publicKey, subject, term, pathLength });
  const facts = factsOf(made.toString('pem'));
  if (facts === null) throw new Error('an authority was made that cannot be read');
  const role = tier === 0 ? 'root' : 'intermediate';
  const sealed = world.chest.seal(await exportKey(keys.privateKey), facts.fingerprint);
  const key = { keyId: world.chest.keyId, sealed };
  const id = await insertCertificate(db, {
    tenantId,
    role,
    use: family.use,
    origin: 'own',
    state: 'active',
    facts,
    at,
    parentId: parent?.id ?? null,
    key,
  });
  const row = (await selectAuthorities(db, { tenantId, use: family.use })).find((one) => one.id === id);
  if (row === undefined) throw new Error('an authority was made that is not kept');
  return row;
}

/**
 * The new root once more, signed by its predecessor: whoever trusts only that one follows the chain through it, so that a
 * change of roots strands nobody before the old root ends.
 */
async function crossSign(
  world: AuthorityWorld,
  db: Kysely<Tables>,
  { tenantId, name, root, at }: Which & { root: CertificateRow; at: number },
): Promise<void> {
  const { use, algorithm } = families[name];
  const older = (await selectAuthorities(db, { tenantId, use })).find(
    (row) => row.role === 'root' && row.algorithm === algorithm && row.id !== root.id && row.validTo > at,
  );
  if (older === undefined) return;
  const { publicKey, subjectName } = new x509.X509Certificate(root.pem);
  const term = { serial: newSerial(), from: at, to: root.validTo };
  const made = await makeIntermediate(await openSigner(world, db, older), {
    publicKey,
    subject: subjectName,
    term,
    pathLength: families[name].tiers.length - 1,
  });
  const facts = factsOf(made.toString('pem'));
  if (facts === null) throw new Error('a certificate was made that cannot be read');
  await insertCertificate(db, { tenantId, role: 'cross', use, origin: 'own', state: 'active', facts, at, parentId: older.id });
}

/** Positive, of 127 random bits (RFC 5280 §4.1.2.2, CA/Browser Forum: 64 at least). */
export function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}
