import type { RecordKind, StationEventKind } from '@stationmaster/contract';
import { type Kysely, sql } from 'kysely';
import { likeOf } from '../db/like.ts';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface RecordListRow {
  kind: RecordKind;
  key: string;
  evse_id: number;
  data: unknown;
  at: Date;
  frame_id: number | null;
}
/** What is there as far as the station has told: not what it took back, nor what its last complete list left out; what it told of customers is for few eyes, see `customers`. */
export async function selectRecords(db: Db, stationId: number, kind: RecordKind | undefined): Promise<RecordListRow[]> {
  const { rows } = await sql<RecordListRow>`select r.kind, r.key, r.evse_id, r.data, r.at, r.frame_id from station_record r
    left join station_record list on list.station_id = r.station_id and list.kind = 'report' and list.key = r.kind
    where r.station_id = ${stationId} and r.data is not null and r.kind not in ('report', 'customerInformation') ${kind === undefined ? sql`` : sql`and r.kind = ${kind}`}
      and (list.data is null or r.at >= to_timestamp((list.data ->> 'startedAt')::float8 / 1000))
    order by r.kind, r.evse_id, r.key`.execute(db);
  return rows;
}

export interface EventListRow {
  identity: string;
  received_at: Date;
  frame_id: number;
  place: number;
  at: Date;
  kind: StationEventKind;
  severity: number | null;
  evse_id: number;
  connector_id: number;
  component: string;
  variable: string;
  type: string;
  text: string;
  cleared: boolean;
  cleared_at: Date | null;
  data: unknown;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
}
export interface EventFilter {
  stationId?: string | undefined;
  kind?: StationEventKind | undefined;
  severity?: number | undefined;
  search?: string | undefined;
  open: boolean;
  /** received at (epoch ms), frame, place of the last row seen. */
  before: readonly [number, number, number] | null;
  limit: number;
}
/** With the moment when a later event of the same thing told its end. */
export async function selectEvents(
  db: Db,
  { stationId, kind, severity, search, open, before, limit }: EventFilter,
): Promise<EventListRow[]> {
  const conditions = [
    sql`true`,
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(kind === undefined ? [] : [sql`e.kind = ${kind}`]),
    ...(severity === undefined ? [] : [sql`e.severity <= ${severity}`]),
    ...(open ? [sql`e.acknowledged_at is null and not e.cleared and ended.at is null and (e.severity is null or e.severity < 7)`] : []),
    ...(search === undefined
      ? []
      : [sql`concat_ws(' ', s.identity, s.name, e.component, e.variable, e.type, e.text) ilike ${likeOf(search)}`]),
    ...(before === null ? [] : [sql`(e.received_at, e.frame_id, e.place) < (${new Date(before[0])}, ${before[1]}, ${before[2]})`]),
  ];
  const { rows } =
    await sql<EventListRow>`select s.identity, e.received_at, e.frame_id, e.place, e.at, e.kind, e.severity, e.evse_id, e.connector_id, e.component, e.variable, e.type,
      e.text, e.cleared, ended.at as cleared_at, e.data, e.acknowledged_at, e.acknowledged_by from station_event e join station s on s.id = e.station_id
    left join lateral (select min(c.at) as at from station_event c where c.cleared and not e.cleared and e.component <> '' and c.station_id = e.station_id
      and c.component = e.component and c.variable = e.variable and c.evse_id = e.evse_id and c.connector_id = e.connector_id
      and (c.received_at, c.frame_id, c.place) > (e.received_at, e.frame_id, e.place)) ended on true
    where ${sql.join(conditions, sql` and `)} order by e.received_at desc, e.frame_id desc, e.place desc limit ${limit}`.execute(db);
  return rows;
}

/** Those not acknowledged yet; how many. */
export async function acknowledge(
  db: Db,
  events: readonly { receivedAt: number; frameId: number; place: number }[],
  { by, at }: { by: string; at: number },
): Promise<number> {
  const { numAffectedRows } = await sql`update station_event e set acknowledged_at = ${new Date(at)}, acknowledged_by = ${by}
    from unnest(${events.map((event) => new Date(event.receivedAt))}::timestamptz[], ${events.map((event) => event.frameId)}::bigint[], ${events.map((event) => event.place)}::int[]) as v (received_at, frame_id, place)
    where e.received_at = v.received_at and e.frame_id = v.frame_id and e.place = v.place and e.acknowledged_at is null`.execute(db);
  return Number(numAffectedRows ?? 0);
}
