import type { CompositePeriod, CompositeQuestion, CompositeSchedule } from './composite-model.ts';
import { evseSchedule } from './evse-schedule.ts';
import { stationSchedule } from './station-schedule.ts';

/**
 * What a station is expected to answer to GetCompositeSchedule, and which profiles make it so (1.6 §3.13.3; 2.1 §3.6, K08).
 * Without the delays a station draws by lot, and without limits that only the station knows. The order of the profiles
 * does not matter, and a window gives the same as its parts do, as long as a transaction is given.
 *
 * EVSE 0: the sum of what its EVSEs may take, an idle one as if it charged by its TxDefaultProfile, within the station's
 * own limits. Throws RangeError when `timeZone` is no zone and a profile uses local time.
 */
export function compositeSchedule(question: CompositeQuestion): CompositeSchedule {
  const window = { from: question.from, until: question.from + Math.max(0, question.durationSeconds) * 1000 };
  const isRunning = question.transaction !== null || question.evses?.some(({ transaction }) => transaction !== null);
  // 2.1 K08.FR.06: without a transaction nothing is drawn.
  const delayed = isRunning ? question.profiles.flatMap(({ schedules }) => schedules) : [];
  const periods = question.evseId === 0 ? stationSchedule(question, window) : evseSchedule(question, window);
  return {
    ...window,
    unit: question.unit,
    periods: joined(periods),
    randomizedDelay: Math.max(0, ...delayed.map((schedule) => schedule.randomizedDelay ?? 0)),
  };
}

/** Neighbours that say the same for the same reasons become one. */
function joined(periods: readonly CompositePeriod[]): CompositePeriod[] {
  const result: CompositePeriod[] = [];
  let last = '';
  for (const period of periods) {
    const { from, until, ...said } = period;
    const text = JSON.stringify(said);
    const previous = result.at(-1);
    if (previous !== undefined && text === last) result[result.length - 1] = { ...previous, until };
    else result.push(period);
    last = text;
  }
  return result;
}
