import { isPriced, type Reading } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

export interface Wanted {
  id: number;
  stationId: number;
  startedAt: number;
}
interface Row {
  session_id: number;
  at: number;
  readings: string;
}
type Told = [string, string, string, string, string, number | null, string | null, string];

/** A clock that was set in the course of a session may have dated some of it before its start; further back nothing of it is looked for. */
const slackMs = 2 * 86_400_000;

/** What a price is made of, by session, in order of time. One query however many sessions they are. */
export async function selectCourses(db: Kysely<Tables>, sessions: readonly Wanted[]): Promise<Map<number, Reading[]>> {
  const courses = new Map<number, Reading[]>(sessions.map(({ id }) => [id, []]));
  if (sessions.length === 0) return courses;
  const since = sessions.reduce((least, { startedAt }) => Math.min(least, startedAt), Number.POSITIVE_INFINITY) - slackMs;
  // By pairs: of each session only the rows of its own station are looked up.
  const { rows } = await sql<Row>`select s.session_id::float8 as session_id, (extract(epoch from s.at) * 1000)::float8 as at, s.readings
    from unnest(${sessions.map(({ stationId }) => stationId)}::bigint[], ${sessions.map(({ id }) => id)}::bigint[]) as wanted (station_id, session_id)
    join sample s on s.station_id = wanted.station_id and s.session_id = wanted.session_id and s.at >= ${new Date(since)}
    order by s.session_id, s.at, s.series`.execute(db);
  for (const { session_id, at, readings } of rows) {
    for (const [measurand, phase, location, context, unit, value, signed, raw] of JSON.parse(readings) as Told[]) {
      const reading = { at, measurand, phase, location, context, unit, value, signed, raw };
      if (isPriced(reading)) courses.get(session_id)?.push(reading);
    }
  }
  return courses;
}
