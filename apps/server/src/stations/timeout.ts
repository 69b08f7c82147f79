import type { QuirkName } from '@stationmaster/ocpp';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { StationState } from './state.ts';

const LONGEST_MS = 300_000;
/** Half as much again as the minute that stations with the quirk answersSlowly take. */
const SLOW_MS = 90_000;
/** So many quick answers in a row, and what made a station slow is over. */
const QUICK_ANSWERS = 20;

/** Milliseconds; `learnedMs` null: it has never needed more than its own. */
export interface Patience {
  ownMs: number;
  learnedMs: number | null;
}

/** How long to wait for an answer: what the operator gives the station, what it was found to need, or what its firmware is known for. */
export function patienceWith(quirks: ReadonlySet<QuirkName>, { ownMs, learnedMs }: Patience): number {
  return Math.max(ownMs, learnedMs ?? 0, quirks.has('answersSlowly') ? SLOW_MS : 0);
}

const withRoom = (tookMs: number): number => Math.min(LONGEST_MS, Math.ceil(tookMs * 1.5));

type Needs = Pick<Context, 'db' | 'gateway'>;

/** A station that answered after our patience was over gets more of it: half as much again as it needed, at most five minutes. */
export async function rememberTimeout({ db, gateway }: Needs, { stationId, tookMs }: { stationId: number; tookMs: number }): Promise<void> {
  const wanted = withRoom(tookMs);
  const { numAffectedRows } = await sql`update station set learned_timeout_ms = ${wanted}
    where id = ${stationId} and greatest(call_timeout_ms, learned_timeout_ms) < ${wanted}`.execute(db);
  if (numAffectedRows !== undefined && numAffectedRows > 0n) await gateway.refresh([stationId]);
}

/**
 * It answered in time. One that had needed more patience, a bad line perhaps, and has long been quick enough for what the
 * operator gives it, gets no more than that again: nobody waits minutes for a station that is silent.
 */
export async function forgetTimeout({ db, gateway }: Needs, state: StationState, tookMs: number): Promise<void> {
  const { ownMs, learnedMs } = state.patience;
  if (learnedMs === null) return;
  state.quickAnswers = withRoom(tookMs) <= ownMs ? (state.quickAnswers ?? 0) + 1 : 0;
  if (state.quickAnswers !== QUICK_ANSWERS) return;
  await sql`update station set learned_timeout_ms = null where id = ${state.id}`.execute(db);
  await gateway.refresh([state.id]);
}
