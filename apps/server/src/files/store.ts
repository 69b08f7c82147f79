import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Measured } from './disk.ts';

type Db = Kysely<Tables>;
export type Purpose = 'fetch' | 'firmware' | 'log';

export interface StoredFile {
  id: number;
  key: string;
  name: string;
  content_type: string;
  size: number;
  sha256: Buffer;
  md5: Buffer;
  stored_at: Date;
}
export const fileColumns = sql`f.id::float8 as id, f.key, f.name, f.content_type, f.size::float8 as size, f.sha256, f.md5, f.stored_at`;

export interface AddressRow {
  id: number;
  tenant_id: number;
  purpose: Purpose;
  name: string;
  station_id: number | null;
  subject_id: number | null;
  max_bytes: number | null;
  requests: number;
  bytes: number;
}

export interface NewAddress {
  tenantId: number;
  tokenHash: Buffer;
  purpose: Purpose;
  name: string;
  fileId: number | null;
  stationId: number | null;
  subjectId: number | null;
  commandId: number | null;
  maxBytes: number | null;
  at: number;
  expiresAt: number;
}
export async function insertAddress(db: Db, made: NewAddress): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into file_address (tenant_id, token_hash, purpose, name, file_id, station_id, subject_id, command_id, max_bytes, created_at, expires_at)
    values (${made.tenantId}, ${made.tokenHash}, ${made.purpose}, ${made.name}, ${made.fileId}, ${made.stationId}, ${made.subjectId}, ${made.commandId}, ${made.maxBytes},
      ${new Date(made.at)}, ${new Date(made.expiresAt)}) returning id::float8 as id`.execute(db);
  return rows[0]?.id ?? 0;
}

/** An address that may be used now, with the file it gives. */
export async function findAddress(db: Db, tokenHash: Buffer, at: number): Promise<(AddressRow & { file: StoredFile | null }) | undefined> {
  const { rows } = await sql<
    AddressRow & StoredFile & { file_id: number | null; address_id: number; address_name: string }
  >`select a.id::float8 as address_id, a.tenant_id, a.purpose, a.name as address_name, a.station_id::float8 as station_id, a.subject_id::float8 as subject_id, a.max_bytes::float8 as max_bytes,
      a.requests, a.bytes::float8 as bytes, a.file_id::float8 as file_id, ${fileColumns}
    from file_address a left join file f on f.id = a.file_id where a.token_hash = ${tokenHash} and a.expires_at > ${new Date(at)}`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { address_id, address_name, tenant_id, purpose, station_id, subject_id, max_bytes, requests, bytes } = row;
  const address = { id: address_id, name: address_name, tenant_id, purpose, station_id, subject_id, max_bytes, requests, bytes };
  const { id, key, name, content_type, size, sha256, md5, stored_at } = row;
  return { ...address, file: row.file_id === null ? null : { id, key, name, content_type, size, sha256, md5, stored_at } };
}

/** What one request moved. */
export async function countUse(db: Db, id: number, use: { bytes: number; isDone: boolean; client: string; at: number }): Promise<void> {
  const now = new Date(use.at);
  await sql`update file_address set requests = requests + 1, bytes = bytes + ${use.bytes}, first_at = coalesce(first_at, ${now}), last_at = ${now}, client = ${use.client},
      done_at = case when ${use.isDone} then coalesce(done_at, ${now}) else done_at end where id = ${id}`.execute(db);
}

export async function insertFile(
  db: Db,
  file: Measured & { tenantId: number; key: string; name: string; contentType: string; at: number },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into file (tenant_id, key, name, content_type, size, sha256, md5, stored_at)
    values (${file.tenantId}, ${file.key}, ${file.name}, ${file.contentType}, ${file.size}, ${file.sha256}, ${file.md5}, ${new Date(file.at)}) returning id::float8 as id`.execute(
    db,
  );
  return rows[0]?.id ?? 0;
}

export async function findFile(db: Db, id: number): Promise<StoredFile | undefined> {
  return (await sql<StoredFile>`select ${fileColumns} from file f where f.id = ${id}`.execute(db)).rows[0];
}

/** Whose row is there. */
export async function selectKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`select key from file where key = any(${[...keys]}::text[])`.execute(db);
  return new Set(rows.map(({ key }) => key));
}

/** Nobody can use these addresses any more. */
export async function closeAddresses(db: Db, commandIds: readonly number[], at: number): Promise<void> {
  if (commandIds.length === 0) return;
  await sql`update file_address set expires_at = ${new Date(at)} where command_id = any(${[...commandIds]}::bigint[]) and expires_at > ${new Date(at)}`.execute(
    db,
  );
}
export async function deleteOldAddresses(db: Db, before: number): Promise<void> {
  await sql`delete from file_address where expires_at < ${new Date(before)}`.execute(db);
}
export async function selectLivingAddresses(db: Db, ids: readonly number[], at: number): Promise<Set<number>> {
  const { rows } = await sql<{
    id: number;
  }>`select id::float8 as id from file_address where id = any(${[...ids]}::bigint[]) and expires_at > ${new Date(at)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
/** Files that nothing refers to any more: of stations that are gone, of firmware that was replaced. Keys of what is to be removed. */
export async function deleteUnused(db: Db, before: number): Promise<string[]> {
  const { rows } = await sql<{
    key: string;
  }>`delete from file f where f.stored_at < ${new Date(before)} and not exists (select from firmware where file_id = f.id)
      and not exists (select from log_file where file_id = f.id) returning key`.execute(db);
  return rows.map(({ key }) => key);
}
export async function deleteFiles(db: Db, ids: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`delete from file where id = any(${[...ids]}::bigint[]) returning key`.execute(db);
  return rows.map(({ key }) => key);
}
