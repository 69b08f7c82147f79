import { describe, expect, test } from 'vitest';
import { dayText, isZone, parseDay, startOfDay, stretches, wallCuts, wallTime } from './zone.ts';

const iso = (at: number): string => new Date(at).toISOString();
const day = (text: string): number => parseDay(text) ?? Number.NaN;

describe('the clock on the wall', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29T00:59:59.999Z', '2026-03-29', 119.99999],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29', 180],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01', 345],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31', 1230],
    ['Pacific/Kiritimati', '2026-01-01T12:00:00Z', '2026-01-02', 120],
    ['UTC', '1970-01-01T00:00:00Z', '1970-01-01', 0],
    ['UTC', '1969-12-31T23:00:00Z', '1969-12-31', 1380],
    // Local mean time, 53 min 28 s: seconds count.
    ['Europe/Berlin', '1890-01-01T00:00:00Z', '1890-01-01', 53.466667],
  ])('%s %s', (zone, at, date, minute) => {
    const { day, msOfDay } = wallTime(zone, Date.parse(at));
    expect(dayText(day)).toBe(date);
    expect(msOfDay / 60_000).toBeCloseTo(minute, 4);
  });

  test.each([
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    // The clock goes from 00:00 to 01:00: the day begins at one.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z'],
    // From 01:00 back to 00:00: the day begins with the first midnight.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  ])('the day begins: %s %s', (zone, date, expected) => {
    expect(iso(startOfDay(zone, day(date)))).toBe(expected);
  });

  test('a year has the changes of its zone, also where Ramadan moves them', () => {
    const changes = (zone: string): string[] =>
      stretches(zone, Date.UTC(2025, 0, 1), Date.UTC(2026, 0, 1))
        .slice(1)
        .map(({ from, offset }) => `${iso(from)} ${offset / 3_600_000}`);
    expect(changes('Europe/Berlin')).toEqual(['2025-03-30T01:00:00.000Z 2', '2025-10-26T01:00:00.000Z 1']);
    expect(changes('Australia/Lord_Howe')).toEqual(['2025-04-05T15:00:00.000Z 10.5', '2025-10-04T15:30:00.000Z 11']);
    expect(changes('Africa/Casablanca')).toEqual(['2025-02-23T02:00:00.000Z 0', '2025-04-06T02:00:00.000Z 1']);
    expect(changes('Asia/Tokyo')).toEqual([]);
  });

  test('cuts at minutes of the day and at changes', () => {
    const cuts = wallCuts('Europe/Berlin', [Date.parse('2026-10-25T00:00:00Z'), Date.parse('2026-10-25T02:00:00Z')], [0, 150]);
    // 02:30 twice, and the change between them.
    expect(cuts.map(iso)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:00:00.000Z', '2026-10-25T01:30:00.000Z']);
  });

  test('zones and dates that are none', () => {
    expect([isZone('Europe/Berlin'), isZone('Mars/Olympus')]).toEqual([true, false]);
    expect(['2026-02-29', '2028-02-29', '2026-2-1', 'today'].map(parseDay)).toEqual([null, day('2028-02-29'), null, null]);
  });
});
