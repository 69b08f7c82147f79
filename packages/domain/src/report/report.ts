import { momentOf } from '../alert/quiet.ts';
import { minuteMs, wallTime } from '../clock/zone.ts';
import type { Instant } from '../reading.ts';

/** What the sessions of a report can be told apart by. Those of time go by the clock of the site when a session began. */
export const reportDimensions = ['site', 'station', 'driver', 'company', 'costCentre', 'tariff', 'hour', 'day', 'week', 'month'] as const;
export type ReportDimension = (typeof reportDimensions)[number];

/** The days a report covers that is made again and again. Weeks begin on Monday (ISO 8601). */
export const reportSpans = ['lastDay', 'lastWeek', 'lastMonth'] as const;
export type ReportSpan = (typeof reportSpans)[number];

export const rhythms = ['day', 'week', 'month'] as const;
/** When a report goes out, by the clock of a zone. */
export interface Rhythm {
  every: (typeof rhythms)[number];
  /** week: 1 Monday … 7 Sunday; month: the day, 1 … 28; day: 1. */
  on: number;
  /** Minutes after midnight. */
  minute: number;
  timeZone: string;
}

/** The first moment after `after` at which it goes out; where the clock leaves out that time, the moment it goes on. */
export function nextDue({ every, on, minute, timeZone }: Rhythm, after: Instant): Instant {
  const today = wallTime(timeZone, after).day;
  for (let day = today; ; day++) {
    if (!fits(every, on, day)) continue;
    const at = momentOf(timeZone, { day, msOfDay: minute * minuteMs });
    if (at > after) return at;
  }
}

function fits(every: Rhythm['every'], on: number, day: number): boolean {
  if (every === 'week') return weekday(day) === on;
  return every === 'day' || dateOf(day).getUTCDate() === on;
}

/** First and last day (since 1970-01-01) of the span before the day it is asked on. */
export function daysOf(span: ReportSpan, day: number): { from: number; until: number } {
  if (span === 'lastDay') return { from: day - 1, until: day - 1 };
  if (span === 'lastWeek') {
    const monday = day - weekday(day) + 1;
    return { from: monday - 7, until: monday - 1 };
  }
  const date = dateOf(day);
  const first = (back: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1) / dayMs;
  return { from: first(1), until: first(0) - 1 };
}

const dayMs = 86_400_000;
const dateOf = (day: number): Date => new Date(day * dayMs);
/** 1 Monday … 7 Sunday. */
const weekday = (day: number): number => dateOf(day).getUTCDay() || 7;
