import {
  costOf,
  courseOf,
  type FullCost,
  isEnergyKnown,
  isPlain,
  isPriced,
  isTimeless,
  plainCost,
  plainTotal,
  type Reading,
  type Reduction,
} from '@stationmaster/domain';
import { around } from '../prices/around.ts';
import type { StationState } from '../stations/state.ts';
import type { FrozenTariff } from '../tariffs/frozen.ts';
import type { LiveSession } from './live.ts';
import { withVouchersUsed } from './vouchers-used.ts';

interface Moment {
  state: StationState;
  /** A running session is priced up to here. */
  until: number;
  /** Of the message that is worked on: not yet in the course. */
  readings?: readonly Reading[];
}

/**
 * The session priced by its own tariff, to its end or to `until` while it runs. A plain tariff asks for start, end and energy
 * alone; any other for the whole course, which the live state holds of every session it has seen from its start or has
 * loaded. Where it does not, `needsRepricing` says so and the price is made from what is stored.
 */
export function priced(session: LiveSession, { state, until, readings = [] }: Moment): LiveSession {
  const { tariff, startedAt, endedAt, energyWh } = session;
  // A stop alone tells no energy and no start: nothing that a price could be made of.
  if (tariff === null || (!session.state.hasBegun && !isEnergyKnown(session))) return session;
  if (isPlain(tariff)) {
    const reductions = session.priceFacts?.reductions;
    if (reductions !== undefined)
      return reducedPlain(session, { ...session.priceFacts, tariff, until: Math.max(startedAt, endedAt ?? until), reductions });
    const use = { tariff, startedAt, until: Math.max(startedAt, endedAt ?? until), energyWh };
    // Its lines follow from its energy: they are not written with every meter value (`views.ts` makes them when asked).
    if (session.status === 'active' && isTimeless(tariff)) return { ...session, cost: null, total: plainTotal(use) };
    const cost = plainCost(use);
    return { ...session, cost, total: cost.total };
  }
  const course = courseIn(state, session);
  if (course === null || isSettled(session)) return session;
  const facts = session.priceFacts ?? { zone: state.timeZone };
  const periods = courseOf(session, [...course, ...readings.filter(isPriced)], { until, reservedFrom: facts.reservedFrom });
  const market = state.market;
  const { reductions = [] } = facts;
  const cost = costOf({ periods, tariff, around: around(facts, market), reductions });
  const isOver = session.status === 'ended';
  const asOf = isOver && market !== undefined ? { marketAsOf: market.asOf } : {};
  return withVouchersUsed({ ...session, cost: isOver ? cost : brief(cost), total: cost.total, state: { ...session.state, ...asOf } });
}

/** A plain tariff asks for no course: one period from start to end says all. */
function reducedPlain(
  session: LiveSession,
  { tariff, until, reductions, zone = 'UTC' }: { tariff: FrozenTariff; until: number; reductions: readonly Reduction[]; zone?: string },
): LiveSession {
  const periods = [{ start: session.startedAt, end: until, state: 'charging' as const, energyWh: session.energyWh }];
  const cost = costOf({ periods, tariff, around: { zone }, reductions });
  return withVouchersUsed({ ...session, cost: session.status === 'active' ? brief(cost) : cost, total: cost.total });
}

/** Has something of it come that the live state cannot price? */
export function needsRepricing(state: StationState, session: LiveSession): boolean {
  if (session.tariff === null || isPlain(session.tariff)) return false;
  return courseIn(state, session) === null || isSettled(session);
}

/** Its end was priced by the market as it was known then: whatever comes later is priced as of then, too, from what is stored. */
function isSettled({ state, status, cost }: LiveSession): boolean {
  return status === 'ended' && cost !== null && state.marketAsOf !== undefined;
}

/** null: it began before the live state did. */
function courseIn({ courses, sessions }: StationState, { id }: LiveSession): readonly Reading[] | null {
  return courses?.get(id) ?? (sessions.has(id) ? null : []);
}

/** While a session runs its row keeps the lines alone: which readings they come from is worked out when asked. */
function brief(cost: FullCost): FullCost {
  return { ...cost, lines: cost.lines.map((line) => ({ ...line, spans: [] })) };
}
