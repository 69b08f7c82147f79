import { costOf, type FullTariff } from '@stationmaster/domain';
import { describe, expect, test } from 'vitest';
import { clockOf, momentOn, mondayBefore, pricesIn, sameDays, weekOf } from './week.ts';

const zone = 'Europe/Berlin';
const energy = (price: string) => ({ type: 'ENERGY' as const, price, stepSize: 1 });
const night: FullTariff = {
  id: 0,
  version: 0,
  name: 'Night',
  currency: 'EUR',
  taxIncluded: true,
  elements: [
    { priceComponents: [energy('0.19')], restrictions: { dayOfWeek: ['SUNDAY'] } },
    { priceComponents: [energy('0.29')], restrictions: { startTime: '22:00', endTime: '06:00' } },
    { priceComponents: [energy('0.45')] },
  ],
};
const standing = { energyWh: 0, chargingSeconds: 0, idleSeconds: 0, powerW: 11_000 };
const week = (at: string) => weekOf(night, { zone }, { monday: mondayBefore(zone, Date.parse(at)), type: 'ENERGY', standing });

test.each(['2026-03-25T12:00Z', '2026-05-06T12:00Z', '2026-10-22T12:00Z'])(
  'each minute of the week of %s costs what the engine charges',
  (at) => {
    for (const { stripes } of week(at))
      for (const { from, until, price } of stripes)
        for (const moment of [from, (from + until) / 2, until - 60_000]) {
          const periods = [{ start: moment, end: moment + 60_000, state: 'charging' as const, energyWh: 100 }];
          const [line] = costOf({ periods, tariff: night, around: { zone } }).lines;
          expect([line?.price, line?.rule]).toEqual([price?.price, { element: price?.element, component: price?.component }]);
        }
  },
);

test('stripes fill their day; a day of 23 hours too', () => {
  for (const { from, stripes } of week('2026-03-25T12:00Z')) {
    expect([stripes[0]?.from, stripes[0]?.start, stripes.at(-1)?.end]).toEqual([from, 0, 1]);
    expect(stripes.slice(1).map((one) => one.from)).toEqual(stripes.slice(0, -1).map((one) => one.until));
  }
  const sunday = week('2026-03-25T12:00Z')[6];
  expect(((sunday?.stripes.at(-1)?.until ?? 0) - (sunday?.from ?? 0)) / 3_600_000).toBe(23);
});

test('days that look the same are one row', () => {
  const groups = sameDays(week('2026-05-06T12:00Z'), zone);
  expect(groups.map(({ days, rows }) => [days.length, rows.map(({ from, until, price }) => `${from}-${until} ${price?.price}`)])).toEqual([
    [6, ['00:00-06:00 0.29', '06:00-22:00 0.45', '22:00-24:00 0.29']],
    [1, ['00:00-24:00 0.19']],
  ]);
  expect(pricesIn(week('2026-05-06T12:00Z'))).toEqual(['0.19', '0.29', '0.45']);
});

describe('a time as the clock of the site shows it', () => {
  test.each([
    ['2026-05-04T21:00', '2026-05-04T19:00:00.000Z'],
    ['2026-03-29T01:30', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29T21:00', '2026-03-29T19:00:00.000Z'],
    ['2026-10-25T21:00', '2026-10-25T20:00:00.000Z'],
    // The clock leaves this out.
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
  ])('%s', (typed, at) => {
    const moment = momentOn(zone, typed);
    expect(moment === null ? null : new Date(moment).toISOString()).toBe(at);
  });
  test('and back', () => expect(clockOf(zone, Date.parse('2026-05-04T19:00Z'))).toBe('21:00'));
  test('a text that is none', () => expect(momentOn(zone, '')).toBeNull());
});
