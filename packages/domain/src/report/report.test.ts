import { describe, expect, test } from 'vitest';
import { parseDay } from '../clock/zone.ts';
import { daysOf, nextDue, type Rhythm } from './report.ts';

const dayOf = (text: string): number => parseDay(text) ?? Number.NaN;
const shown = ({ from, until }: { from: number; until: number }) =>
  [from, until].map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

test.each([
  ['lastDay', '2026-03-01', ['2026-02-28', '2026-02-28']],
  // A Sunday belongs to the week that began on Monday before it.
  ['lastWeek', '2026-11-22', ['2026-11-09', '2026-11-15']],
  ['lastWeek', '2026-11-23', ['2026-11-16', '2026-11-22']],
  ['lastMonth', '2026-01-31', ['2025-12-01', '2025-12-31']],
  ['lastMonth', '2028-03-15', ['2028-02-01', '2028-02-29']],
] as const)('%s on %s', (span, day, expected) => {
  expect(shown(daysOf(span, dayOf(day)))).toEqual(expected);
});

describe('when a report goes out', () => {
  const berlin = (every: Rhythm['every'], on: number, minute: number): Rhythm => ({ every, on, minute, timeZone: 'Europe/Berlin' });
  test.each([
    ['daily, later today', berlin('day', 1, 7 * 60), '2026-11-21T05:59:00Z', '2026-11-21T06:00:00Z'],
    ['daily, the moment itself is over', berlin('day', 1, 7 * 60), '2026-11-21T06:00:00Z', '2026-11-22T06:00:00Z'],
    // The clock goes from 02:00 to 03:00: local seven o'clock comes an hour earlier in UTC.
    ['over the change of the clock', berlin('day', 1, 7 * 60), '2026-03-28T06:00:00Z', '2026-03-29T05:00:00Z'],
    ['at a time the clock leaves out', berlin('day', 1, 150), '2026-03-28T12:00:00Z', '2026-03-29T01:00:00Z'],
    ['on Mondays', berlin('week', 1, 0), '2026-11-21T12:00:00Z', '2026-11-22T23:00:00Z'],
    ['on Sundays', berlin('week', 7, 0), '2026-11-21T12:00:00Z', '2026-11-21T23:00:00Z'],
    ['on the 28th', berlin('month', 28, 8 * 60), '2026-01-28T07:00:00Z', '2026-02-28T07:00:00Z'],
  ])('%s', (_, rhythm, after, expected) => {
    expect(new Date(nextDue(rhythm, Date.parse(after))).toISOString()).toBe(new Date(expected).toISOString());
  });
});
