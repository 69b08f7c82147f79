import { drawOf, type Excess, excessOf, type Reading } from '@stationmaster/domain';
import { eventStep } from '../reports/step.ts';
import type { Step, Turn } from '../stations/step.ts';
import { knowledgeOf } from './knowledge.ts';
import type { LimitState } from './state.ts';

/** A car needs a while to follow a new limit; what lasts longer is told. */
const patienceMs = 60_000;
/** Readings that were kept while the station was offline say nothing of now. */
const newestMs = 300_000;
/** OCPP: critical. */
const severity = 3;

/** An event when an EVSE takes more than its profiles let it for over a minute, and another when that is over; null: nothing to tell or keep. */
export function limitWatch(turn: Turn, evseId: number, readings: readonly Reading[]): Step | null {
  const { state, at } = turn;
  const { limits } = state;
  if (limits === undefined || evseId === 0 || !isLimited(limits)) return null;
  const draw = drawOf(readings);
  if (draw === null || Math.abs(at - draw.at) > newestMs) return null;
  const excess = excessOf(knowledgeOf(state, limits), evseId, draw);
  const known = limits.above.get(evseId);
  if (excess === null) return known === undefined ? null : over(turn, { evseId, at: draw.at, ...known });
  if (known === undefined) return noted(evseId, { since: draw.at, isTold: false });
  if (known.isTold || draw.at - known.since <= patienceMs) return null;
  return told(turn, { evseId, since: known.since, excess });
}

const isLimited = ({ set, reported, external }: LimitState): boolean => set.size + reported.size + external.size > 0;

function told(turn: Turn, { evseId, since, excess }: { evseId: number; since: number; excess: Excess }): Step {
  const { at, unit, measured, limit } = excess;
  const data = { unit, measured, limit, since: new Date(since).toISOString() };
  const { writes } = eventStep(turn, [
    { kind: 'chargingLimit', at, severity, evseId, type: 'exceeded', text: `${round(measured)} ${unit} > ${round(limit)} ${unit}`, data },
  ]);
  return { writes, advance: noted(evseId, { since, isTold: true }).advance };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function over(turn: Turn, { evseId, at, since, isTold }: { evseId: number; at: number; since: number; isTold: boolean }): Step {
  const data = { since: new Date(since).toISOString() };
  const ended = [{ kind: 'chargingLimit', at, severity, evseId, type: 'exceeded', cleared: true, data }] as const;
  return { writes: isTold ? eventStep(turn, ended).writes : {}, advance: noted(evseId, null).advance };
}

function noted(evseId: number, state: { since: number; isTold: boolean } | null): Step {
  return {
    writes: {},
    advance: (live) => {
      if (live.limits === undefined) return;
      const above = new Map(live.limits.above);
      if (state === null) above.delete(evseId);
      else above.set(evseId, state);
      live.limits = { ...live.limits, above };
    },
  };
}
