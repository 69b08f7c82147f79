import type { logFetchStates, logKinds } from '@stationmaster/contract';
import type { TransferPhase } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export type LogKind = (typeof logKinds)[number];
export type FetchState = (typeof logFetchStates)[number];

export interface NewFetches {
  tenantId: number;
  stationIds: readonly number[];
  kind: LogKind;
  from: number | null;
  to: number | null;
  requestedBy: string;
  at: number;
  expiresAt: number;
}
const date = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** One a station; they are one batch by the id of the first. Returns the batch. */
export async function insertFetches(db: Db, made: NewFetches): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`with ids as (select nextval(pg_get_serial_sequence('log_fetch', 'id')) as id, station from unnest(${[...made.stationIds]}::bigint[]) station)
    insert into log_fetch (id, tenant_id, station_id, batch_id, kind, from_at, to_at, requested_by, requested_at, expires_at)
    overriding system value select id, ${made.tenantId}, station, (select min(id) from ids), ${made.kind}, ${date(made.from)}, ${date(made.to)}, ${made.requestedBy}, ${new Date(made.at)}, ${new Date(made.expiresAt)}
    from ids returning batch_id::float8 as id`.execute(db);
  return rows[0]?.id ?? 0;
}

export interface FetchRow {
  id: number;
  tenant_id: number;
  batch_id: number;
  station_id: number;
  identity: string;
  security_profile: number;
  station_name: string;
  kind: LogKind;
  from_at: Date | null;
  to_at: Date | null;
  state: FetchState;
  reason: string | null;
  command_id: number | null;
  requested_by: string;
  requested_at: Date;
  expires_at: Date;
  ended_at: Date | null;
  heard: string | null;
  heard_phase: TransferPhase | null;
  heard_at: Date | null;
  command_status: string | null;
  command_reason: string | null;
  command_sent_at: Date | null;
  bytes: number;
}
const fetches = sql`select l.id::float8 as id, l.tenant_id, l.batch_id::float8 as batch_id, l.station_id::float8 as station_id, s.identity, s.security_profile, s.name as station_name, l.kind, l.from_at, l.to_at, l.state, l.reason,
    l.command_id::float8 as command_id, l.requested_by, l.requested_at, l.expires_at, l.ended_at, r.data ->> 'status' as heard, r.data ->> 'phase' as heard_phase, r.at as heard_at,
    k.status as command_status, k.reason as command_reason, k.sent_at as command_sent_at,
    coalesce((select sum(a.bytes) from file_address a where a.station_id = l.station_id and a.command_id = l.command_id), 0)::float8 as bytes
  from log_fetch l join station s on s.id = l.station_id left join command k on k.id = l.command_id
    left join station_record r on r.station_id = l.station_id and r.kind = 'log' and r.key = l.command_id::text`;

/** Not over, of all tenants, the oldest first; taken by this transaction. */
export async function selectOpenFetches(db: Db): Promise<FetchRow[]> {
  return (await sql<FetchRow>`${fetches} where l.ended_at is null order by l.id limit 5000 for update of l skip locked`.execute(db)).rows;
}
export async function selectFetches(
  db: Db,
  {
    stationId,
    batchId,
    state,
    before,
    limit,
  }: { stationId?: string | undefined; batchId?: number | undefined; state?: FetchState | undefined; before: number | null; limit: number },
): Promise<FetchRow[]> {
  const conditions = [
    ...(before === null ? [] : [sql`l.id < ${before}`]),
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(batchId === undefined ? [] : [sql`l.batch_id = ${batchId}`]),
    ...(state === undefined ? [] : [sql`l.state = ${state}`]),
  ];
  return (
    await sql<FetchRow>`${fetches} where ${sql.join([sql`true`, ...conditions], sql` and `)} order by l.id desc limit ${limit}`.execute(db)
  ).rows;
}
export async function findFetch(db: Db, id: number): Promise<FetchRow | undefined> {
  return (await sql<FetchRow>`${fetches} where l.id = ${id}`.execute(db)).rows[0];
}

