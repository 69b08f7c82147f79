import { dayText, minuteMs, wallCuts, wallTime } from '../clock/zone.ts';
import type { Instant } from '../reading.ts';
import type { Compiled } from './compile.ts';
import { counterOf, holdsAt, holdsFor } from './conditions.ts';
import { slotCuts } from './recipe.ts';
import type { SessionPeriod, Surroundings } from './use.ts';

/** A point in a period: when, and how many mWh of the period have flowed by then. */
export interface Cut {
  at: Instant;
  energy: number;
}
/** Where the counters stand as a period begins: mWh, ms. */
export interface Standing {
  energy: number;
  charging: number;
  idle: number;
  sinceEnd: number;
}
/** All that may cut a period. */
export interface Marks {
  /** By counter, as in `Compiled`. */
  thresholds: readonly (readonly number[])[];
  absolute: readonly Instant[];
}
/** One period in whole mWh and ms. */
export interface Piece {
  start: Instant;
  end: Instant;
  energy: number;
  isCharging: boolean;
  isIdle: boolean;
  isAfterEnd: boolean;
}

/** Every moment of a session, known beforehand, at which a price may change: clock, market, time since its beginnings. */
export function absoluteCuts(tariff: Compiled, around: Surroundings, { from, until, begins }: Frame): Instant[] {
  const cuts = begins.flatMap((begin) => (tariff.thresholds[counterOf.duration] ?? []).map((threshold) => begin + threshold));
  if (tariff.minutes.length > 0) cuts.push(...wallCuts(around.zone, [from, until], tariff.minutes));
  for (const name of tariff.followed) {
    const series = around.series?.[name];
    if (series) cuts.push(...slotCuts(series, from, until));
  }
  return cuts.sort((a, b) => a - b);
}
interface Frame {
  from: Instant;
  until: Instant;
  /** When the reservation and the session began. */
  begins: readonly Instant[];
}

/** The points that cut one period, in order, its end last. Energy between readings is taken to flow evenly. */
export function cutsOf(piece: Piece, standing: Standing, { thresholds, absolute }: Marks): Cut[] {
  const { start, end, energy } = piece;
  const cuts: Cut[] = [];
  const cutAt = (at: Instant): void => {
    if (at > start && at < end) cuts.push({ at, energy: interpolated(energy, at - start, end - start) });
  };
  for (const at of absolute) {
    if (at >= end) break;
    cutAt(at);
  }
  if (piece.isCharging) for (const threshold of thresholds[counterOf.charging] ?? []) cutAt(start + threshold - standing.charging);
  if (piece.isIdle) for (const threshold of thresholds[counterOf.idle] ?? []) cutAt(start + threshold - standing.idle);
  if (piece.isAfterEnd) for (const threshold of thresholds[counterOf.sinceEnd] ?? []) cutAt(start + threshold - standing.sinceEnd);
  for (const threshold of thresholds[counterOf.energy] ?? []) {
    const part = threshold - standing.energy;
    if (part > 0 && part < energy) cuts.push({ at: start + interpolated(end - start, part, energy), energy: part });
  }
  if (cuts.length > 1) cuts.sort((a, b) => a.at - b.at || a.energy - b.energy);
  cuts.push({ at: end, energy });
  return cuts;
}

/** `amount × part ÷ whole`, rounded down, exact for whole numbers of any size. */
export function interpolated(amount: number, part: number, whole: number): number {
  const product = amount * part;
  if (product > Number.MAX_SAFE_INTEGER) return Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
  const quotient = Math.floor(product / whole);
  // The division may have rounded up to the next whole number.
  return quotient * whole > product ? quotient - 1 : quotient;
}

/** Which elements hold at a moment, as far as clock and surroundings go. The answer is kept until it changes. */
export function elementClock(tariff: Compiled, around: Surroundings, cuts: readonly Instant[]): (at: Instant) => readonly boolean[] {
  const fixed = tariff.elements.map(({ restrictions }) => holdsFor(restrictions, around));
  if (tariff.minutes.length === 0) return () => fixed;
  let holds: readonly boolean[] = fixed;
  let from = Number.POSITIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  let next = 0;
  return (at) => {
    if (at >= from && at < until) return holds;
    const { day, msOfDay } = wallTime(around.zone, at);
    const isHoliday = (): boolean => around.holidays?.has(dayText(day)) === true;
    holds = tariff.elements.map(
      ({ wall }, index) => fixed[index] === true && (wall === null || holdsAt(wall, { day, minute: msOfDay / minuteMs }, isHoliday)),
    );
    if (at < from) next = 0;
    while (next < cuts.length && (cuts[next] ?? 0) <= at) next++;
    from = at;
    until = cuts[next] ?? Number.POSITIVE_INFINITY;
    return holds;
  };
}

/** In order of time; the order they came in makes no difference. */
export function inOrder(periods: readonly SessionPeriod[]): readonly SessionPeriod[] {
  const isOrdered = periods.every((period, index) => index === 0 || (periods[index - 1]?.start ?? 0) <= period.start);
  return isOrdered ? periods : periods.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
