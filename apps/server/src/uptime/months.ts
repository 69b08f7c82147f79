import { type Span, startOfDay, wallTime } from '@stationmaster/domain';

const dayMs = 86_400_000;

/** A month by the calendar of a place: `2026-11`; left out: the one that is now. It may be longer than what is past. */
export function monthOf(zone: string, month: string | undefined, now: number): Span {
  const name = month ?? new Date(wallTime(zone, now).day * dayMs).toISOString().slice(0, 7);
  const [year = 1970, number = 1] = name.split('-').map(Number);
  const first = (offset: number) => startOfDay(zone, Date.UTC(year, number - 1 + offset, 1) / dayMs);
  return { from: first(0), until: first(1) };
}

/** The calendar year of a month there. */
export function yearOf(zone: string, month: string | undefined, now: number): Span {
  const year = Number((month ?? new Date(wallTime(zone, now).day * dayMs).toISOString()).slice(0, 4));
  return { from: startOfDay(zone, Date.UTC(year, 0, 1) / dayMs), until: startOfDay(zone, Date.UTC(year + 1, 0, 1) / dayMs) };
}

/** The same moment a year before, by the calendar. */
export function twelveMonthsTo(until: number): Span {
  const date = new Date(until);
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return { from: date.getTime(), until };
}
