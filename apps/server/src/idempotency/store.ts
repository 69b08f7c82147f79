import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export interface KeyOwner {
  tenantId: number;
  actor: string;
  key: string;
}
export interface StoredRequest {
  fingerprint: string;
  status: number | null;
  /** With a status the sealed answer, before it what was made. */
  response: unknown;
}

export async function findRequest(db: Db, { tenantId, actor, key }: KeyOwner): Promise<StoredRequest | undefined> {
  const { rows } =
    await sql<StoredRequest>`select fingerprint, status, response from idempotency_key where tenant_id = ${tenantId} and actor = ${actor} and key = ${key}`.execute(
      db,
    );
  return rows[0];
}

/** False: another request with this key was faster. */
export async function insertRequest(
  db: Db,
  owner: KeyOwner,
  { fingerprint, status, response, at }: StoredRequest & { at: number },
): Promise<boolean> {
  const { rows } = await sql`insert into idempotency_key (tenant_id, actor, key, fingerprint, status, response, created_at)
    values (${owner.tenantId}, ${owner.actor}, ${owner.key}, ${fingerprint}, ${status}, ${JSON.stringify(response)}::jsonb, ${new Date(at)})
    on conflict do nothing returning key`.execute(db);
  return rows.length > 0;
}

export async function saveAnswer(
  db: Db,
  { tenantId, actor, key }: KeyOwner,
  { status, response }: { status: number; response: unknown },
): Promise<void> {
  await sql`update idempotency_key set status = ${status}, response = ${JSON.stringify(response)}::jsonb where tenant_id = ${tenantId} and actor = ${actor} and key = ${key}`.execute(
    db,
  );
}

export async function deleteOlder(db: Db, than: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from idempotency_key where created_at < ${new Date(than)}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