export async function changeFetch(
  db: Db,
  { id, tenant_id, identity }: Pick<FetchRow, 'id' | 'tenant_id' | 'identity'>,
  change: { state: FetchState; reason: string | null; commandId?: number | null; at: number },
): Promise<void> {
  const { state, reason, commandId, at } = change;
  const isOver = state !== 'waiting' && state !== 'sent';
  await sql`update log_fetch set state = ${state}, reason = ${reason}, command_id = ${commandId === undefined ? sql`command_id` : commandId}, ended_at = ${isOver ? new Date(at) : null} where id = ${id}`.execute(
    db,
  );
  await tellLog(db, { tenantId: tenant_id, identity, id, at });
}
export async function tellLog(db: Db, told: { tenantId: number; identity: string; id: number; at: number }): Promise<void> {
  await sql`insert into happening (tenant_id, at, kind, subject, data) values (${told.tenantId}, ${new Date(told.at)}, 'log.changed', ${String(told.id)}, ${JSON.stringify({ stationId: told.identity })})`.execute(
    db,
  );
}

export interface LogRow {
  id: number;
  tenant_id: number;
  identity: string;
  station_name: string;
  fetch_id: number | null;
  file_id: number;
  kind: LogKind;
  is_text: boolean;
  received_at: Date;
  keep_until: Date | null;
  key: string;
  name: string;
  size: number;
  sha256: Buffer;
  content_type: string;
}
const logs = sql`select g.id::float8 as id, g.tenant_id, s.identity, s.name as station_name, g.fetch_id::float8 as fetch_id, g.file_id::float8 as file_id, g.kind, g.is_text, g.received_at, g.keep_until,
    f.key, f.name, f.size::float8 as size, f.sha256, f.content_type
  from log_file g join station s on s.id = g.station_id join file f on f.id = g.file_id`;

/** Newest first, those before the id `before`. */
export async function selectLogs(
  db: Db,
  { stationId, kind, before, limit }: { stationId?: string | undefined; kind?: LogKind | undefined; before: number | null; limit: number },
): Promise<LogRow[]> {
  const conditions = [
    ...(before === null ? [] : [sql`g.id < ${before}`]),
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(kind === undefined ? [] : [sql`g.kind = ${kind}`]),
  ];
  return (
    await sql<LogRow>`${logs} where ${sql.join([sql`true`, ...conditions], sql` and `)} order by g.id desc limit ${limit}`.execute(db)
  ).rows;
}
export async function findLog(db: Db, id: number): Promise<LogRow | undefined> {
  return (await sql<LogRow>`${logs} where g.id = ${id}`.execute(db)).rows[0];
}
/** A file that came twice is one log. */
export async function insertLog(
  db: Db,
  made: {
    tenantId: number;
    stationId: number;
    fetchId: number;
    fileId: number;
    kind: LogKind;
    isText: boolean;
    at: number;
    keepUntil: number;
  },
): Promise<void> {
  await sql`insert into log_file (tenant_id, station_id, fetch_id, file_id, kind, is_text, received_at, keep_until)
    values (${made.tenantId}, ${made.stationId}, ${made.fetchId}, ${made.fileId}, ${made.kind}, ${made.isText}, ${new Date(made.at)}, ${new Date(made.keepUntil)})`.execute(
    db,
  );
}
/** The files of this fetch that have come. */
export async function selectArrived(db: Db, fetchId: number): Promise<{ sha256: Buffer }[]> {
  return (
    await sql<{ sha256: Buffer }>`select f.sha256 from log_file g join file f on f.id = g.file_id where g.fetch_id = ${fetchId}`.execute(db)
  ).rows;
}
export async function setKeepUntil(db: Db, id: number, until: number | null): Promise<void> {
  await sql`update log_file set keep_until = ${date(until)} where id = ${id}`.execute(db);
}
export async function deleteLogRow(db: Db, id: number): Promise<void> {
  await sql`delete from log_file where id = ${id}`.execute(db);
}
/** Ids of the files of logs whose time is over; the logs go with them. */
export async function selectOverdue(db: Db, at: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select file_id::float8 as id from log_file where keep_until < ${new Date(at)} limit 500`.execute(db);
  return rows.map(({ id }) => id);
}
