import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FullComponent, FullTariff, Restrictions } from '../tariff/full-tariff.ts';
import { costOf } from './cost-of.ts';
import { isPlain, plainCost, plainTotal } from './plain-cost.ts';
import { randomCase } from './testing/random-case.ts';
import { session } from './testing/session.ts';
import { element, tariff } from './testing/tariff.ts';

const decimals =
  (digits: number) =>
  (value: number): string =>
    (value / 10 ** digits).toFixed(digits);
const component = fc.record({
  price: fc.integer({ min: -1_000, max: 100_000 }).map(decimals(4)),
  vat: fc.constantFrom('0', '7', '19', '19.0', '8.1', undefined),
  stepSize: fc.constantFrom(1, 1, 60, 300, 500),
});
const simpleTariff: fc.Arbitrary<FullTariff> = fc
  .record({
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    taxIncluded: fc.boolean(),
    parts: fc.tuple(component, component, component),
    which: fc.integer({ min: 1, max: 7 }),
  })
  .map(({ currency, taxIncluded, parts, which }) => {
    const types = ['ENERGY', 'TIME', 'FLAT'] as const;
    const priceComponents = types.flatMap((type, index): FullComponent[] => {
      const { price, vat, stepSize } = parts[index] ?? parts[0];
      return (which >> index) % 2 === 1 ? [{ type, price, stepSize, ...(vat !== undefined && { vat }) }] : [];
    });
    return { id: 1, version: 1, name: 'simple', currency, taxIncluded, elements: [{ priceComponents }] };
  });

test('a plain tariff costs the same both ways, line by line', () => {
  fc.assert(
    fc.property(simpleTariff, fc.integer({ min: 0, max: 1e8 }), fc.integer({ min: 0, max: 1e9 }), (plain, ms, mWh) => {
      expect(isPlain(plain)).toBe(true);
      const periods = [{ start: 5_000, end: 5_000 + ms, state: 'charging' as const, energyWh: mWh / 1000 }];
      const full = costOf({ periods, tariff: plain, around: { zone: 'UTC' } });
      const lines = full.lines.map((line) => ({ ...line, spans: [] }));
      const use = { tariff: plain, startedAt: 5_000, until: 5_000 + ms, energyWh: mWh / 1000 };
      expect(plainCost(use)).toEqual({ ...full, lines });
      expect(plainTotal(use)).toBe(full.total);
    }),
    { numRuns: 500 },
  );
});

test('fractions of a millisecond, negative or missing energy and reversed periods do not stop a bill', () => {
  const by = tariff([
    element(
      [
        { type: 'ENERGY', price: '1' },
        { type: 'TIME', price: '3.6' },
      ],
      { startTime: '00:00', minEnergyWh: 0 },
    ),
  ]);
  const odd = [
    { start: 0.4, end: 1_000_000.6, state: 'charging' as const, energyWh: 0.1 + 0.2 },
    { start: 1_000_000.6, end: 999_000, state: 'charging' as const, energyWh: -5 },
    { start: 1_000_001, end: 1_000_001, state: 'idle' as const, energyWh: Number.NaN },
  ];
  // 1,000.001 s × 3.6/h and 0.3 Wh
  expect(costOf({ periods: odd, tariff: by, around: { zone: 'Europe/Berlin' } })).toMatchObject({
    total: '1.00',
    lines: [{ quantity: '0.0003' }, { quantity: '0.277778' }],
  });
});

/** Prices from zero up, exact steps, and nothing that energy or power could switch off. */
function rising({ tariff: known, ...rest }: ReturnType<typeof randomCase>): ReturnType<typeof randomCase> {
  const without = ({ minEnergyWh, maxEnergyWh, minPowerW, maxPowerW, ...kept }: Restrictions): Restrictions => kept;
  const elements = known.elements.map(({ priceComponents, restrictions }) => ({
    priceComponents: priceComponents.map(({ recipe: _, ...kept }) => ({ ...kept, price: kept.price.replace('-', ''), stepSize: 1 })),
    ...(restrictions && { restrictions: without(restrictions) }),
  }));
  return { ...rest, tariff: { ...known, elements } };
}

