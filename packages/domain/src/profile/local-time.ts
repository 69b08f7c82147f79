/** What the clock on the wall shows at a station. Zones are IANA names (`Europe/Oslo`) or offsets (`+01:00`), as in 2.x ClockCtrlr. */
import type { Instant } from '../reading.ts';

/** From `from` on, until (not at) `until`. */
export interface Span {
  from: Instant;
  until: Instant;
}
/** A stretch of time in which the clock on the wall runs with UTC, `offset` ms ahead of it. */
export interface ClockSpan extends Span {
  offset: number;
}

const day = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The span, cut where summer time begins or ends. RangeError when there is no such zone. */
export function clockSpans({ from, until }: Span, zone: string): ClockSpan[] {
  const spans: ClockSpan[] = [];
  let start = from;
  let offset = offsetAt(from, zone);
  // No zone changes its clock twice within a day.
  for (let at = from; at < until; ) {
    const next = Math.min(at + day, until);
    if (offsetAt(next, zone) !== offset) {
      const change = changeBetween(at, next, zone);
      spans.push({ from: start, until: change, offset });
      start = change;
      offset = offsetAt(change, zone);
    }
    at = next;
  }
  if (start < until) spans.push({ from: start, until, offset });
  return spans;
}

/** The first moment with the offset of `until`. */
function changeBetween(from: Instant, until: Instant, zone: string): Instant {
  const before = offsetAt(from, zone);
  let [low, high] = [from, until];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** Local time minus UTC, ms. */
function offsetAt(at: Instant, zone: string): number {
  const second = Math.floor(at / 1000) * 1000;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(second)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second: seconds = 0 } = parts;
  return Date.UTC(year, month - 1, date, hour, minute, seconds) - second;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const numeric = 'numeric';
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric } as const;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', calendar: 'gregory', ...fields });
  formats.set(zone, made);
  return made;
}
