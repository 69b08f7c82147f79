import { parseDay } from '../clock/zone.ts';
import { daysOfWeek, type FullElement, type Restrictions } from '../tariff/full-tariff.ts';
import type { Surroundings } from './use.ts';

/** What grows or changes within a session, in this order: mWh, and five kinds of ms, W, A. */
export const counters = ['energy', 'duration', 'charging', 'idle', 'sinceEnd', 'power', 'current'] as const;
export const counterOf = { energy: 0, duration: 1, charging: 2, idle: 3, sinceEnd: 4, power: 5, current: 6 } as const;

/** Holds from `min` (inclusive) to `max` (exclusive); never for NaN, which is what is not known. */
export interface Check {
  counter: number;
  min: number;
  max: number;
}

/** Conditions on the clock on the wall. */
interface WallConditions {
  /** Minutes of the day; `end` may lie before `start`. */
  start: number;
  end: number;
  /** Local days since 1970. */
  from: number;
  until: number;
  /** 0 = Monday. */
  days: readonly boolean[] | null;
  holidays: Restrictions['holidays'];
}

export interface Conditions {
  checks: readonly Check[];
  wall: WallConditions | null;
  restrictions: Restrictions;
}

const second = 1000;
const minutesOfDay = 1440;

export function toConditions({ restrictions = {} }: FullElement): Conditions {
  const r = restrictions;
  const checks = [
    check(counterOf.energy, [r.minEnergyWh, r.maxEnergyWh], 1000),
    check(counterOf.duration, [r.minDuration, r.maxDuration], second),
    check(counterOf.charging, [r.minChargingTime, r.maxChargingTime], second),
    check(counterOf.idle, [r.minIdleTime, r.maxIdleTime], second),
    check(counterOf.power, [r.minPowerW, r.maxPowerW], 1),
    check(counterOf.current, [r.minCurrentA, r.maxCurrentA], 1),
  ].filter((made) => made !== null);
  return { checks, wall: wallConditions(r), restrictions };
}

function check(counter: number, [min, max]: readonly [number | undefined, number | undefined], scale: number): Check | null {
  if (min === undefined && max === undefined) return null;
  const scaled = (value: number): number => (scale === 1 ? value : Math.round(value * scale));
  return {
    counter,
    min: min === undefined ? Number.NEGATIVE_INFINITY : scaled(min),
    max: max === undefined ? Number.POSITIVE_INFINITY : scaled(max),
  };
}

function wallConditions(r: Restrictions): WallConditions | null {
  const asks = r.startTime ?? r.endTime ?? r.startDate ?? r.endDate ?? r.dayOfWeek ?? r.holidays;
  if (asks === undefined) return null;
  return {
    start: minuteOf(r.startTime, 0),
    // OCPI 2.2.1: `00:00` stops at the end of the day.
    end: minuteOf(r.endTime, 0) || minutesOfDay,
    from: (r.startDate === undefined ? null : parseDay(r.startDate)) ?? Number.NEGATIVE_INFINITY,
    until: (r.endDate === undefined ? null : parseDay(r.endDate)) ?? Number.POSITIVE_INFINITY,
    days: r.dayOfWeek === undefined || r.dayOfWeek.length === 0 ? null : daysOfWeek.map((day) => r.dayOfWeek?.includes(day) === true),
    holidays: r.holidays,
  };
}

function minuteOf(text: string | undefined, absent: number): number {
  const [hours, minutes] = text?.split(':') ?? [];
  return hours === undefined || minutes === undefined ? absent : Number(hours) * 60 + Number(minutes);
}

/** The minutes of the day at which these conditions may change. */
export function minutesOf({ start, end, from, until, days, holidays }: WallConditions): number[] {
  const byDay = days !== null || holidays !== undefined || from > Number.NEGATIVE_INFINITY || until < Number.POSITIVE_INFINITY;
  return [start, end % minutesOfDay, ...(byDay ? [0] : [])];
}

/** Do the conditions on the wall clock hold? `minute` may have a fraction; `isHoliday` is asked only when it matters. */
export function holdsAt(wall: WallConditions, { day, minute }: { day: number; minute: number }, isHoliday: () => boolean): boolean {
  const { start, end } = wall;
  // An equal start and end is the whole day, as in OCPP 2.1; an earlier end runs over midnight.
  if (start < end ? minute < start || minute >= end : start !== end && minute < start && minute >= end) return false;
  if (day < wall.from || day >= wall.until) return false;
  // 1970-01-01 was a Thursday.
  if (wall.days !== null && wall.days[(((day + 3) % 7) + 7) % 7] !== true) return false;
  return wall.holidays === undefined || isHoliday() === (wall.holidays === 'ONLY');
}

/** Do the conditions hold that never change in a session? */
export function holdsFor(r: Restrictions, around: Surroundings): boolean {
  return (
    among(r.connectors, around.connector) &&
    among(r.powerTypes, around.powerType) &&
    (r.driverGroups === undefined || r.driverGroups.some((group) => around.driverGroups?.includes(group))) &&
    among(r.paymentKinds, around.paymentKind) &&
    among(r.paymentBrands, around.paymentBrand) &&
    (r.minOccupancy === undefined || (around.occupancy ?? Number.NaN) >= r.minOccupancy) &&
    (r.maxOccupancy === undefined || (around.occupancy ?? Number.NaN) < r.maxOccupancy)
  );
}

function among(allowed: readonly string[] | undefined, value: string | undefined): boolean {
  return allowed === undefined || (value !== undefined && allowed.includes(value));
}
