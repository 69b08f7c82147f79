import {
  type Dimension,
  type FullTariff,
  type PriceInForce,
  pricesInForce,
  type Standing,
  type Surroundings,
  startOfDay,
  wallTime,
} from '@stationmaster/domain';

/** A time of one day with one price; null: nothing is charged. `start` and `end` are parts of the day, 0 to 1. */
export interface Stripe {
  from: number;
  until: number;
  start: number;
  end: number;
  price: PriceInForce | null;
}
export interface WeekDay {
  /** Days since 1970, local. */
  day: number;
  from: number;
  stripes: Stripe[];
}
/** Days that look the same are one row of the table. */
export interface SameDays {
  days: number[];
  rows: { from: string; until: string; price: PriceInForce | null }[];
}

/** The local day of the Monday on or before a moment. */
export function mondayBefore(zone: string, at: number): number {
  const { day } = wallTime(zone, at);
  // 1970-01-01 was a Thursday.
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** The prices of one thing through the seven days from a local day on, as the engine resolves them. */
export function weekOf(
  tariff: FullTariff,
  around: Surroundings,
  { monday, type, standing }: { monday: number; type: Dimension; standing: Standing },
): WeekDay[] {
  const begins = Array.from({ length: 8 }, (_, index) => startOfDay(around.zone, monday + index));
  const stretches = pricesInForce(tariff, around, { from: begins[0] ?? 0, until: begins[7] ?? 0, standing });
  return Array.from({ length: 7 }, (_, index): WeekDay => {
    const [from, until] = [begins[index] ?? 0, begins[index + 1] ?? 0];
    const stripes: Stripe[] = [];
    for (const stretch of stretches) {
      const part = { from: Math.max(stretch.from, from), until: Math.min(stretch.until, until) };
      if (part.from >= part.until) continue;
      const price = stretch.prices.find((one) => one.type === type) ?? null;
      const before = stripes.at(-1);
      if (before !== undefined && isSame(before.price, price)) {
        before.until = part.until;
        before.end = (part.until - from) / (until - from);
      } else stripes.push({ ...part, start: (part.from - from) / (until - from), end: (part.until - from) / (until - from), price });
    }
    return { day: monday + index, from, stripes };
  });
}

/** The same as rows of a table. */
export function sameDays(week: readonly WeekDay[], zone: string): SameDays[] {
  const found = new Map<string, SameDays>();
  for (const { day, stripes } of week) {
    const rows = stripes.map(({ from, until, end, price }) => ({
      from: clockOf(zone, from),
      until: end === 1 ? '24:00' : clockOf(zone, until),
      price,
    }));
    const key = JSON.stringify(rows.map(({ from, until, price }) => [from, until, price?.price, price?.element, price?.component]));
    const known = found.get(key);
    if (known) known.days.push(day);
    else found.set(key, { days: [day], rows });
  }
  return [...found.values()];
}

/** The moment at which the clock of a zone shows `2026-05-04T21:00`; null: no such text. An hour that the clock leaves out counts as the one after it. */
export function momentOn(zone: string, typed: string): number | null {
  const [, date = '', hours = '', minutes = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(typed) ?? [];
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  if (Number.isNaN(day)) return null;
  const wanted = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const at = startOfDay(zone, day) + wanted;
  // Later than a change of the clock on that day it shows something else by now.
  const late = wallTime(zone, at).msOfDay - wanted;
  return Math.abs(late) < 4 * 3_600_000 && wallTime(zone, at - late).msOfDay === wanted ? at - late : at;
}

/** `22:00` on the wall of the site. */
export function clockOf(zone: string, at: number): string {
  const minutes = Math.round(wallTime(zone, at).msOfDay / 60_000);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** All prices of a week from the lowest, free ones first. */
export function pricesIn(week: readonly WeekDay[]): string[] {
  const all = new Set(week.flatMap(({ stripes }) => stripes.flatMap(({ price }) => (price === null ? [] : [price.price]))));
  return [...all].sort((a, b) => Number(a) - Number(b));
}

function isSame(one: PriceInForce | null, other: PriceInForce | null): boolean {
  if (one === null || other === null) return one === other;
  return one.price === other.price && one.element === other.element && one.component === other.component;
}
