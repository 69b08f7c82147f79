import type { frameOutcomes } from '@stationmaster/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { likeOf } from '../db/like.ts';
import type { Tables } from '../db/tables.gen.ts';

export interface FrameRow {
  id: number;
  at: Date;
  direction: 'in' | 'out';
  action: string;
  message_id: string;
  request: string;
  answer: string | null;
  answered_at: Date | null;
  outcome: string;
  session_id: number | null;
  command_id: number | null;
  repairs: string[] | null;
}
/** What the API can be asked for. */
interface Asked {
  action?: string | undefined;
  direction?: 'in' | 'out' | undefined;
  search?: string | undefined;
  sessionId?: number | undefined;
  commandId?: number | undefined;
  outcome?: (typeof frameOutcomes)[number] | undefined;
  failed?: 'true' | undefined;
  repaired?: 'true' | undefined;
  from?: string | undefined;
  to?: string | undefined;
}
interface FrameFilter extends Omit<Asked, 'failed' | 'repaired'> {
  failed: boolean;
  repaired: boolean;
  stationId: number;
  before: readonly [number, number] | null;
  limit: number;
}
export function filterOf({ failed, repaired, ...rest }: Asked): Omit<FrameFilter, 'stationId' | 'before' | 'limit'> {
  return { ...rest, failed: failed === 'true', repaired: repaired === 'true' };
}

/** Newest first; `before` is the time (epoch ms) and id of the last row seen. A session's frames are those of its messages and those its readings came in, all between its first and last message, answers of later commands within a day. */
export async function listFrameRows(db: Kysely<Tables>, filter: FrameFilter): Promise<FrameRow[]> {
  const { stationId, action, direction, search, sessionId, commandId, outcome, failed, repaired, from, to, before, limit } = filter;
  const like = search === undefined ? '' : likeOf(search);
  const conditions = [
    sql`f.station_id = ${stationId}`,
    ...(before === null ? [] : [sql`(f.at, f.id) < (${new Date(before[0])}, ${before[1]})`]),
    ...(action === undefined ? [] : [sql`f.action = ${action}`]),
    ...(direction === undefined ? [] : [sql`f.direction = ${direction}`]),
    ...(search === undefined
      ? []
      : [sql`(f.action ilike ${like} or f.message_id ilike ${like} or f.request ilike ${like} or f.answer ilike ${like})`]),
    ...(sessionId === undefined
      ? []
      : [
          sql`(f.session_id = ${sessionId} or f.id in (select r.frame_id from sample r where r.station_id = ${stationId} and r.session_id = ${sessionId}))`,
          sql`f.at >= (select received_at from session where id = ${sessionId}) - interval '1 second'`,
          sql`f.at <= (select heard_at from session where id = ${sessionId}) + interval '1 day'`,
        ]),
    ...(commandId === undefined ? [] : [sql`f.command_id = ${commandId}`]),
    ...(outcome === undefined ? [] : [hasOutcome(outcome)]),
    ...(failed ? [sql`f.outcome <> 'result'`] : []),
    ...(repaired ? [sql`f.repairs is not null`] : []),
    ...(from === undefined ? [] : [sql`f.at >= ${new Date(from)}`]),
    ...(to === undefined ? [] : [sql`f.at < ${new Date(to)}`]),
  ];
  const { rows } =
    await sql<FrameRow>`select f.id, f.at, f.direction, f.action, f.message_id, f.request, f.answer, f.answered_at, f.outcome, f.session_id, f.command_id, f.repairs
    from frame f where ${sql.join(conditions, sql` and `)} order by f.at desc, f.id desc limit ${limit}`.execute(db);
  return rows;
}

/** The words that are not of an error are ours; an error is told by its code. */
function hasOutcome(outcome: (typeof frameOutcomes)[number]): RawBuilder<unknown> {
  if (outcome === 'answered') return sql`f.outcome = 'result'`;
  if (outcome === 'error') return sql`f.outcome <> all(${['result', 'timedOut', 'closed', 'invalid', 'queueFull']}::text[])`;
  return sql`f.outcome = ${outcome}`;
}

export interface SpeakerRow {
  protocol: string | null;
  vendor: string | null;
  model: string | null;
  firmwareVersion: string | null;
  timeZone: string | null;
}
/** Who is at the other end, without its name. */
export async function selectSpeaker(db: Kysely<Tables>, stationId: number): Promise<SpeakerRow> {
  const { rows } =
    await sql<SpeakerRow>`select s.protocol, s.vendor, s.model, s.firmware_version as "firmwareVersion", site.time_zone as "timeZone"
    from station s left join site on site.id = s.site_id where s.id = ${stationId}`.execute(db);
  return rows[0] ?? { protocol: null, vendor: null, model: null, firmwareVersion: null, timeZone: null };
}
