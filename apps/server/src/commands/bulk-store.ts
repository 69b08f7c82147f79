import type { bulkFilter, commandStatuses } from '@stationmaster/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { type CommandRow, commandColumns } from './store.ts';

type Db = Kysely<Tables>;
export type BulkFilter = z.output<typeof bulkFilter>;
type Status = (typeof commandStatuses)[number];

export interface BulkRow {
  id: number;
  verb: string;
  parameters: Record<string, unknown>;
  filter: BulkFilter;
  wait_seconds: number | null;
  requested_by: string;
  requested_at: Date;
  cancelled_at: Date | null;
  retry_of: number | null;
  by_status: Partial<Record<Status, number>>;
}
const bulks = sql`select b.id, b.verb, b.parameters, b.filter, b.wait_seconds, b.requested_by, b.requested_at, b.cancelled_at, b.retry_of,
  coalesce((select jsonb_object_agg(n.status, n.count) from (select status, count(*) from command where bulk_id = b.id group by status) n), '{}') as by_status
  from bulk_command b`;

/** Newest first, those before the id `before`. */
export async function selectBulks(db: Db, { before, limit }: { before: number | null; limit: number }): Promise<BulkRow[]> {
  return (await sql<BulkRow>`${bulks} where ${before}::bigint is null or b.id < ${before} order by b.id desc limit ${limit}`.execute(db))
    .rows;
}
export async function findBulk(db: Db, id: number): Promise<BulkRow | undefined> {
  return (await sql<BulkRow>`${bulks} where b.id = ${id}`.execute(db)).rows[0];
}

/** Sessions running at these stations. */
export async function countCharging(db: Db, stationIds: readonly number[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from session
    where status = 'active' and station_id = any(${stationIds}::bigint[])`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The stations that fit, by identity. */
export async function selectTargets(db: Db, filter: Omit<BulkFilter, 'connected'>): Promise<{ id: number; identity: string }[]> {
  const { stationIds, siteId, vendor, model, firmwareVersion, protocol } = filter;
  const conditions: RawBuilder<unknown>[] = [
    sql`true`,
    ...(stationIds === undefined ? [] : [sql`identity = any(${stationIds}::text[])`]),
    ...(siteId === undefined ? [] : [sql`site_id = ${siteId}`]),
    ...(vendor === undefined ? [] : [sql`vendor = ${vendor}`]),
    ...(model === undefined ? [] : [sql`model = ${model}`]),
    ...(firmwareVersion === undefined ? [] : [sql`firmware_version = ${firmwareVersion}`]),
    ...(protocol === undefined ? [] : [sql`protocol = ${protocol}`]),
  ];
  const { rows } = await sql<{
    id: number;
    identity: string;
  }>`select id::float8 as id, identity from station where ${sql.join(conditions, sql` and `)} order by identity`.execute(db);
  return rows;
}

/** Stations of an earlier bulk command where it failed. */
export async function selectFailed(db: Db, bulkId: number, failed: readonly Status[]): Promise<{ id: number; identity: string }[]> {
  const { rows } = await sql<{
    id: number;
    identity: string;
  }>`select s.id::float8 as id, s.identity from command c join station s on s.id = c.station_id
    where c.bulk_id = ${bulkId} and c.status = any(${[...failed]}::text[]) order by c.id`.execute(db);
  return rows;
}

export interface NewBulk {
  tenantId: number;
  verb: string;
  parameters: object;
  filter: BulkFilter;
  waitSeconds: number | null;
  requestedBy: string;
  at: number;
  retryOf: number | null;
  stationIds: readonly number[];
}
/** With a queued command for each station. */
export async function insertBulk(db: Db, bulk: NewBulk): Promise<number> {
  const { tenantId, verb, parameters, filter, waitSeconds, requestedBy, at, retryOf, stationIds } = bulk;
  const expiresAt = waitSeconds === null ? null : new Date(at + waitSeconds * 1000);
  const { rows } = await sql<{ id: number }>`with bulk as (
      insert into bulk_command (tenant_id, verb, parameters, filter, wait_seconds, requested_by, requested_at, retry_of)
      values (${tenantId}, ${verb}, ${JSON.stringify(parameters)}::jsonb, ${JSON.stringify(filter)}::jsonb, ${waitSeconds}, ${requestedBy}, ${new Date(at)}, ${retryOf}) returning id),
    commands as (insert into command (tenant_id, station_id, verb, parameters, status, requested_by, requested_at, expires_at, bulk_id)
      select ${tenantId}, station, ${verb}, ${JSON.stringify(parameters)}::jsonb, 'queued', ${requestedBy}, ${new Date(at)}, ${expiresAt}, bulk.id
      from bulk, unnest(${[...stationIds]}::bigint[]) station)
    select id::float8 as id from bulk`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('insert returned no row');
  return row.id;
}

export async function markCancelled(db: Db, id: number, at: number): Promise<void> {
  await sql`update bulk_command set cancelled_at = ${new Date(at)} where id = ${id} and cancelled_at is null`.execute(db);
}

/** In the order of the stations; `after` is the id of the last row seen. */
export async function selectResults(
  db: Db,
  { bulkId, status, after, limit }: { bulkId: number; status: Status | undefined; after: number | null; limit: number },
): Promise<CommandRow[]> {
  const { rows } = await sql<CommandRow>`select ${commandColumns} from command c join station s on s.id = c.station_id
    where c.bulk_id = ${bulkId} and (${status ?? null}::text is null or c.status = ${status ?? null}) and (${after}::bigint is null or c.id > ${after}) order by c.id limit ${limit}`.execute(
    db,
  );
  return rows;
}
