import { stretches, wallTime } from '../clock/zone.ts';
import type { Instant } from '../reading.ts';

/** From one time of day to another, over midnight where `to` is not later; the two the same: all day. */
export interface QuietHours {
  /** Minutes since midnight. */
  from: number;
  to: number;
  /** IANA zone. */
  timeZone: string;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** When the quiet hours that hold at this moment end; null: none do. */
export function quietUntil(quiet: QuietHours, at: Instant): Instant | null {
  const { day, msOfDay } = wallTime(quiet.timeZone, at);
  const from = quiet.from * minuteMs;
  const to = quiet.to * minuteMs;
  const isNow = from < to ? msOfDay >= from && msOfDay < to : msOfDay >= from || msOfDay < to;
  if (!isNow) return null;
  const endDay = msOfDay < to ? day : day + 1;
  return momentOf(quiet.timeZone, { day: endDay, msOfDay: to });
}

/** When the clock on the wall shows that; where it is left out that day, the first moment after; where it comes twice, the first. */
export function momentOf(zone: string, { day, msOfDay }: { day: number; msOfDay: number }): Instant {
  const wanted = day * dayMs + msOfDay;
  for (const { from, until, offset } of stretches(zone, wanted - 2 * dayMs, wanted + 2 * dayMs)) {
    const at = Math.max(from, wanted - offset);
    if (at < until) return at;
  }
  return wanted;
}
