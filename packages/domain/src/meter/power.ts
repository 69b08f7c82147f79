import type { Instant, Reading, Watt } from '../reading.ts';
import type { Meter } from './meter.ts';

export interface Moment {
  at: Instant;
  value: number;
}

/** Ten times what any connector gives: a value beyond it is no power. */
const mostW = 10_000_000;

/** The newest state of charge in percent. */
export function socOf(readings: readonly Reading[]): Moment | null {
  return newest(
    readings.filter((reading) => reading.measurand === 'SoC' && reading.value !== null && reading.value >= 0 && reading.value <= 100),
  );
}

/** Power into the car: as measured, else the sum of the phases, else voltage × current. null when these readings do not tell. */
export function powerOf(readings: readonly Reading[]): Moment | null {
  const measured = readings.filter(
    (reading) =>
      reading.measurand === 'Power.Active.Import' && reading.value !== null && reading.unit === 'W' && Math.abs(reading.value) <= mostW,
  );
  const total = newest(measured.filter((reading) => reading.phase === ''));
  if (total !== null) return total;
  const last = newest(measured);
  if (last !== null) return { at: last.at, value: round(byPhase(measured, last.at).reduce((sum, [, value]) => sum + value, 0)) };
  return fromCurrent(readings);
}

/** The mean power between the last two totals, where nothing measures it. */
export function slopeOf(meter: Meter): Moment | null {
  const points = meter.series.Outlet ?? [];
  if (points.length < 4) return null;
  const [fromAt = 0, from = 0, at = 0, to = 0] = points.slice(-4);
  if (to < from || at - fromAt < 1000) return null;
  const value: Watt = ((to - from) * 3_600_000) / (at - fromAt);
  return value > 1_000_000 ? null : { at, value: round(value) };
}

function fromCurrent(readings: readonly Reading[]): Moment | null {
  const currents = readings.filter((reading) => reading.measurand === 'Current.Import' && reading.value !== null && reading.phase !== 'N');
  const last = newest(currents);
  if (last === null) return null;
  const volts = new Map(
    byPhase(
      readings.filter((reading) => reading.measurand === 'Voltage' && reading.value !== null),
      last.at,
    ),
  );
  if (volts.size === 0) return null;
  let power = 0;
  for (const [phase, amps] of byPhase(currents, last.at))
    power += amps * (volts.get(phase) ?? volts.get('') ?? volts.values().next().value ?? 0);
  return Math.abs(power) > mostW ? null : { at: last.at, value: round(power) };
}

/** Values of one moment, one a phase (`L1-N` is L1); the total alone where it is there. */
function byPhase(readings: readonly Reading[], at: Instant): [phase: string, value: number][] {
  const found = new Map<string, number>();
  for (const reading of readings) if (reading.at === at) found.set(reading.phase.replace(/-N$/, ''), reading.value ?? 0);
  const total = found.get('');
  return total === undefined ? [...found] : [['', total]];
}

function newest(readings: readonly Reading[]): Moment | null {
  let found: Moment | null = null;
  for (const reading of readings)
    if (reading.value !== null && (found === null || reading.at >= found.at)) found = { at: reading.at, value: reading.value };
  return found;
}
const round = (value: number): number => Math.round(value * 10) / 10;
