import type { QuirkName } from '@stationmaster/ocpp';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

const LONGEST_MS = 300_000;
/** Half as much again as the minute that stations with the quirk answersSlowly take. */
const SLOW_MS = 90_000;

/** How long to wait for an answer of a station with these quirks that has `callTimeoutMs` of its own. */
export function patienceWith(quirks: ReadonlySet<QuirkName>, callTimeoutMs: number): number {
  return quirks.has('answersSlowly') ? Math.max(SLOW_MS, callTimeoutMs) : callTimeoutMs;
}

/** A station that answered after our patience was over gets more of it: half as much again as it needed, at most five minutes. */
export async function rememberTimeout(
  { db, gateway }: Pick<Context, 'db' | 'gateway'>,
  { stationId, tookMs }: { stationId: number; tookMs: number },
): Promise<void> {
  const wanted = Math.min(LONGEST_MS, Math.ceil(tookMs * 1.5));
  const { numAffectedRows } =
    await sql`update station set call_timeout_ms = ${wanted} where id = ${stationId} and call_timeout_ms < ${wanted}`.execute(db);
  if (numAffectedRows !== undefined && numAffectedRows > 0n) await gateway.refresh([stationId]);
}
