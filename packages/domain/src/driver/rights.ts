import { minuteMs, wallTime } from '../clock/zone.ts';
import type { Instant } from '../reading.ts';
import { type DayOfWeek, daysOfWeek } from '../tariff/full-tariff.ts';

/** What a group is made of; it decides nothing, people find their way by it. */
export const driverGroupKinds = ['tenants', 'employees', 'guests', 'others'] as const;
export type DriverGroupKind = (typeof driverGroupKinds)[number];

/** A span of the clock on the wall. Without an `until` later than `from` it runs over midnight and belongs to the day it begins on. */
export interface Hours {
  days: readonly DayOfWeek[];
  /** `HH:MM`. */
  from: string;
  until: string;
}
/** Members may charge at these sites within these hours. */
export interface ChargingRight {
  /** null: every site, also stations without one. */
  siteIds: readonly number[] | null;
  /** null: always. */
  hours: readonly Hours[] | null;
}
/** Where and when somebody wants to charge. */
export interface ChargingPlace {
  siteId: number | null;
  /** IANA zone of the site: hours are those of its clock. */
  timeZone: string;
}

/**
 * Why the groups of a driver forbid this; null: they do not. A group without rights says nothing about where and when; of all
 * rights of the others one is enough. A driver in no group that says anything may charge everywhere.
 */
export function rightsRefusal(
  groups: readonly { rights: readonly ChargingRight[] }[],
  { siteId, timeZone }: ChargingPlace,
  at: Instant,
): 'notAtThisSite' | 'notAtThisTime' | null {
  const rights = groups.flatMap((group) => group.rights);
  if (rights.length === 0) return null;
  const here = rights.filter(({ siteIds }) => siteIds === null || (siteId !== null && siteIds.includes(siteId)));
  if (here.length === 0) return 'notAtThisSite';
  return here.some(({ hours }) => hours === null || hours.some((span) => isWithin(span, timeZone, at))) ? null : 'notAtThisTime';
}

/** Do the groups allow this site at every hour? What a station may decide alone, for it knows no hours. */
export function isAlwaysAllowed(groups: readonly { rights: readonly ChargingRight[] }[], siteId: number | null): boolean {
  const rights = groups.flatMap((group) => group.rights);
  return (
    rights.length === 0 ||
    rights.some(({ siteIds, hours }) => hours === null && (siteIds === null || (siteId !== null && siteIds.includes(siteId))))
  );
}

function isWithin({ days, from, until }: Hours, timeZone: string, at: Instant): boolean {
  const { day, msOfDay } = wallTime(timeZone, at);
  const minute = Math.floor(msOfDay / minuteMs);
  const [start, end] = [minuteOf(from), minuteOf(until)];
  const begins = (on: number): boolean => days.includes(weekday(on));
  if (start < end) return begins(day) && minute >= start && minute < end;
  return (begins(day) && minute >= start) || (begins(day - 1) && minute < end);
}

/** Of a day since 1970-01-01, which was a Thursday. */
function weekday(day: number): DayOfWeek {
  return daysOfWeek[(((day + 3) % 7) + 7) % 7] ?? 'MONDAY';
}

function minuteOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}
