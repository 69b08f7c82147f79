import { laneOf } from './compile.ts';
import type { Measured } from './measure.ts';

const rounded = [laneOf.ENERGY, laneOf.TIME, laneOf.PARKING_TIME, laneOf.IDLE_TIME, laneOf.RESERVED_TIME];

/**
 * Rounds up to whole steps, as OCPI 2.3.0 CDR `step_size`: once for each dimension, on what was charged for in the whole
 * session, by the step of the component used last, which also bears what is added. Charging time is not rounded when time
 * without charging is charged for as well.
 */
export function roundUpSteps({ shares, last }: Measured): void {
  const isParkingPaid = shares.some(
    ({ rate, quantity }) => quantity > 0 && (rate.lane === laneOf.PARKING_TIME || rate.lane === laneOf.IDLE_TIME),
  );
  for (const lane of isParkingPaid ? rounded : [...rounded, laneOf.CHARGING_TIME]) {
    const bearer = last[lane];
    if (bearer === undefined || bearer.rate.stepSize <= 1) continue;
    const used = shares.reduce((sum, share) => (share.rate.lane === lane ? sum + share.quantity : sum), 0);
    const step = bearer.rate.stepSize * 1000;
    bearer.added = Math.ceil(used / step) * step - used;
    bearer.quantity += bearer.added;
  }
}
