import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { seal, unseal } from './seal.ts';
import { findRequest, insertRequest, type KeyOwner, saveAnswer } from './store.ts';

/**
 * A creating request with an Idempotency-Key happens once. Its first transaction also writes the key's row: with the whole
 * answer where the transaction returns it, else with what was made. After a crash the row tells a repeat that the work
 * is done, and what to read for an answer.
 */
export interface Once {
  owner: KeyOwner;
  fingerprint: string;
  /** Is this value the route's answer? */
  isAnswer: (value: unknown) => boolean;
  status: number;
  at: number;
}
export interface Repeat {
  status: number;
  body: unknown;
}
/** What a crash left: the first transaction is committed, the answer is not known. */
export interface Unfinished {
  made: Record<string, unknown>;
}

export function fingerprintOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Throws `badRequest` for what no key can be: 1 to 200 visible ASCII characters. */
export function checkKey(key: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new Failure('badRequest', {}, [{ path: 'Idempotency-Key', message: 'must be 1 to 200 visible ASCII characters' }]);
}

/** Null: go ahead. Throws `idempotencyReused`. */
export async function findRepeat({ db, config }: Pick<Context, 'db' | 'config'>, once: Once): Promise<Repeat | Unfinished | null> {
  const stored = await findRequest(db, once.owner);
  if (!stored) return null;
  if (stored.fingerprint !== once.fingerprint) throw fail('idempotencyReused');
  if (stored.status === null) return { made: stored.response as Record<string, unknown> };
  return { status: stored.status, body: unseal(config.secretKey, stored.response as { sealed: string }) };
}

/** Inside the request's first transaction, with what that returns. */
export async function claim(
  { config }: Pick<Context, 'config'>,
  { once, db, value }: { once: Once; db: Kysely<Tables>; value: unknown },
): Promise<void> {
  const { owner, fingerprint, at } = once;
  const row = once.isAnswer(value)
    ? { status: once.status, response: seal(config.secretKey, value) }
    : { status: null, response: madeOf(value) };
  if (!(await insertRequest(db, owner, { fingerprint, at, ...row }))) throw fail('idempotencyRunning');
}

export function keepAnswer({ db, config }: Pick<Context, 'db' | 'config'>, once: Once, body: unknown): Promise<void> {
  return saveAnswer(db, once.owner, { status: once.status, response: seal(config.secretKey, body) });
}

/** The names of what was made; nothing else of the value, it may hold secrets. */
function madeOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  const { id, identity } = value as { id?: unknown; identity?: unknown };
  return { id, identity };
}
