import { type Draft, evseOf, type LiveEvse, stationClock } from './draft.ts';
import type { EventTrigger } from './message.ts';
import { advance, powerNow } from './power.ts';
import type { StopReason } from './state.ts';
import { end, update } from './transaction.ts';

/** How far a transaction may go: Wh, seconds, money, percent. [21P2 E16] */
export interface TxLimit {
  maxEnergy?: number;
  maxTime?: number;
  maxCost?: number;
  maxSoC?: number;
}

/** The CSMS has set a limit: the station says that it has taken it, and keeps it. */
export function limitTransaction(draft: Draft, sessionId: string, limit: TxLimit): void {
  const evse = draft.state.evses.find(({ session }) => session?.id === sessionId);
  if (evse?.session == null) return;
  advance(draft, evse);
  evse.session = { ...evse.session, limit };
  update(draft, evse, { trigger: 'LimitSet', context: 'Sample.Periodic' });
  checkLimit(draft, evse.id);
}

/** Ends what has gone far enough, else looks again when that may be. */
export function checkLimit(draft: Draft, evseId: number): void {
  const evse = evseOf(draft, evseId);
  if (evse?.session?.limit == null) return;
  advance(draft, evse);
  const reached = reachedBy(draft, evse);
  if (reached !== null) {
    end(draft, evse, reached);
    return;
  }
  const afterMs = Math.min(energyMs(evse), timeMs(draft, evse));
  if (Number.isFinite(afterMs))
    draft.effects.push({ kind: 'timer', name: `txLimit:${evseId}`, afterMs: Math.max(1, Math.ceil(afterMs)), clock: 'world' });
}

function reachedBy(draft: Draft, evse: LiveEvse): { trigger: EventTrigger; reason: StopReason } | null {
  const { session } = evse;
  if (session?.limit == null) return null;
  const { maxTime, maxCost, maxSoC } = session.limit;
  if (energyMs(evse) <= 0) return { trigger: 'EnergyLimitReached', reason: 'EnergyLimitReached' };
  if (maxTime !== undefined && timeMs(draft, evse) <= 0) return { trigger: 'TimeLimitReached', reason: 'TimeLimitReached' };
  if (maxCost !== undefined && (session.totalCost ?? 0) >= maxCost) return { trigger: 'CostLimitReached', reason: 'LocalOutOfCredit' };
  const soc = evse.vehicle === null ? 0 : evse.vehicle.soc * 100;
  return maxSoC !== undefined && soc >= maxSoC ? { trigger: 'SoCLimitReached', reason: 'SOCLimitReached' } : null;
}

/** Until the energy is reached at the power of now; never, when nothing flows. */
function energyMs(evse: LiveEvse): number {
  const { session, registerWh } = evse;
  if (session?.limit?.maxEnergy === undefined) return Number.POSITIVE_INFINITY;
  const left = session.limit.maxEnergy - (registerWh - session.startWh);
  if (left <= 1e-6) return 0;
  const power = powerNow(evse);
  return power > 0 ? (left / power) * 3_600_000 : Number.POSITIVE_INFINITY;
}

function timeMs(draft: Draft, { session }: LiveEvse): number {
  if (session?.limit?.maxTime === undefined) return Number.POSITIVE_INFINITY;
  return session.startedAt + session.limit.maxTime * 1000 - stationClock(draft);
}
