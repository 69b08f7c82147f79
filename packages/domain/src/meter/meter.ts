import type { Instant, Reading, Wh } from '../reading.ts';
import { addPoint, type Delivered, delivered, type Points } from './register.ts';

/**
 * What is known of a session's energy registers, one series a place and phase: key `Outlet` or `Outlet/L1`.
 * Plain data: it is kept in the session's row. `negative`: an impossible value was sent and left out.
 */
export interface Meter {
  series: { readonly [key: string]: Points };
  negative?: boolean;
}
export const emptyMeter: Meter = { series: {} };

/** Where the driver's energy is measured best, best first. `Upstream` (2.1) measures others too. */
const locations = ['Outlet', 'Cable', 'Body', 'Inlet', 'EV'] as const;
type Location = (typeof locations)[number];
const phases = ['L1', 'L2', 'L3'] as const;
/** The series of a place's phases. */
const phaseKeys: ReadonlyMap<Location, readonly string[]> = new Map(
  locations.map((location) => [location, phases.map((phase) => `${location}/${phase}`)]),
);
const register = 'Energy.Active.Import.Register';

/** The series a reading belongs to; null when it says nothing about the total (intervals, export, other measurands). */
function seriesOf(reading: Reading): string | null {
  if (reading.measurand !== register || reading.unit !== 'Wh') return null;
  if (!locations.some((location) => location === reading.location)) return null;
  if (reading.phase === '') return reading.location;
  const phase = phases.find((name) => reading.phase === name || reading.phase === `${name}-N`);
  return phase === undefined ? null : `${reading.location}/${phase}`;
}

export function addReadings(meter: Meter, readings: readonly Reading[]): Meter {
  let result = meter;
  for (const reading of readings) {
    const key = seriesOf(reading);
    if (key !== null && reading.value !== null) result = addValue(result, key, { at: reading.at, value: reading.value });
  }
  return result;
}

/** The series a value counts in; null: it is none of the energy, or impossible. */
export function registerOf(reading: Reading): string | null {
  return reading.value !== null && isPossible(reading.value) ? seriesOf(reading) : null;
}

/** No register below zero, none above 10 GWh: a lifetime of a 1 MW connector is less, and the database keeps no more. */
export function isPossible(value: Wh): boolean {
  return value >= 0 && value <= 1e10;
}

/** A register of a start or stop message, which has no place or phase. */
export function addRegister(meter: Meter, at: Instant, value: Wh): Meter {
  return addValue(meter, 'Outlet', { at, value });
}

function addValue(meter: Meter, key: string, point: { at: Instant; value: Wh }): Meter {
  if (!isPossible(point.value)) return meter.negative ? meter : { ...meter, negative: true };
  const before = meter.series[key] ?? [];
  const after = addPoint(before, point.at, point.value);
  return after === before ? meter : { ...meter, series: { ...meter.series, [key]: after } };
}

/**
 * The energy so far. Of the places the best one with two values or more counts, there the total before the sum of phases.
 * `null` when no register has two values: then nothing is known.
 */
export function energyOf(meter: Meter): Delivered | null {
  for (const location of locations) {
    const total = meter.series[location];
    if (total !== undefined && total.length >= 4) return judged(delivered(total), meter);
    const parts = phasesOf(meter, location);
    if (parts.length > 0) return judged(parts.reduce(sum), meter);
  }
  return null;
}

function phasesOf(meter: Meter, location: Location): Delivered[] {
  const parts: Delivered[] = [];
  for (const key of phaseKeys.get(location) ?? []) {
    const points = meter.series[key];
    if (points !== undefined && points.length >= 4) parts.push(delivered(points));
  }
  return parts;
}

function sum(left: Delivered, right: Delivered): Delivered {
  const energyWh = Math.round((left.energyWh + right.energyWh) * 1000) / 1000;
  return { energyWh, hasReset: left.hasReset || right.hasReset, hasImplausible: left.hasImplausible || right.hasImplausible };
}
function judged(result: Delivered, meter: Meter): Delivered {
  return meter.negative ? { ...result, hasImplausible: true } : result;
}

/** First and last register value by time, of the place whose total is best; null when there is no total. */
export function registerRange(meter: Meter): { first: Wh; last: Wh; lastAt: Instant } | null {
  for (const location of locations) {
    const points = meter.series[location];
    if (points === undefined || points.length < 2) continue;
    return { first: points[1] ?? 0, last: points[points.length - 1] ?? 0, lastAt: points[points.length - 2] ?? 0 };
  }
  return null;
}
