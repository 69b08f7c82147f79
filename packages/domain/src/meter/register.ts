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
  const count = begin(points);
  for (let index = 2; index < points.length; index += 2) judge(count, index, points.length);
  const { energyWh, hasReset, hasImplausible } = count;
  return { energyWh: rounded(energyWh), hasReset, hasImplausible };
}

/** The energy by each value, as it was known when that was the last one: `delivered` of every beginning, in one walk. */
export function deliveredBy(points: Points): Wh[] {
  const count = begin(points);
  const energies: Wh[] = points.length < 2 ? [] : [0];
  for (let index = 2; index < points.length; index += 2) {
    const asLast = { ...count };
    judge(asLast, index, index + 2);
    energies.push(rounded(asLast.energyWh));
    judge(count, index, points.length);
  }
  return energies;
}

/** The value that the next one is measured against, and what was counted up to it. */
interface Count extends Delivered {
  points: Points;
  baseAt: Instant;
  base: Wh;
}

function begin(points: Points): Count {
  return { points, baseAt: points[0] ?? 0, base: points[1] ?? 0, energyWh: 0, hasReset: false, hasImplausible: false };
}

/** Counts the value at `index`; of the values from `end` on nothing is known. */
function judge(count: Count, index: number, end: number): void {
  const { points, baseAt, base } = count;
  const at = points[index] ?? 0;
  const value = points[index + 1] ?? 0;
  const next = index + 2 < end ? { at: points[index + 2] ?? 0, value: points[index + 3] ?? 0 } : null;
  const nextFits = next !== null && next.value >= base && next.value - base <= mostBetween(baseAt, next.at);
  const step = value - base;
  if (isSteady(base, value) && step <= mostBetween(baseAt, at)) count.energyWh += step;
  else if (step > 0) {
    count.hasImplausible = true;
    const confirmed = next !== null && !nextFits && next.value >= value && next.value - value <= mostBetween(at, next.at);
    if (!confirmed) return;
  } else if (nextFits) {
    count.hasImplausible = true;
    return;
  } else {
    count.hasReset = true;
    if (value <= base / 2 && value <= mostBetween(baseAt, at)) count.energyWh += value;
  }
  count.baseAt = at;
  count.base = value;
}

/** Whole mWh, never below zero. */
const rounded = (energyWh: Wh): Wh => Math.max(0, Math.round(energyWh * 1000) / 1000);

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
