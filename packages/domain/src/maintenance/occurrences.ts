import { momentOf } from '../alert/quiet.ts';
import { wallTime } from '../clock/zone.ts';
import type { Instant } from '../reading.ts';

export const repeats = ['none', 'daily', 'weekly', 'monthly'] as const;
export type Repeat = (typeof repeats)[number];

export interface WindowTimes {
  startsAt: Instant;
  endsAt: Instant;
  repeat: Repeat;
  /** The last one begins before; null: for ever. */
  repeatUntil: Instant | null;
  timeZone: string;
}
export interface Occurrence {
  startsAt: Instant;
  endsAt: Instant;
}

const dayMs = 86_400_000;
const mostOccurrences = 1000;
/** From one to the next, days at most. */
const longest = { daily: 1, weekly: 7, monthly: 31 } as const;

/**
 * Those that end after `from` and begin before `until`, in order, at most a thousand. A repeated one begins at the same time on the wall and lasts equally long;
 * monthly: on the same day of the month, in a shorter month on its last day.
 */
export function occurrencesOf(
  { startsAt, endsAt, repeat, repeatUntil, timeZone }: WindowTimes,
  [from, until]: readonly [Instant, Instant],
): Occurrence[] {
  const lasts = endsAt - startsAt;
  if (lasts <= 0) return [];
  const { day, msOfDay } = wallTime(timeZone, startsAt);
  const found: Occurrence[] = [];
  // Those long past need not be counted through.
  const first = repeat === 'none' ? 0 : Math.max(0, Math.floor((from - lasts - startsAt) / (longest[repeat] * dayMs)) - 1);
  for (let index = first; found.length < mostOccurrences; index++) {
    if (repeat === 'none' && index > 0) break;
    const at = index === 0 ? startsAt : momentOf(timeZone, { day: dayOf(repeat, day, index), msOfDay });
    if (at >= until || (repeatUntil !== null && at >= repeatUntil && index > 0)) break;
    if (at + lasts > from) found.push({ startsAt: at, endsAt: at + lasts });
  }
  return found;
}

function dayOf(repeat: Repeat, first: number, index: number): number {
  if (repeat === 'daily') return first + index;
  if (repeat === 'weekly') return first + 7 * index;
  const date = new Date(first * dayMs);
  const month = date.getUTCMonth() + index;
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last)) / dayMs;
}
