import { expect, test } from 'vitest';
import { occurrencesOf, type Repeat } from './occurrences.ts';

const iso = (at: number): string => new Date(at).toISOString();
const of = (repeat: Repeat, startsAt: string, until: string, repeatUntil: string | null = null) =>
  occurrencesOf(
    {
      startsAt: Date.parse(startsAt),
      endsAt: Date.parse(startsAt) + 3_600_000,
      repeat,
      repeatUntil: repeatUntil === null ? null : Date.parse(repeatUntil),
      timeZone: 'Europe/Berlin',
    },
    [0, Date.parse(until)],
  ).map((one) => iso(one.startsAt));

test('once', () => expect(of('none', '2026-05-01T10:00:00Z', '2027-01-01T00:00:00Z')).toEqual(['2026-05-01T10:00:00.000Z']));
test('a weekly one keeps its time on the wall when the clocks change', () =>
  expect(of('weekly', '2026-03-21T02:00:00Z', '2026-04-05T00:00:00Z')).toEqual([
    '2026-03-21T02:00:00.000Z',
    '2026-03-28T02:00:00.000Z',
    '2026-04-04T01:00:00.000Z',
  ]));
test('a monthly one on the 31st comes on the last day of shorter months', () =>
  expect(of('monthly', '2026-01-31T10:00:00Z', '2026-05-01T00:00:00Z')).toEqual([
    '2026-01-31T10:00:00.000Z',
    '2026-02-28T10:00:00.000Z',
    '2026-03-31T09:00:00.000Z',
    '2026-04-30T09:00:00.000Z',
  ]));
test('ends where it is to end, and nothing that lasts no time', () => {
  expect(of('daily', '2026-05-01T10:00:00Z', '2026-06-01T00:00:00Z', '2026-05-03T00:00:00Z')).toHaveLength(2);
  expect(occurrencesOf({ startsAt: 5, endsAt: 5, repeat: 'daily', repeatUntil: null, timeZone: 'UTC' }, [0, 10 ** 12])).toEqual([]);
});

test('one that began years ago is found where it is now', () => {
  const times = { startsAt: Date.UTC(2016, 0, 31, 10), endsAt: Date.UTC(2016, 0, 31, 12), repeatUntil: null, timeZone: 'UTC' };
  const range = [Date.UTC(2026, 4, 30, 11), Date.UTC(2026, 5, 2)] as const;
  const found = (repeat: Repeat) => occurrencesOf({ ...times, repeat }, range).map((one) => iso(one.startsAt).slice(0, 16));
  expect(found('daily')).toEqual(['2026-05-30T10:00', '2026-05-31T10:00', '2026-06-01T10:00']);
  expect(found('weekly')).toEqual(['2026-05-31T10:00']);
  expect(found('monthly')).toEqual(['2026-05-31T10:00']);
  expect(found('none')).toEqual([]);
});
