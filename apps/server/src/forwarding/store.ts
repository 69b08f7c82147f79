import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Problem } from './dial.ts';
import type { Difference } from './differences.ts';
import { keptActions } from './rights.ts';

type Db = Kysely<Tables>;

/** What is needed to call it; secrets are sealed. */
export interface ForwardingRow {
  revision: number;
  url: string;
  identity: string;
  password: string | null;
  certificate: string | null;
  certificateKey: string | null;
  authority: string | null;
  commands: string[];
  patienceMs: number;
  accepted: boolean;
  toldFrame: number;
  /** Epoch ms. */
  toldAt: number;
}
/** A message of the station as the log has it. */
export interface KeptRow {
  frameId: number;
  at: number;
  action: string;
  request: string;
  answer: string | null;
  sessionId: number | null;
}
export interface ForwardedRow {
  stationId: number;
  tenantId: number;
  at: number;
  frameId: number;
  direction: 'in' | 'out';
  action: string;
  sessionId: number | null;
  outcome: string;
  detail: string | null;
  answeredBy: 'us' | 'them';
  answer: unknown;
  differs: readonly Difference[];
  tookMs: number | null;
  tries: number;
}

export async function selectForwarding(db: Db, stationId: number): Promise<ForwardingRow | undefined> {
  const { rows } =
    await sql<ForwardingRow>`select revision::float8 as revision, url, coalesce(f.identity, s.identity) as identity, password, certificate, certificate_key as "certificateKey", authority, commands,
    patience_ms as "patienceMs", accepted, told_frame::float8 as "toldFrame", (extract(epoch from told_at) * 1000)::float8 as "toldAt"
    from forwarding f join station s on s.id = f.station_id where station_id = ${stationId}`.execute(db);
  return rows[0];
}

/** Of the log's clock: steps back of the machine's clock by less than this lose no message. */
const clockSlack = sql`interval '10 minutes'`;
/** How far a station is told. */
type Place = Pick<ForwardingRow, 'toldFrame' | 'toldAt'> & { stationId: number };
const behind = (stationId: number, { toldFrame, toldAt }: Pick<ForwardingRow, 'toldFrame' | 'toldAt'>) =>
  sql`station_id = ${stationId} and at >= ${new Date(toldAt)}::timestamptz - ${clockSlack} and id > ${toldFrame} and direction = 'in' and outcome = 'result' and action = any(${[...keptActions]}::text[])`;

/** Messages of sessions that were not told yet, in the order they came. */
export async function selectKept(db: Db, { stationId, ...told }: Place, limit: number): Promise<KeptRow[]> {
  const { rows } =
    await sql<KeptRow>`select id::float8 as "frameId", (extract(epoch from at) * 1000)::float8 as at, action, request, answer, session_id::float8 as "sessionId"
    from frame where ${behind(stationId, told)} order by at, id limit ${limit}`.execute(db);
  return rows;
}

/** How many messages may wait, and of which moment on (epoch ms). */
export interface Limits {
  most: number;
  from: number;
}
const longAgo = { frameId: 0, at: 0 };

/** What is too much or too old is given up, oldest first, each with its row. How far the station is told then. */
export async function giveUp(
  db: Db,
  { stationId, tenantId }: { stationId: number; tenantId: number },
  { most, from }: Limits,
): Promise<{ frameId: number; at: number }> {
  const told = sql`(select told_frame, told_at from forwarding where station_id = ${stationId})`;
  const waiting = sql`frame m, ${told} f where m.station_id = ${stationId} and m.at >= f.told_at - ${clockSlack} and m.id > f.told_frame
    and m.direction = 'in' and m.outcome = 'result' and m.action = any(${[...keptActions]}::text[])`;
  const overflow = await sql<{
    frameId: number;
    at: number;
  }>`select m.id::float8 as "frameId", (extract(epoch from m.at) * 1000)::float8 as at
    from ${waiting} order by m.at desc, m.id desc offset ${most} limit 1`.execute(db);
  const last = overflow.rows[0] ?? longAgo;
  const { rows } = await sql<{ frameId: number; at: number }>`with gone as (
      insert into forwarded_message (station_id, at, frame_id, tenant_id, direction, action, session_id, outcome, answered_by)
      select m.station_id, m.at, m.id, ${tenantId}, 'in', m.action, m.session_id, case when m.at < ${new Date(from)} then 'expired' else 'dropped' end, 'us'
      from ${waiting} and (m.at < ${new Date(from)} or (m.at, m.id) <= (${new Date(last.at)}::timestamptz, ${last.frameId}))
      on conflict (station_id, at, frame_id) do update set outcome = excluded.outcome returning at, frame_id),
    newest as (select at, frame_id from gone order by at desc, frame_id desc limit 1)
    update forwarding f set told_frame = greatest(f.told_frame, newest.frame_id), told_at = greatest(f.told_at, newest.at)
    from (select 1) one left join newest on true where f.station_id = ${stationId}
    returning f.told_frame::float8 as "frameId", (extract(epoch from f.told_at) * 1000)::float8 as at`.execute(db);
  return rows[0] ?? longAgo;
}

/** Stations whose second back end is not connected now. */
export async function selectAway(db: Db): Promise<{ stationId: number; tenantId: number }[]> {
  const { rows } = await sql<{
    stationId: number;
    tenantId: number;
  }>`select station_id::float8 as "stationId", tenant_id as "tenantId" from forwarding
    where connected_at is null or connected_at <= coalesce(disconnected_at, '-infinity')`.execute(db);
  return rows;
}

