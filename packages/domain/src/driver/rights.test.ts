import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOfWeek } from '../tariff/full-tariff.ts';
import { type ChargingRight, type Hours, isAlwaysAllowed, rightsRefusal } from './rights.ts';

const working = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const;
const right = (siteIds: number[] | null, ...hours: Hours[]): ChargingRight => ({ siteIds, hours: hours.length === 0 ? null : hours });
const group = (...rights: ChargingRight[]) => ({ rights });
const at = (text: string) => Date.parse(text);
const berlin = (siteId: number | null) => ({ siteId, timeZone: 'Europe/Berlin' });

describe('where', () => {
  test.each<[string, ReturnType<typeof group>[], number | null, string | null]>([
    ['in no group', [], 1, null],
    ['in groups that say nothing', [group(), group()], 1, null],
    ['at the site', [group(right([1, 2]))], 2, null],
    ['at another site', [group(right([1]))], 2, 'notAtThisSite'],
    ['at a station without a site', [group(right([1]))], null, 'notAtThisSite'],
    ['everywhere, without a site', [group(right(null))], null, null],
    ['one group is enough', [group(right([1])), group(right([2]))], 2, null],
    ['a group that says nothing opens nothing', [group(right([1])), group()], 2, 'notAtThisSite'],
    ['a right to nowhere', [group(right([]))], 1, 'notAtThisSite'],
  ])('%s', (...[, groups, siteId, expected]) => {
    expect(rightsRefusal(groups, berlin(siteId), at('2026-06-01T10:00:00Z'))).toBe(expected);
  });
});

describe('when', () => {
  const office: Hours = { days: working, from: '08:00', until: '18:00' };
  const night: Hours = { days: ['FRIDAY'], from: '22:00', until: '06:00' };
  const monday: Hours = { days: ['MONDAY'], from: '00:00', until: '00:00' };
  // 2026-06-01 is a Monday; Berlin is two hours ahead of UTC in summer, one in winter.
  test.each<[string, Hours, string, boolean]>([
    ['before', office, '2026-06-01T05:59:59Z', false],
    ['from', office, '2026-06-01T06:00:00Z', true],
    ['the last minute', office, '2026-06-01T15:59:59Z', true],
    ['until', office, '2026-06-01T16:00:00Z', false],
    ['in winter an hour later', office, '2026-12-01T06:59:59Z', false],
    ['in winter from', office, '2026-12-01T07:00:00Z', true],
    ['on a Saturday', office, '2026-06-06T10:00:00Z', false],
    ['Friday before the night', night, '2026-06-05T19:59:59Z', false],
    ['Friday night', night, '2026-06-05T20:00:00Z', true],
    ['over midnight, still Friday’s', night, '2026-06-06T03:59:59Z', true],
    ['Saturday morning', night, '2026-06-06T04:00:00Z', false],
    ['Saturday night is not Friday’s', night, '2026-06-06T20:00:00Z', false],
    ['early on Friday is Thursday’s', night, '2026-06-05T02:00:00Z', false],
    ['a whole day begins', monday, '2026-05-31T22:00:00Z', true],
    ['a whole day ends', monday, '2026-06-01T21:59:59Z', true],
    ['and is over', monday, '2026-06-01T22:00:00Z', false],
    ['the night the clock goes back', { days: ['SUNDAY'], from: '02:00', until: '03:00' }, '2026-10-25T01:30:00Z', true],
    ['and for the second time', { days: ['SUNDAY'], from: '02:00', until: '03:00' }, '2026-10-25T00:30:00Z', true],
  ])('%s', (...[, hours, moment, expected]) => {
    expect(rightsRefusal([group(right([1], hours))], berlin(1), at(moment))).toBe(expected ? null : 'notAtThisTime');
  });

  test('hours of one site do not open another', () => {
    const groups = [group(right([1], office)), group(right([2]))];
    expect(rightsRefusal(groups, berlin(1), at('2026-06-06T10:00:00Z'))).toBe('notAtThisTime');
    expect(rightsRefusal(groups, berlin(2), at('2026-06-06T10:00:00Z'))).toBeNull();
  });
});

const clock = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
const hours = fc.record({ days: fc.subarray([...daysOfWeek], { minLength: 1 }), from: clock, until: clock });
const zone = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Apia', 'UTC');
const moment = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') });

/** The clock on the wall by the platform's own formatting. */
function shown(timeZone: string, ms: number): { weekday: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { weekday: part('weekday').toUpperCase(), time: `${part('hour')}:${part('minute')}` };
}

test('a span over midnight is an evening of its day and a morning of the next, on every clock', () => {
  fc.assert(
    fc.property(hours, zone, moment, (span, timeZone, ms) => {
      const { weekday, time } = shown(timeZone, ms);
      const eve = daysOfWeek[(daysOfWeek.indexOf(weekday as (typeof daysOfWeek)[number]) + 6) % 7];
      const isToday = span.days.some((day) => day === weekday);
      const isSinceYesterday = span.days.some((day) => day === eve) && time < span.until;
      const expected =
        span.from < span.until ? isToday && time >= span.from && time < span.until : (isToday && time >= span.from) || isSinceYesterday;
      expect(rightsRefusal([group(right(null, span))], { siteId: 1, timeZone }, ms)).toBe(expected ? null : 'notAtThisTime');
    }),
    { numRuns: 500 },
  );
});

test('more rights never forbid what fewer allow', () => {
  const anyRight = fc.record({
    siteIds: fc.option(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 })),
    hours: fc.option(fc.array(hours, { maxLength: 2 })),
  });
  fc.assert(
    fc.property(fc.array(anyRight, { minLength: 1, maxLength: 4 }), anyRight, moment, (rights, more, ms) => {
      const before = rightsRefusal([{ rights }], berlin(1), ms);
      if (before === null) expect(rightsRefusal([{ rights: [...rights, more] }], berlin(1), ms)).toBeNull();
      if (isAlwaysAllowed([{ rights }], 1)) expect(before).toBeNull();
    }),
  );
});
