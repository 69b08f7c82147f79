import { amountOf, isOfStation, lowest, type Measure, sum } from './amount.ts';
import type { CompositePeriod, CompositeQuestion, Decision, EvseSupply } from './composite-model.ts';
import { evseSchedule } from './evse-schedule.ts';
import { type Leaders, leadersOver } from './leaders.ts';
import { cuts } from './leading.ts';
import type { Span } from './local-time.ts';
import { decision, fewestPhases, firstOf, limitOf, type Merged, measureOf, named, touches, withinHardware } from './merge.ts';

/**
 * 2.1 K08.FR.03, K04.FR.05: what the station takes from the grid. Limits only: how discharge limits and setpoints of several
 * cars add up, the standard leaves open. In ampere, EVSEs of alternating current are summed as if all
 * of them lay on the same phase, those of direct current by their power.
 */
export function stationSchedule(question: CompositeQuestion, window: Span): CompositePeriod[] {
  const profiles = question.profiles.filter(isOfStation);
  const leaders = leadersOver({ ...question, profiles, transaction: null }, window);
  const evses = (question.evses ?? []).map((evse) => evseSchedule(evseQuestion(question, evse), window));
  const cursors = evses.map(() => 0);
  return cuts(window, [leaders.spans, ...evses]).map((span) => {
    const current = evses.flatMap((periods, index) => {
      let cursor = cursors[index] ?? 0;
      while ((periods[cursor]?.until ?? Number.POSITIVE_INFINITY) <= span.from) cursor += 1;
      cursors[index] = cursor;
      return periods[cursor] ?? [];
    });
    return { ...span, ...together(leaders.at(span.from), current, question) };
  });
}

/** Local generation of the station comes once, on top of the sum. */
function evseQuestion(question: CompositeQuestion, { id, transaction, ...supply }: EvseSupply): CompositeQuestion {
  const { phases, maxCurrent: _, maxPower: __, ...station } = question.station;
  const profiles = question.profiles.filter(({ purpose, evseId }) => purpose !== 'LocalGeneration' || evseId !== 0);
  const grid = { phases, voltage: station.voltage };
  const isDirectOnly = supply.phases === 0 && phases > 0;
  const base = { ...question, profiles, evseId: id, transaction };
  return isDirectOnly ? { ...base, unit: 'W', station: { ...station, ...supply, grid } } : { ...base, station: { ...station, ...supply } };
}

function together(leaders: Leaders, evses: readonly CompositePeriod[], question: CompositeQuestion): Merged {
  const { station } = question;
  const limiting = [leaders.stationMax, leaders.stationConstraint].filter((each) => each !== null);
  const ownPhases: Decision[] = [];
  const inUse = evses.length === 0 ? station.phases : Math.max(...evses.map(({ numberPhases }) => numberPhases ?? station.phases));
  const phases = Math.min(fewestPhases(limiting, station, ownPhases), inUse);
  const measure = measureOf(phases, question);
  const own: Decision[] = [];
  const limit = limitOf(limiting, measure, own);
  const evseSum = sumOf(evses, measure);
  const least = limit === null || evseSum === null ? (limit ?? evseSum) : lowest(limit, evseSum, measure);
  const decisions = [
    ...ownPhases,
    ...(least !== null && limit !== null && touches(limit, least, measure) ? own : []),
    ...(least !== null && evseSum !== null && touches(evseSum, least, measure) ? decisionsOf(evses) : []),
  ];
  const { generation } = leaders;
  const capacity = generation === null || least === null ? null : amountOf(generation, 'limit', measure);
  if (generation !== null && capacity !== null) decisions.push(decision('addition', generation));
  const total = least === null || capacity === null ? least : sum(least, capacity, measure);
  const within = withinHardware(total, { measure, station, decisions });
  return { ...named('limit', within), limit: firstOf(within), ...(phases > 0 && { numberPhases: phases }), decisions: unique(decisions) };
}

/** null: one of them may take what it likes, or none is known. */
function sumOf(evses: readonly CompositePeriod[], { unit, voltage, phases, isDirect }: Measure): number | null {
  let total = 0;
  for (const { limit, limit_L2, limit_L3, numberPhases } of evses) {
    if (limit === null) return null;
    const others = [limit_L2 ?? 0, limit_L3 ?? 0];
    if (unit === 'W') total += limit + others.reduce((a, b) => a + b);
    else total += numberPhases === undefined && !isDirect ? limit / (voltage * phases) : Math.max(limit, ...others);
  }
  return evses.length === 0 ? null : total;
}

const decisionsOf = (evses: readonly CompositePeriod[]): Decision[] =>
  evses.flatMap(({ decisions }) => decisions.filter(({ part }) => part === 'limit' || part === 'addition' || part === 'phases'));

function unique(decisions: readonly Decision[]): Decision[] {
  return [...new Map(decisions.map((each) => [JSON.stringify(each), each])).values()];
}
