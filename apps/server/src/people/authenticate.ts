import type { Context } from '../context.ts';
import { sessionSeconds } from '../http/cookie.ts';
import type { Actor } from '../http/handler.ts';
import { findUsableKey } from './key-store.ts';
import type { KeyUse } from './key-use.ts';
import { hashSecret } from './secrets.ts';
import { extendSession, findSession } from './session-store.ts';

export interface Identified {
  actor: Actor;
  tenantId: number;
  email: string | null;
  /** The session was extended: the cookie must be set anew. */
  isExtended: boolean;
}
const dayMs = 24 * 3600_000;

/** Whose API key this is; null: nobody's, or it is revoked or expired. */
export async function byKey(
  { db }: Pick<Context, 'db'>,
  key: string,
  { keyUse, now }: { keyUse: KeyUse; now: number },
): Promise<Identified | null> {
  const row = await findUsableKey(db, hashSecret(key), now);
  if (!row) return null;
  keyUse.note(row.id, now);
  return { actor: { kind: 'key', id: row.id, name: row.name, role: row.role }, tenantId: row.tenant_id, email: null, isExtended: false };
}

/** Whose session this is. Its 30 days begin anew with its use, written at most once a day. */
export async function bySession({ db }: Pick<Context, 'db'>, token: string, now: number): Promise<Identified | null> {
  const hash = hashSecret(token);
  const row = await findSession(db, hash, now);
  if (!row) return null;
  const expiresAt = now + sessionSeconds * 1000;
  const isExtended = row.expires_at.getTime() < expiresAt - dayMs;
  if (isExtended) await extendSession(db, hash, expiresAt);
  return {
    actor: { kind: 'user', id: row.user_id, name: row.name || row.email, role: row.role },
    tenantId: row.tenant_id,
    email: row.email,
    isExtended,
  };
}