/** What became of a message, with the number it got there, and how far the station is told: one statement, so all or nothing. */
export async function settle(db: Db, row: ForwardedRow, { isKept, theirId }: { isKept: boolean; theirId: number | null }): Promise<void> {
  const { stationId, tenantId, at, frameId, sessionId } = row;
  const moment = new Date(at);
  await sql`with told as (insert into forwarded_message (station_id, at, frame_id, tenant_id, direction, action, session_id, outcome, detail, answered_by, answer, differs, took_ms, tries)
      values (${stationId}, ${moment}, ${frameId}, ${tenantId}, ${row.direction}, ${row.action}, ${sessionId}, ${row.outcome}, ${row.detail?.slice(0, 300) ?? null}, ${row.answeredBy},
        ${jsonOf(row.answer)}::jsonb, ${row.differs.length === 0 ? null : jsonOf(row.differs)}::jsonb, ${row.tookMs}, ${row.tries})
      on conflict (station_id, at, frame_id) do update set outcome = excluded.outcome, detail = excluded.detail, answered_by = excluded.answered_by, answer = excluded.answer,
        differs = excluded.differs, took_ms = excluded.took_ms, tries = excluded.tries),
    named as (insert into forwarded_session (session_id, station_id, tenant_id, their_id) select ${sessionId}::bigint, ${stationId}, ${tenantId}, ${theirId}::bigint
      where ${sessionId}::bigint is not null and ${theirId}::bigint is not null on conflict (session_id) do update set their_id = excluded.their_id)
    update forwarding set told_frame = ${frameId}, told_at = ${moment} where ${isKept} and station_id = ${stationId} and told_frame < ${frameId}`.execute(
    db,
  );
}

/** PostgreSQL's JSON cannot hold U+0000. */
function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value).replaceAll('\\u0000', '');
}

/** What the other side calls this session; null: it never said. */
export async function selectTheirId(db: Db, sessionId: number): Promise<number | null> {
  const { rows } = await sql<{
    their_id: number;
  }>`select their_id::float8 as their_id from forwarded_session where session_id = ${sessionId}`.execute(db);
  return rows[0]?.their_id ?? null;
}

/** The number by which the station knows the session that the other side calls so; the newest, should it have given a number twice. */
export async function selectStationNumber(db: Db, stationId: number, theirId: number): Promise<number | null> {
  const { rows } = await sql<{
    number: string | null;
  }>`select s.transaction_id as number from forwarded_session f join session s on s.id = f.session_id
    where f.station_id = ${stationId} and f.their_id = ${theirId} order by f.session_id desc limit 1`.execute(db);
  const number = Number(rows[0]?.number ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : null;
}

interface Stand {
  connected?: boolean;
  accepted?: boolean;
  problem?: Problem | null;
  at: number;
}
/** How it stands, with the news of it. */
export async function writeStand(db: Db, stationId: number, { connected, accepted, problem, at }: Stand): Promise<void> {
  const now = new Date(at);
  const changes = [
    ...(connected === true ? [sql`connected_at = ${now}`] : []),
    ...(connected === false
      ? [sql`disconnected_at = case when connected_at > coalesce(disconnected_at, '-infinity') then ${now} else disconnected_at end`]
      : []),
    ...(accepted === undefined ? [] : [sql`accepted = ${accepted}`]),
    ...(problem === undefined
      ? []
      : [
          sql`problem = ${problem?.problem ?? null}, problem_detail = ${problem?.detail ?? null}, problem_at = ${problem === null ? null : now}`,
        ]),
  ];
  if (changes.length === 0) return;
  await sql`with changed as (update forwarding set ${sql.join(changes)} where station_id = ${stationId} returning station_id, tenant_id)
    insert into happening (tenant_id, at, kind, subject, data) select c.tenant_id, ${now}, 'forwarding.changed', s.identity, '{}' from changed c join station s on s.id = c.station_id`.execute(
    db,
  );
}

/** Whoever was connected when the last process died is not any more. */
export async function endConnections(db: Db, at: number): Promise<void> {
  await sql`update forwarding set disconnected_at = greatest(${new Date(at)}, connected_at + interval '1 ms') where connected_at is not null and connected_at > coalesce(disconnected_at, '-infinity')`.execute(
    db,
  );
}

/** What was wanted once no car charges; false: it was done before, or taken back. */
export async function applyNext(db: Db, stationId: number): Promise<boolean> {
  const { rows } =
    await sql`update forwarding set answers = next_answers, next_answers = null where station_id = ${stationId} and next_answers is not null returning station_id`.execute(
      db,
    );
  return rows.length > 0;
}

/** Rows that have been looked at long enough. */
export async function deleteForwarded(db: Db, before: number): Promise<void> {
  await sql`delete from forwarded_message where at < ${new Date(before)}`.execute(db);
}

/** What a station tells of itself when it boots, as it last did. */
export interface Nameplate {
  vendor: string | null;
  model: string | null;
  serialNumber: string | null;
  firmwareVersion: string | null;
  iccid: string | null;
  imsi: string | null;
  meterType: string | null;
  meterSerialNumber: string | null;
}
export async function selectNameplate(db: Db, stationId: number): Promise<Nameplate | undefined> {
  const { rows } =
    await sql<Nameplate>`select vendor, model, serial_number as "serialNumber", firmware_version as "firmwareVersion", iccid, imsi,
    meter_type as "meterType", meter_serial_number as "meterSerialNumber" from station where id = ${stationId}`.execute(db);
  return rows[0];
}
