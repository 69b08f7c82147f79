import { millionths, shortText } from '@stationmaster/domain';

/** Decimal text of the API as people of a language type it: `0.39` → `0,39`. */
export function shown(text: string | number | undefined, separator: string): string {
  return text === undefined ? '' : String(text).replace('.', separator);
}

/** Exact decimal text as the API takes it; null: not a number. Accepts comma or point, not both, and a minus where it makes sense. */
export function decimalOf(typed: string): string | null {
  const text = typed.trim().replace(/^[−–]/, '-').replace(',', '.');
  return /^-?\d{1,7}(\.\d{1,6})?$/.test(text) ? text : null;
}

/** What an hour costs, from what a minute costs. */
export function perHour(perMinute: string): string {
  return shortText(millionths(perMinute) * 60n, 6);
}

/** What a minute costs, where that is a short number; null: an hour's price says it better. */
export function perMinute(perHourText: string): string | null {
  const price = millionths(perHourText);
  const isShort = price % 60n === 0n && (price / 60n) % 100n === 0n;
  // `6.00` would come back as `6`: what was written stays as it is.
  return isShort && shortText(price, 6) === perHourText ? shortText(price / 60n, 6) : null;
}

/** Seconds as minutes: `30`, `1:40` for a minute and forty seconds. */
export function minutesText(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  const rest = seconds % 60;
  return rest === 0 ? String(seconds / 60) : `${Math.floor(seconds / 60)}:${String(rest).padStart(2, '0')}`;
}

/** Minutes as typed (`30`, `1:40`, `1.5`) in whole seconds; null: no time. */
export function secondsOf(typed: string): number | null {
  const parts = /^(\d{1,6}):([0-5]\d)$/.exec(typed.trim());
  if (parts) return Number(parts[1]) * 60 + Number(parts[2]);
  const minutes = decimalOf(typed);
  const seconds = minutes === null ? -1 : Number(millionths(minutes) * 60n) / 1e6;
  return Number.isInteger(seconds) && seconds >= 0 ? seconds : null;
}

/** Thousandths as the unit people use, exact: 1500 Wh → `1.5`. */
export function fromThousandths(value: number | undefined, separator: string): string {
  return value === undefined ? '' : shown(shortText(BigInt(Math.round(value * 1000)), 6), separator);
}

/** `1.5` → 1500; null: no number, or below zero. */
export function toThousandths(typed: string): number | null {
  const text = decimalOf(typed);
  return text === null || text.startsWith('-') ? null : Number(millionths(text)) / 1000;
}

/** `2026-12-24` a day later or earlier. */
export function dayAfter(date: string, days: number): string {
  const at = Date.parse(`${date}T00:00:00Z`) + days * 86_400_000;
  return Number.isNaN(at) ? date : new Date(at).toISOString().slice(0, 10);
}

/** A moment as a field of type datetime-local shows it, in the viewer's zone. */
export function localMoment(iso: string | undefined): string {
  if (iso === undefined) return '';
  const at = Date.parse(iso);
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();
  return local.endsWith(':00.000Z') ? local.slice(0, 16) : local.slice(0, 23);
}
