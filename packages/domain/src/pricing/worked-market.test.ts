import { describe, expect, test } from 'vitest';
import type { FullTariff, PriceRecipe } from '../tariff/full-tariff.ts';
import { validateFullTariff } from '../tariff/validate-full-tariff.ts';
import { costOf } from './cost-of.ts';
import { daySlots, perKwh } from './market.ts';
import { session } from './testing/session.ts';
import { element, tariff } from './testing/tariff.ts';
import type { PriceSlot, SessionPeriod } from './use.ts';

const from = Date.parse('2026-03-02T10:00:00Z');
const quarter = 900_000;
/** Quarters of an hour from 10:00 UTC; null is missing. */
const slots = (...prices: (string | null)[]): PriceSlot[] =>
  prices.flatMap((price, index) => (price === null ? [] : [{ from: from + index * quarter, until: from + (index + 1) * quarter, price }]));
const plain: PriceRecipe = { series: 'market', lock: 'market', steps: [] };

function priced(recipe: PriceRecipe, prices: PriceSlot[], periods: SessionPeriod[]) {
  const by: FullTariff = tariff([element([{ type: 'ENERGY', price: '0.40', recipe }])]);
  expect(validateFullTariff(by)).toEqual([]);
  return costOf({ periods, tariff: by, around: { zone: 'Europe/Berlin', series: { market: { slots: prices } } } });
}

describe('market prices, worked by hand', () => {
  // 10:05 to 10:50, 45 kWh: 10 kWh in the first slot, 15, 15, and 5 in the last.
  const visit = session('2026-03-02T10:05:00Z', ['charging', 45, 45_000]);
  test.each<[string, PriceRecipe, PriceSlot[], string]>([
    // 10 × 0.10 + 15 × 0.20 + 15 × 0.30 + 5 × 0.40
    ['follows the market', plain, slots('0.10', '0.20', '0.30', '0.40'), '10.50'],
    ['locked at the start', { ...plain, lock: 'start' }, slots('0.10', '0.20', '0.30', '0.40'), '4.50'],
    // 10 × 0.10 + 15 × 0.40 (the tariff's own) + 15 × 0.30 + 5 × 0.40
    ['falls back where a slot is missing', plain, slots('0.10', null, '0.30'), '13.50'],
    ['falls back where nothing is known', plain, [], '18.00'],
    ['locked, and nothing known at the start', { ...plain, lock: 'start' }, slots(null, '0.20'), '18.00'],
    // Negative: 10 × −0.10 + 35 × 0.20
    ['negative prices', plain, slots('-0.10', '0.20', '0.20', '0.20'), '6.00'],
  ])('%s', (_, recipe, prices, expected) => {
    expect(priced(recipe, prices, visit).total).toBe(expected);
  });

  // 0.08 market, 1 kWh times 100.
  test.each<[string, string, PriceRecipe['steps'], string]>([
    ['mark-up', '0.08', [{ kind: 'add', name: 'service', price: '0.05' }], '0.13'],
    ['percentage', '0.08', [{ kind: 'percent', name: 'margin', percent: '25' }], '0.1'],
    ['rebate', '0.08', [{ kind: 'percent', name: 'rebate', percent: '-25' }], '0.06'],
    ['floor', '-0.03', [{ kind: 'atLeast', price: '0' }], '0'],
    ['ceiling', '0.98', [{ kind: 'atMost', price: '0.60' }], '0.6'],
    // (0.08 + 0.02) × 1.10 = 0.11, at least 0.15; + 0.07 grid = 0.22; + 0.0205 tax = 0.2405; × 1.05 = 0.252525
    [
      'all of it, in order',
      '0.08',
      [
        { kind: 'add', name: 'procurement', price: '0.02' },
        { kind: 'percent', name: 'margin', percent: '10' },
        { kind: 'atLeast', price: '0.15' },
        { kind: 'atMost', price: '0.80' },
        { kind: 'add', name: 'grid fee', price: '0.07' },
        { kind: 'add', name: 'electricity tax', price: '0.0205' },
        { kind: 'percent', name: 'concession', percent: '5' },
      ],
      '0.252525',
    ],
    // 0.0000005 rounds up; only the end result is rounded: 0.000001 × 0.5 × 2 = 0.000001
    ['rounded at the end to six digits', '0.000001', [{ kind: 'percent', name: 'half', percent: '-50' }], '0.000001'],
    [
      'not rounded in between',
      '0.000003',
      [
        { kind: 'percent', name: 'half', percent: '-50' },
        { kind: 'percent', name: 'double', percent: '100' },
      ],
      '0.000003',
    ],
  ])('recipe: %s', (_, market, steps, expected) => {
    const cost = priced({ ...plain, steps }, slots(market), session(from, ['charging', 15, 1_000]));
    expect(cost.lines.map((line) => line.price)).toEqual([expected]);
  });

  test('slots of one price are one line that names its slots', () => {
    const { lines } = priced(plain, slots('0.10', '0.30', '0.10'), session(from, ['charging', 45, 9_000]));
    expect(lines).toMatchObject([
      {
        price: '0.1',
        quantity: '6',
        spans: [
          { from, quantity: '3' },
          { from: from + 2 * quarter, quantity: '3' },
        ],
      },
      { price: '0.3', quantity: '3', spans: [{ from: from + quarter, market: { from: from + quarter, price: '0.30' } }] },
    ]);
  });
});

describe('days of a market', () => {
  const day = (date: string, count: number) => daySlots('Europe/Berlin', date, new Array(count).fill('0.1'));
  test.each([
    ['2026-03-02', 96, '2026-03-01T23:00:00.000Z', '2026-03-02T23:00:00.000Z'],
    ['2026-03-29', 92, '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 100, '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['2026-10-25', 25, '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['2026-03-29', 23, '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ])('%s has %i', (date, count, begin, end) => {
    const made = day(date, count);
    expect(made).toHaveLength(count);
    expect(new Date(made?.[0]?.from ?? 0).toISOString()).toBe(begin);
    expect(new Date(made?.at(-1)?.until ?? 0).toISOString()).toBe(end);
  });
  test('a day with too few or too many prices is refused, a missing one leaves a gap', () => {
    expect([day('2026-03-29', 96), day('2026-03-02', 92), day('2026-02-30', 96)]).toEqual([null, null, null]);
    const gap = daySlots('Europe/Berlin', '2026-03-02', ['0.1', null, ...new Array(94).fill('0.2')]);
    expect(gap).toHaveLength(95);
    expect((gap?.[1]?.from ?? 0) - (gap?.[0]?.until ?? 0)).toBe(quarter);
  });
  test('a price a MWh', () => {
    expect(['87.5', '-12.34', '0', '1234.56789', '0.0004'].map(perKwh)).toEqual(['0.0875', '-0.01234', '0', '1.234568', '0']);
  });
});
