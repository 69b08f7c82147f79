import { expect, test } from 'vitest';
import { daysOf, shareOf } from './days.ts';

const hour = 3_600_000;

test('the days of a month with a clock change', () => {
  const days = daysOf({ from: Date.parse('2026-03-01T00:00:00+01:00'), until: Date.parse('2026-04-01T00:00:00+02:00') }, 'Europe/Berlin');
  expect(days).toHaveLength(31);
  expect(days.map(({ from, until }) => (until - from) / hour).filter((hours) => hours !== 24)).toEqual([23]);
  expect(days[28]?.from).toBe(Date.parse('2026-03-29T00:00:00+01:00'));
});

test('where an outage lies in a day', () => {
  const day = { from: 0, until: 24 * hour };
  expect(shareOf({ from: 6 * hour, until: 12 * hour }, day)).toEqual({ start: 0.25, length: 0.25 });
  expect(shareOf({ from: -5, until: 100 * hour }, day)).toEqual({ start: 0, length: 1 });
  expect(shareOf({ from: 24 * hour, until: 30 * hour }, day)).toBeNull();
});
