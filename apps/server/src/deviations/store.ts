import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface DeviationCount {
  day: number;
  direction: 'in' | 'out';
  action: string;
  name: string;
  detail: string;
  count: number;
  days: number;
  first_at: Date;
  last_at: Date;
  frame_id: number | null;
}
/** Days since 1970-01-01, both included. */
export interface Span {
  from: number;
  to: number;
}

/** Over the days of the span, the most frequent first. */
export function selectDeviations(db: Db, stationId: number, span: Span): Promise<DeviationCount[]> {
  return select(db, { stationId, span, by: sql``, order: sql`count desc, last_at desc` });
}

/** A row a day, the newest first. */
export function selectDaily(db: Db, stationId: number, span: Span): Promise<DeviationCount[]> {
  return select(db, { stationId, span, by: sql`, day`, order: sql`day desc, count desc` });
}

async function select(
  db: Db,
  { stationId, span, by, order }: { stationId: number; span: Span; by: RawBuilder<unknown>; order: RawBuilder<unknown> },
): Promise<DeviationCount[]> {
  const { rows } =
    await sql<DeviationCount>`select max(day) as day, direction, action, name, detail, sum(count)::float8 as count, count(distinct day)::float8 as days,
      min(first_at) as first_at, max(last_at) as last_at, (array_agg(frame_id order by last_at desc))[1]::float8 as frame_id
    from deviation where station_id = ${stationId} and day between ${span.from} and ${span.to}
    group by direction, action, name, detail ${by} order by ${order}, name, action, detail`.execute(db);
  return rows;
}

export interface Nameplate {
  vendor: string | null;
  model: string | null;
  firmwareVersion: string | null;
  protocol: string | null;
}
export async function selectNameplate(db: Db, stationId: number): Promise<Nameplate> {
  const { rows } =
    await sql<Nameplate>`select vendor, model, firmware_version as "firmwareVersion", protocol from station where id = ${stationId}`.execute(
      db,
    );
  return rows[0] ?? { vendor: null, model: null, firmwareVersion: null, protocol: null };
}

export interface ExampleRow {
  id: number;
  action: string;
  request: string;
  answer: string | null;
}
/** Those frames of a station that are still in the log; each is looked for at its moment. */
export async function selectExamples(db: Db, stationId: number, wanted: readonly { id: number; at: Date }[]): Promise<ExampleRow[]> {
  const { rows } = await sql<ExampleRow>`select f.id, f.action, f.request, f.answer from
      unnest(${wanted.map(({ id }) => id)}::bigint[], ${wanted.map(({ at }) => at)}::timestamptz[]) as v (id, at)
      join frame f on f.station_id = ${stationId} and f.at = v.at and f.id = v.id`.execute(db);
  return rows;
}

/** Forgets what was counted before that day. */
export async function deleteBefore(db: Db, day: number): Promise<void> {
  await sql`delete from deviation where day < ${day}`.execute(db);
}
