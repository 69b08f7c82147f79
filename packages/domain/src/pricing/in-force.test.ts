import { describe, expect, test } from 'vitest';
import { costOf } from './cost-of.ts';
import { type PriceInForce, pricesInForce, type Standing } from './in-force.ts';
import { randomCase } from './testing/random-case.ts';
import { element, tariff } from './testing/tariff.ts';

const hour = 3_600_000;
const begun: Standing = { energyWh: 0, chargingSeconds: 0, idleSeconds: 0, powerW: 11_000 };
const monday = Date.parse('2026-05-04T00:00:00Z');
const week = (by: ReturnType<typeof tariff>, standing = begun) =>
  pricesInForce(by, { zone: 'UTC' }, { from: monday, until: monday + 168 * hour, standing });
const shown = (prices: readonly PriceInForce[]): string => prices.map(({ type, price }) => `${type} ${price}`).join(', ');

describe('a week', () => {
  const night = tariff([
    element([{ type: 'ENERGY', price: '0.29' }], { startTime: '22:00', endTime: '06:00' }),
    element([
      { type: 'ENERGY', price: '0.45' },
      { type: 'IDLE_TIME', price: '6', graceSeconds: 1800 },
    ]),
  ]);

  test('changes where the tariff changes, and nowhere else', () => {
    const stretches = week(night);
    expect(stretches).toHaveLength(15);
    expect(
      stretches.slice(0, 3).map(({ from, until, prices }) => [(from - monday) / hour, (until - monday) / hour, shown(prices)]),
    ).toEqual([
      [0, 6, 'ENERGY 0.29'],
      [6, 22, 'ENERGY 0.45'],
      [22, 30, 'ENERGY 0.29'],
    ]);
  });

  test('is that of a session which stands so: after the grace the time after the charge costs', () => {
    const standing = { ...begun, energyWh: 20_000, chargingSeconds: 3600 };
    expect(shown(week(night, { ...standing, idleSeconds: 1799 })[0]?.prices ?? [])).toBe('ENERGY 0.29');
    expect(shown(week(night, { ...standing, idleSeconds: 1800 })[0]?.prices ?? [])).toBe('ENERGY 0.29, IDLE_TIME 6');
  });

  test('has one stretch for a price that never changes', () =>
    expect(week(tariff([element([{ type: 'ENERGY', price: '1' }])]))).toHaveLength(1));
});

test('a locked market price shows what a session that starts then is locked to; a missing slot shows the price beside the market', () => {
  const recipe = { series: 'm', lock: 'start' as const, steps: [{ kind: 'atLeast' as const, price: '0.10' }] };
  const slots = [
    { from: monday, until: monday + hour, price: '0.02' },
    { from: monday + hour, until: monday + 2 * hour, price: '0.3' },
  ];
  const stretches = pricesInForce(
    tariff([element([{ type: 'ENERGY', price: '0.5', recipe }])]),
    { zone: 'UTC', series: { m: { slots } } },
    { from: monday, until: monday + 3 * hour, standing: begun },
  );
  expect(stretches.map(({ prices }) => [prices[0]?.price, prices[0]?.market?.price ?? null])).toEqual([
    ['0.1', '0.02'],
    ['0.3', '0.3'],
    ['0.5', null],
  ]);
});

test('random tariffs: at any moment the same prices by the same rules as a session that begins then is charged', () => {
  for (let seed = 0; seed < 400; seed++) {
    const { tariff: by, periods, around } = randomCase(seed);
    const from = periods[0]?.start ?? 0;
    const stretches = pricesInForce(by, around, { from, until: from + 30 * hour, standing: begun });
    expect(stretches.map(({ until }) => until)).toEqual([...stretches.slice(1).map((next) => next.from), from + 30 * hour]);
    for (const { from: at, until, prices } of stretches)
      for (const moment of [at, until - 1000].filter((one) => one >= at)) {
        const begins = [{ start: moment, end: moment + 1000, state: 'charging' as const, energyWh: 11_000 / 3600, powerW: 11_000 }];
        const lines = costOf({ periods: begins, tariff: by, around }).lines;
        const charged = lines.flatMap(({ type, price, rule }) => (rule === null || type === 'CAP' ? [] : [{ type, price, ...rule }]));
        const told = prices.map(({ market: _, ...price }) => price);
        expect({ seed, moment, prices: told }).toEqual({ seed, moment, prices: charged });
      }
  }
});
