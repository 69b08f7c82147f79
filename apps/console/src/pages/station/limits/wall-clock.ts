import { startOfDay, wallTime } from '@stationmaster/domain';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** When the clock on the wall of a zone shows this minute of this day (days since 1970, local). */
export function momentAt(zone: string, day: number, minute: number): number {
  const guess = startOfDay(zone, day) + minute * minuteMs;
  // On a day when the clocks change, midnight and the minute are not as far apart as they look.
  const shown = wallTime(zone, guess);
  return guess + (day - shown.day) * dayMs + minute * minuteMs - shown.msOfDay;
}

/** Days since 1970 and minute of the day, as the clock on the wall shows it. */
export function wallAt(zone: string, at: number): { day: number; minute: number } {
  const { day, msOfDay } = wallTime(zone, at);
  return { day, minute: Math.floor(msOfDay / minuteMs) };
}

/** 0 Monday to 6 Sunday. 1970 began with a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** `07:30` as minute of the day; null: no time. `24:00` is the end of the day. */
export function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return Number.isNaN(minute) || Number(minutes) > 59 || minute > 1440 ? null : minute;
}
export const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
