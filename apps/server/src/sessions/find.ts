import { isPlain, type Reading } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import type { StationState } from '../stations/state.ts';
import { selectCourses } from './course-store.ts';
import { findLive, keptFor, type LiveSession, mostKept } from './live.ts';
import { selectByNumber, selectByStartKey, selectRecent, selectStopped } from './store.ts';
import { isUnconfirmed } from './unconfirmed.ts';

type Db = Pick<Context, 'db'>;

/** The sessions a station's live state begins with, by station. */
export async function recentSessions(
  db: Kysely<Tables>,
  stationIds: readonly number[],
  at: number,
): Promise<Map<number, Map<number, LiveSession>>> {
  const found = new Map<number, Map<number, LiveSession>>();
  for (const session of await selectRecent(db, stationIds, { since: at - keptFor, limit: mostKept })) {
    const ofStation = found.get(session.stationId) ?? new Map<number, LiveSession>();
    found.set(session.stationId, ofStation.set(session.id, session));
  }
  return found;
}

/** The courses of running sessions whose tariff asks for them; most ask for none. */
export async function openCourses(db: Kysely<Tables>, sessions: Iterable<LiveSession>): Promise<Map<number, Reading[]>> {
  const open = [...sessions].filter(({ status, tariff }) => status === 'active' && tariff !== null && !isPlain(tariff));
  return await selectCourses(db, open);
}

/** By the key of its start; `isLive`: the live state is known to hold it if there is one. */
export function findByKey(
  context: Db,
  state: StationState,
  { key, isLive }: { key: string; isLive: boolean },
): Promise<LiveSession | null> | LiveSession | null {
  const { newest } = state;
  if (newest?.startKey === key) return newest as LiveSession;
  const live = findLive(state, (session) => session.startKey === key);
  if (live !== undefined || (isLive && !isUnconfirmed(state, key))) return live ?? null;
  return selectByStartKey(context.db, state.id, key).then((stored) => stored ?? null);
}

/** By a 1.6 transaction id above 0: ours, or one the station brought from elsewhere. */
export function findByNumber(context: Db, state: StationState, number: number): Promise<LiveSession | null> | LiveSession {
  const own = state.sessions.get(number) as LiveSession | undefined;
  if (own !== undefined && own.transactionId === String(number)) return own;
  const text = String(number);
  const live = findLive(state, (session) => session.transactionId === text);
  return live ?? selectByNumber(context.db, state.id, number).then((stored) => stored ?? null);
}

/** A session that was ended before by the same stop without a number. */
export async function findStopped(
  context: Db,
  state: StationState,
  stop: { at: number; meterStopWh: number },
): Promise<LiveSession | null> {
  const isSame = (session: LiveSession) =>
    session.endedAt === stop.at && session.state.stopWh === stop.meterStopWh && session.marks.includes('transactionIdMissing');
  return findLive(state, isSame) ?? (await selectStopped(context.db, state.id, stop)) ?? null;
}
