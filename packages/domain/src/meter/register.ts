import type { Instant, Wh } from '../reading.ts';

/** Register values in order of time: at₀, Wh₀, at₁, Wh₁ … One number list, because it lives in the session's row. */
export type Points = readonly number[];

export interface Delivered {
  energyWh: Wh;
  /** The register fell back and counted on. */
  hasReset: boolean;
  /** A value was impossible and is not part of the energy. */
  hasImplausible: boolean;
}

/** No connector gives more than 1 MW; 10 kWh on top for clocks in whole seconds and values stamped when they were sent. */
const wattLimit = 1_000_000;
const slackWh = 10_000;
/** Registers are rounded differently in different messages (1.6 meterStop in Wh, samples in tenths of a kWh): no reset. */
const roundingWh = 100;
/** More points than this are thinned out, where nothing but a steady rise is lost. */
const mostPoints = 32;

const mostBetween = (from: Instant, to: Instant): Wh => ((to - from) / 3_600_000) * wattLimit + slackWh;

/** Adds one value. A repeat changes nothing; of two values for one moment the higher one stays. Negative ones never get in. */
export function addPoint(points: Points, at: Instant, value: Wh): Points {
  let index = points.length;
  while (index > 0 && (points[index - 2] ?? 0) >= at) index -= 2;
  if (points[index] !== at) return thinned([...points.slice(0, index), at, value, ...points.slice(index)]);
  if ((points[index + 1] ?? 0) >= value) return points;
  const changed = points.slice();
  changed[index + 1] = value;
  return changed;
}

/**
 * The energy that went through a register, from all its values, whatever the order they came in.
 *
 * It telescopes (last − first) over every steady rise. A fall is a reset: from near zero the new value counts as delivered,
 * otherwise counting goes on from it. A value that the next one contradicts (a single dip or leap) is left out, and a leap
 * beyond what a connector can give becomes the new base, without energy, once a second value confirms it.
 */
export function delivered(points: Points): Delivered {
  const result = { energyWh: 0, hasReset: false, hasImplausible: false };
  let [baseAt = 0, base = 0] = points;
  for (let index = 2; index < points.length; index += 2) {
    const at = points[index] ?? 0;
    const value = points[index + 1] ?? 0;
    const next = index + 2 < points.length ? { at: points[index + 2] ?? 0, value: points[index + 3] ?? 0 } : null;
    const nextFits = next !== null && next.value >= base && next.value - base <= mostBetween(baseAt, next.at);
    const step = value - base;
    if (isSteady(base, value) && step <= mostBetween(baseAt, at)) result.energyWh += step;
    else if (step > 0) {
      result.hasImplausible = true;
      const confirmed = next !== null && !nextFits && next.value >= value && next.value - value <= mostBetween(at, next.at);
      if (!confirmed) continue;
    } else if (nextFits) {
      result.hasImplausible = true;
      continue;
    } else {
      result.hasReset = true;
      if (value <= base / 2 && value <= mostBetween(baseAt, at)) result.energyWh += value;
    }
    baseAt = at;
    base = value;
  }
  result.energyWh = Math.max(0, Math.round(result.energyWh * 1000) / 1000);
  return result;
}

function isSteady(from: Wh, to: Wh): boolean {
  return to >= from || (from - to <= roundingWh && to > from / 2);
}

/** Drops the oldest value that lies on a plausible rise between its neighbours: the energy stays the same without it. */
function thinned(points: number[]): Points {
  if (points.length <= mostPoints * 2) return points;
  for (let index = 2; index + 3 < points.length; index += 2) {
    const [beforeAt = 0, before = 0, at = 0, value = 0, afterAt = 0, after = 0] = points.slice(index - 2, index + 4);
    const rises =
      before <= value && value <= after && value - before <= mostBetween(beforeAt, at) && after - value <= mostBetween(at, afterAt);
    if (rises) return points.toSpliced(index, 2);
  }
  return points.toSpliced(2, 2);
}
