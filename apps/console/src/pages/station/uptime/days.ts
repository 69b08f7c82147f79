export interface Span {
  from: number;
  until: number;
}
/** A part of a day as shares of it, 0 … 1. */
export interface Share {
  start: number;
  length: number;
}

const dayMs = 86_400_000;

/** The days of a month, from midnight to midnight of its place: those of a clock change are shorter or longer. */
export function daysOf({ from, until }: Span, timeZone: string): Span[] {
  const days: Span[] = [];
  for (let day = from; day < until; ) {
    const next = Math.min(until, nextMidnight(day, timeZone));
    days.push({ from: day, until: next });
    day = next;
  }
  return days;
}

function nextMidnight(day: number, timeZone: string): number {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone });
  const today = date.format(day);
  // A day has 23 to 25 hours, in steps of a quarter.
  for (let at = day + dayMs - 7_200_000; at <= day + dayMs + 7_200_000; at += 900_000) if (date.format(at) !== today) return at;
  return day + dayMs;
}

/** Where a span lies in a day; null: elsewhere. */
export function shareOf(span: Span, day: Span): Share | null {
  const [from, until] = [Math.max(span.from, day.from), Math.min(span.until, day.until)];
  if (from >= until) return null;
  const length = day.until - day.from;
  return { start: (from - day.from) / length, length: (until - from) / length };
}