test('more energy never costs less, where no price is negative', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 5 }), fc.integer({ min: 1, max: 1e8 }), (seed, which, mWh) => {
      const known = rising(randomCase(seed));
      const more = known.periods.map((period, index) =>
        index === which && period.state !== 'reserved' && period.state !== 'expired'
          ? { ...period, energyWh: period.energyWh + mWh / 1000 }
          : period,
      );
      expect(Number(costOf({ ...known, periods: more }).total)).toBeGreaterThanOrEqual(Number(costOf(known).total));
    }),
    { numRuns: 500 },
  );
});

test('any division of a session into periods measures the same energy, to a milliwatt-hour for each cut', () => {
  const tiers = tariff([
    element([{ type: 'ENERGY', price: '1' }], { maxEnergyWh: 1_234.567 }),
    element([{ type: 'ENERGY', price: '2' }], { startTime: '12:00', endTime: '13:37' }),
    element([{ type: 'ENERGY', price: '3' }]),
  ]);
  const start = Date.parse('2026-06-01T08:00:00Z');
  const parts = fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 100_000_000 }), (lengths, mWh) => {
      const whole = lengths.reduce((sum, length) => sum + length, 0);
      let [at, energy] = [start, 0];
      const periods = lengths.map((length, index) => {
        const by = index === lengths.length - 1 ? mWh : Math.floor((mWh * (at + length - start)) / whole);
        const period = { start: at, end: at + length, state: 'charging' as const, energyWh: (by - energy) / 1000 };
        [at, energy] = [at + length, by];
        return period;
      });
      const quantities = (from: typeof periods): number[] => {
        const { lines } = costOf({ periods: from, tariff: tiers, around: { zone: 'Europe/Berlin' } });
        return ['1', '2', '3'].map((price) => Math.round(Number(lines.find((line) => line.price === price)?.quantity ?? 0) * 1e6));
      };
      const one = [{ start, end: at, state: 'charging' as const, energyWh: mWh / 1000 }];
      const [split, together] = [quantities(periods), quantities(one)];
      expect(split.reduce((sum, part) => sum + part, 0)).toBe(mWh);
      split.forEach((part, index) => {
        // A cut moves by less than a ms and a mWh; at most 100 kWh an ms here.
        const perMs = Math.ceil(mWh / whole);
        expect(Math.abs(part - (together[index] ?? 0))).toBeLessThanOrEqual(2 * lengths.length * (1 + perMs));
      });
    }),
  );
});

/** ms of every change of the clock of a zone in 2026, found day by day, then by halving. */
function changesOf(zone: string): number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (at: number): string => format.format(at).split(', ')[1] ?? '';
  const changes: number[] = [];
  for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
    let [low, high] = [day, day + 86_400_000];
    if (offset(low) === offset(high)) continue;
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000;
      if (offset(middle) === offset(day)) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  return changes;
}

test('every change of the clock of 2026, in every zone, minute by minute', { timeout: 60_000 }, () => {
  const by: FullTariff = tariff([
    element([{ type: 'TIME', price: '60' }], { startTime: '23:30', endTime: '00:30' }),
    element([{ type: 'TIME', price: '600' }], { startTime: '01:10', endTime: '02:20' }),
    element([{ type: 'TIME', price: '6000' }], { dayOfWeek: ['SUNDAY'], endTime: '03:00' }),
    element([{ type: 'TIME', price: '60000' }], { dayOfWeek: ['SATURDAY'] }),
  ]);
  const perMinute = (weekday: string, time: string): number => {
    if (time >= '23:30' || time < '00:30') return 1;
    if (time >= '01:10' && time < '02:20') return 10;
    if (weekday === 'Sunday' && time < '03:00') return 100;
    return weekday === 'Saturday' ? 1000 : 0;
  };
  let seen = 0;
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const two = '2-digit';
    const wall = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', hour: two, minute: two, hourCycle: 'h23' });
    for (const change of changesOf(zone)) {
      seen++;
      const from = change - 150 * 60_000;
      let expected = 0;
      for (let minute = 0; minute < 300; minute++) {
        const [weekday = '', time = ''] = wall.format(from + minute * 60_000).split(/,? /);
        expected += perMinute(weekday, time);
      }
      const { total } = costOf({ periods: session(from, ['charging', 300]), tariff: by, around: { zone } });
      expect({ zone, change: new Date(change).toISOString(), total: Number(total) }).toEqual({
        zone,
        change: new Date(change).toISOString(),
        total: expected,
      });
    }
  }
  expect(seen).toBeGreaterThan(200);
});
