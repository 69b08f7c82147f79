import { addReadings, emptyMeter, energyOf, registerOf } from '../meter/meter.ts';
import { delivered, deliveredBy, type Points } from '../meter/register.ts';
import type { Instant, Reading, Wh } from '../reading.ts';
import { interpolated } from './cuts.ts';
import type { RegisterMark } from './use.ts';

/** How much energy had gone through the register by a reading. */
export interface CurvePoint {
  at: Instant;
  /** Since the first reading; never falls. */
  mWh: number;
  /** The reading itself; null where the phases were not all read at this moment. */
  mark: RegisterMark | null;
}

/**
 * The energy of a session over time, from the same register and by the same rules as its total (`energyOf`): resets, leaps and
 * dips are left out. Order and repeats make no difference. Empty: the energy is not known.
 */
export function energyCurve(readings: readonly Reading[]): CurvePoint[] {
  const curves = candidates(readings);
  // Nearly always there is one place, and nothing to choose between.
  if (curves.length <= 1) return curves[0] ?? [];
  const energy = energyOf(addReadings(emptyMeter, readings));
  if (energy === null) return [];
  return curves.find((curve) => Math.abs((curve.at(-1)?.mWh ?? 0) - energy.energyWh * 1000) < 1) ?? curves[0] ?? [];
}

/** mWh by a moment: in proportion to time between two readings, flat before the first and after the last. */
export function energyBy(curve: readonly CurvePoint[], at: Instant): number {
  const index = lastBy(curve, at);
  const [before, after] = [curve[index], curve[index + 1]];
  if (before === undefined) return after?.mWh ?? 0;
  if (after === undefined) return before.mWh;
  return before.mWh + interpolated(after.mWh - before.mWh, at - before.at, after.at - before.at);
}

/** Index of the last of these, in order of time, that is not later than a moment; −1: all are. */
export function lastBy(moments: readonly { at: Instant }[], at: Instant): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** One curve a place: of its total where that has two values, else of the sum of its phases. */
function candidates(readings: readonly Reading[]): CurvePoint[][] {
  const registers = registersOf(readings);
  const places = new Set([...registers.keys()].map((key) => key.split('/')[0] ?? key));
  return [...places].flatMap((place) => {
    const total = registers.get(place);
    if (total !== undefined && total.length >= 4) return [curveOf(total)];
    const phases = [...registers].filter(([key, points]) => key.startsWith(`${place}/`) && points.length >= 4);
    return phases.length === 0 ? [] : [sumOf(phases.map(([, points]) => curveOf(points)))];
  });
}

/** All values by register, in order of time; of two for one moment the higher one. The meter knows which reading belongs where. */
function registersOf(readings: readonly Reading[]): Map<string, Points> {
  const values = new Map<string, Map<Instant, Wh>>();
  for (const reading of readings) {
    const key = registerOf(reading);
    if (key === null) continue;
    const { at, value } = reading;
    const known = values.get(key) ?? new Map<Instant, Wh>();
    known.set(at, Math.max(value ?? 0, known.get(at) ?? 0));
    values.set(key, known);
  }
  return new Map([...values].map(([key, known]) => [key, [...known].sort(([a], [b]) => a - b).flat()]));
}

/** What was delivered by each value: by the last one all of it, and never more before than after. */
function curveOf(points: Points): CurvePoint[] {
  const all = delivered(points);
  const isPlain = !all.hasReset && !all.hasImplausible;
  const energies = isPlain ? [] : deliveredBy(points);
  const curve: CurvePoint[] = [];
  for (let index = 0; index < points.length; index += 2) {
    const [at = 0, wh = 0] = points.slice(index, index + 2);
    const energy = isPlain ? wh - (points[1] ?? 0) : (energies[index / 2] ?? 0);
    curve.push({ at, mWh: Math.max(0, Math.round(energy * 1000)), mark: { at, wh } });
  }
  // What a later value takes back was never delivered.
  let least = Number.POSITIVE_INFINITY;
  for (const point of curve.toReversed()) {
    least = Math.min(least, point.mWh);
    point.mWh = least;
  }
  return curve;
}

function sumOf(curves: readonly CurvePoint[][]): CurvePoint[] {
  const moments = [...new Set(curves.flatMap((curve) => curve.map((point) => point.at)))].sort((a, b) => a - b);
  return moments.map((at) => {
    const marks = curves.flatMap((curve) => {
      const point = curve[lastBy(curve, at)];
      return point?.at === at && point.mark !== null ? [point.mark] : [];
    });
    return {
      at,
      mWh: curves.reduce((sum, curve) => sum + energyBy(curve, at), 0),
      mark: marks.length === curves.length ? { at, wh: marks.reduce((sum, mark) => sum + mark.wh, 0) } : null,
    };
  });
}
