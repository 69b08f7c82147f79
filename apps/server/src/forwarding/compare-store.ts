import type { forwardedOutcomes, forwardedVerdicts } from '@stationmaster/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Difference } from './differences.ts';
import type { Answers } from './rights.ts';

type Db = Kysely<Tables>;

export interface ComparedRow {
  id: number;
  their_id: string | null;
  started_at: Date;
  ended_at: Date | null;
  energy_wh: number;
  verdict: (typeof forwardedVerdicts)[number];
  told_wh: number | null;
  messages: number;
  not_taken: number;
  differs: Difference[];
  slowest_ms: number | null;
}

/** The message log still has something of the session `s`. */
const hasLog = sql`exists (select from frame l where l.station_id = s.station_id and l.at >= s.received_at - interval '10 minutes' and l.session_id = s.id and l.direction = 'in')`;

/**
 * Sessions of a station since it has a second back end, with how they stand there. What it knows of the energy: all of it
 * when every message was confirmed, else the last register among the confirmed ones.
 */
const compared = (stationId: number, where: RawBuilder<unknown>) => sql`
  select s.id::float8 as id, s.started_at, s.ended_at, s.energy_wh::float8 as energy_wh, v.verdict, m.messages, m.not_taken, m.slowest_ms, coalesce(m.differs, '[]') as differs,
    case when s.start_key like '2x/%' then s.transaction_id else f.their_id::text end as their_id, coalesce(site.time_zone, 'UTC') as time_zone,
    case when v.verdict in ('equal', 'differs') then s.energy_wh::float8 when m.answered = 0 then null
      else greatest(0, (select max(r.value) from reading r where r.station_id = s.station_id and r.session_id = s.id and r.measurand = 'Energy.Active.Import.Register' and r.phase = ''
        and exists (select from forwarded_message a where a.station_id = r.station_id and a.frame_id = r.frame_id and a.session_id = s.id and a.outcome = 'answered')) - s.meter_start_wh::float8) end as told_wh
  from session s join forwarding w on w.station_id = s.station_id left join site on site.id = s.site_id left join forwarded_session f on f.session_id = s.id
  cross join lateral (select count(*)::int as messages, count(*) filter (where outcome = 'answered') as answered, count(*) filter (where outcome in ('refused', 'invalid', 'skipped', 'otherVersion', 'dropped', 'expired'))::int as not_taken, max(took_ms) as slowest_ms,
      (select jsonb_agg(distinct d) from forwarded_message i, jsonb_array_elements(i.differs) d where i.session_id = s.id) as differs
    from forwarded_message where session_id = s.id and direction = 'in') m
  cross join lateral (select case when s.heard_at > w.told_at then case when ${hasLog} then 'waiting' else 'gone' end when s.received_at < w.since then 'partly' when m.messages = 0 then 'gone' when m.not_taken > 0 then 'notDelivered'
    when m.differs is not null then 'differs' else 'equal' end as verdict) v
  where s.station_id = ${stationId} and s.heard_at >= w.since and ${where}`;

export async function selectCompared(
  db: Db,
  stationId: number,
  { before, limit }: { before: number | null; limit: number },
): Promise<ComparedRow[]> {
  const where = before === null ? sql`true` : sql`s.id < ${before}`;
  return (await sql<ComparedRow>`${compared(stationId, where)} order by s.id desc limit ${limit}`.execute(db)).rows;
}

export interface DayRow {
  day: string;
  sessions: number;
  equal: number;
  energy_wh: number;
  told_wh: number;
}
/** Ended sessions since then, by the day at their site, newest first. */
export async function selectDays(db: Db, stationId: number, since: number): Promise<DayRow[]> {
  const { rows } =
    await sql<DayRow>`select to_char(ended_at at time zone time_zone, 'YYYY-MM-DD') as day, count(*)::int as sessions, count(*) filter (where verdict = 'equal')::int as equal,
      sum(energy_wh) as energy_wh, coalesce(sum(told_wh), 0) as told_wh
    from (${compared(stationId, sql`s.ended_at >= ${new Date(since)}`)}) one group by 1 order by 1 desc`.execute(db);
  return rows;
}

export interface MessageRow {
  frame_id: number;
  at: Date;
  direction: 'in' | 'out';
  action: string;
  session_id: number | null;
  outcome: (typeof forwardedOutcomes)[number];
  detail: string | null;
  answered_by: Answers;
  answer: unknown;
  differs: Difference[] | null;
  took_ms: number | null;
  tries: number;
}
export async function selectMessages(
  db: Db,
  stationId: number,
  { before, limit, sessionId, failed }: { before: [number, number] | null; limit: number; sessionId: number | undefined; failed: boolean },
): Promise<MessageRow[]> {
  const where = [
    sql`station_id = ${stationId}`,
    ...(before === null ? [] : [sql`(at, frame_id) < (${new Date(before[0])}::timestamptz, ${before[1]})`]),
    ...(sessionId === undefined ? [] : [sql`session_id = ${sessionId}`]),
    ...(failed ? [sql`(outcome <> 'answered' or differs is not null)`] : []),
  ];
  const { rows } =
    await sql<MessageRow>`select frame_id::float8 as frame_id, at, direction, action, session_id::float8 as session_id, outcome, detail, answered_by, answer, differs, took_ms, tries
    from forwarded_message where ${sql.join(where, sql` and `)} order by at desc, frame_id desc limit ${limit}`.execute(db);
  return rows;
}
