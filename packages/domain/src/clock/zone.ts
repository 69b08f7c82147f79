import type { Instant } from '../reading.ts';

/** A time in which the clock of a zone does not change: local time = UTC + offset. */
export interface Stretch {
  from: Instant;
  until: Instant;
  /** ms */
  offset: number;
}
export interface WallTime {
  /** Days since 1970-01-01, local. */
  day: number;
  /** ms since local midnight as the clock shows it. */
  msOfDay: number;
}

export const dayMs = 86_400_000;
export const minuteMs = 60_000;
/** Clock changes are looked for once per zone and 25 days, at 64 moments: none is undone within nine hours. */
const bucketMs = 2 ** 31;
const probeMs = bucketMs / 64;

interface Zone {
  format: Intl.DateTimeFormat;
  buckets: Map<number, Stretch[]>;
}
/** The platform's zone data is fixed, so what was asked of it can be kept. */
const zones = new Map<string, Zone>();

/** Does the platform know this IANA zone? */
export function isZone(name: string): boolean {
  try {
    return zoneOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** What the clock on the wall shows. Throws RangeError for an unknown zone. */
export function wallTime(zone: string, at: Instant): WallTime {
  const local = at + (stretches(zone, at, at)[0]?.offset ?? 0);
  const day = Math.floor(local / dayMs);
  return { day, msOfDay: local - day * dayMs };
}

/** The stretches that cover `from` to `until`, in order, the first and last cut to them. At least one. */
export function stretches(zone: string, from: Instant, until: Instant): Stretch[] {
  const known = zoneOf(zone);
  const first = Math.floor(from / bucketMs);
  const last = Math.floor(until / bucketMs);
  const result: Stretch[] = [];
  for (let index = first; index <= last; index++) {
    for (const part of bucket(known, index)) {
      if (part.until <= from || part.from > until) continue;
      const before = result.at(-1);
      if (before?.offset === part.offset) before.until = Math.min(part.until, until);
      else result.push({ from: Math.max(part.from, from), until: Math.min(part.until, until), offset: part.offset });
    }
  }
  return result;
}

/** The moment a local day begins: its first moment, also where the clock leaves out midnight. */
export function startOfDay(zone: string, day: number): Instant {
  const around = stretches(zone, day * dayMs - 2 * dayMs, day * dayMs + 2 * dayMs);
  for (const { from, until, offset } of around) {
    const midnight = Math.max(from, day * dayMs - offset);
    if (midnight < until) return midnight;
  }
  return day * dayMs;
}

/**
 * Every moment after `from` and before `until` at which a clock on the wall comes to one of these minutes of the day, or is
 * changed. Between two of them no condition on time of day, weekday or date changes (where midnight, 0, is among the minutes).
 */
export function wallCuts(zone: string, [from, until]: readonly [Instant, Instant], minutes: readonly number[]): Instant[] {
  const cuts: Instant[] = [];
  for (const stretch of stretches(zone, from, until)) {
    if (stretch.from > from) cuts.push(stretch.from);
    const lastDay = Math.floor((stretch.until + stretch.offset) / dayMs);
    for (let day = Math.floor((stretch.from + stretch.offset) / dayMs); day <= lastDay; day++) {
      for (const minute of minutes) {
        const at = day * dayMs + minute * minuteMs - stretch.offset;
        if (at > stretch.from && at < stretch.until) cuts.push(at);
      }
    }
  }
  return cuts;
}

/** `2026-03-29` as days since 1970-01-01; null: no such day. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : at / dayMs;
}
export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const numeric = 'numeric';
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  const made = { format, buckets: new Map<number, Stretch[]>() };
  zones.set(name, made);
  return made;
}

function bucket(zone: Zone, index: number): Stretch[] {
  const known = zone.buckets.get(index);
  if (known) return known;
  const end = (index + 1) * bucketMs;
  let current: Stretch = { from: index * bucketMs, until: end, offset: offsetAt(zone, index * bucketMs) };
  const made = [current];
  for (let probe = current.from + probeMs; probe <= end; probe += probeMs) {
    const offset = offsetAt(zone, probe);
    if (offset === current.offset) continue;
    const change = changeBetween(zone, probe - probeMs, probe);
    if (change >= end) break;
    current.until = change;
    current = { from: change, until: end, offset };
    made.push(current);
  }
  zone.buckets.set(index, made);
  return made;
}

/** The first second with the later offset; `before` has the earlier one. */
function changeBetween(zone: Zone, before: Instant, after: Instant): Instant {
  const earlier = offsetAt(zone, before);
  let low = Math.floor(before / 1000);
  let high = Math.ceil(after / 1000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle * 1000) === earlier) low = middle;
    else high = middle;
  }
  return high * 1000;
}

function offsetAt(zone: Zone, at: Instant): number {
  const second = Math.floor(at / 1000) * 1000;
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, seconds = 0] = (zone.format.format(second).match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
}
