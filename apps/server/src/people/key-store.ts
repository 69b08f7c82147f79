import type { Role } from '@stationmaster/contract';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export interface KeyRow {
  id: number;
  tenant_id: number;
  name: string;
  role: Role;
  prefix: string;
  created_by: string;
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date | null;
  revoked_at: Date | null;
}
/** No random key has it: theirs are eight hexadecimal digits. */
export const environmentPrefix = 'env';
const columns = sql`id, tenant_id, name, role, prefix, created_by, created_at, last_used_at, expires_at, revoked_at`;

/** A key that may be used now. */
export async function findUsableKey(db: Db, hash: Buffer, at: number): Promise<KeyRow | undefined> {
  const { rows } =
    await sql<KeyRow>`select ${columns} from api_key where key_hash = ${hash} and revoked_at is null and (expires_at is null or expires_at > ${new Date(at)})`.execute(
      db,
    );
  return rows[0];
}

export async function selectKeys(db: Db, page: { before: number | null; limit: number }): Promise<KeyRow[]> {
  const { rows } =
    await sql<KeyRow>`select ${columns} from api_key where ${page.before}::bigint is null or id < ${page.before} order by id desc limit ${page.limit}`.execute(
      db,
    );
  return rows;
}

export interface NewKeyRow {
  tenantId: number;
  name: string;
  role: string;
  prefix: string;
  hash: Buffer;
  createdBy: string;
  at: number;
  expiresAt: string | null;
}
/** Undefined: this very key is there already. */
export async function insertKey(db: Db, key: NewKeyRow): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`insert into api_key (tenant_id, name, role, prefix, key_hash, created_by, created_at, expires_at)
    values (${key.tenantId}, ${key.name}, ${key.role}, ${key.prefix}, ${key.hash}, ${key.createdBy}, ${new Date(key.at)}, ${key.expiresAt})
    on conflict (key_hash) do nothing returning ${columns}`.execute(db);
  return rows[0];
}

/** The key of ADMIN_API_KEY is valid again, keys it held at earlier starts are not: who changes it wants the old one gone. */
export async function keepOnlyEnvironmentKey(db: Db, hash: Buffer | null, at: number): Promise<void> {
  await sql`update api_key set revoked_at = case when key_hash = ${hash}::bytea then null else coalesce(revoked_at, ${new Date(at)}) end where prefix = ${environmentPrefix}`.execute(
    db,
  );
}

/** False: there is no such key. Revoking twice keeps the first moment. */
export async function revokeKey(db: Db, id: number, at: number): Promise<boolean> {
  const { rows } = await sql`update api_key set revoked_at = coalesce(revoked_at, ${new Date(at)}) where id = ${id} returning id`.execute(
    db,
  );
  return rows.length > 0;
}

export async function touchKeys(db: Db, uses: ReadonlyMap<number, number>): Promise<void> {
  const ids = [...uses.keys()];
  const moments = [...uses.values()].map((at) => new Date(at));
  await sql`update api_key k set last_used_at = greatest(k.last_used_at, u.at) from unnest(${ids}::bigint[], ${moments}::timestamptz[]) as u (id, at) where k.id = u.id`.execute(
    db,
  );
}
