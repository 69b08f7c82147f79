import { describe, expect, test } from 'vitest';
import { costOf } from './cost-of.ts';
import { type FlatRatePlan, type LoyaltyTier, loyaltyReductions, planReductions, type ReductionRule, reductionsBy } from './plans.ts';
import { session } from './testing/session.ts';
import { element, tariff } from './testing/tariff.ts';

const by = tariff([
  element([
    { type: 'ENERGY', price: '0.50' },
    { type: 'FLAT', price: '1' },
  ]),
]);
const total = (reductions: ReturnType<typeof planReductions>): string =>
  costOf({ periods: session(0, ['charging', 60, 20_000]), tariff: by, around: { zone: 'UTC' }, reductions }).total;

describe('loyalty tiers, worked by hand: 20 kWh × 0.50 + 1.00 = 11.00', () => {
  const tiers: LoyaltyTier[] = [
    { name: 'Gold', from: 1_000, percent: '20' },
    { name: 'Silver', from: 200, percent: '10' },
  ];
  test.each([
    [199, '11.00'],
    [200, '9.90'],
    [999, '9.90'],
    [1_000, '8.80'],
  ])('after %i kWh', (reached, expected) => {
    expect(total(loyaltyReductions(tiers, reached))).toBe(expected);
  });
});

describe('flat-rate plans, worked by hand', () => {
  const plan: FlatRatePlan = { name: 'Flat 100', energyWh: 100_000, percentBeyond: '10' };
  test.each<[string, FlatRatePlan, number, string]>([
    ['all of it included', plan, 0, '1.00'],
    // 5 kWh left: 15 × 0.50 × 0.9 = 6.75
    ['partly', plan, 95_000, '7.75'],
    ['used up: 20 × 0.50 × 0.9', plan, 140_000, '10.00'],
    ['unlimited', { name: 'Flat', energyWh: null }, 5_000_000, '1.00'],
    ['no discount beyond', { name: 'Flat 100', energyWh: 100_000 }, 95_000, '8.50'],
  ])('%s', (_, known, usedWh, expected) => {
    expect(total(planReductions(known, usedWh))).toBe(expected);
  });
});

describe('rules as operators write them, worked by hand; 25 kWh and 2 sessions were before', () => {
  test.each<[string, ReductionRule, string]>([
    // 5 kWh of the 30 are left: 15 × 0.50 + 1.00
    ['30 kWh a day are free', { kind: 'plan', per: 'day', energyWh: 30_000 }, '8.50'],
    ['10 % from 25 kWh', { kind: 'loyalty', per: 'month', counts: 'kWh', tiers: [{ name: 'Silver', from: 25, percent: '10' }] }, '9.90'],
    [
      'nothing before 3 sessions',
      { kind: 'loyalty', per: 'day', counts: 'sessions', tiers: [{ name: 'S', from: 3, percent: '10' }] },
      '11.00',
    ],
    ['half of the energy, 2.00 at most', { kind: 'percent', percent: '50', types: ['ENERGY'], maxAmount: '2' }, '9.00'],
    ['0.10 off each kWh', { kind: 'perUnit', type: 'ENERGY', amount: '0.10' }, '9.00'],
    ['3.00 off', { kind: 'amount', amount: '3' }, '8.00'],
  ])('%s', (name, rule, expected) => {
    expect(total(reductionsBy({ name, rule }, { energyWh: 25_000, sessions: 2 }))).toBe(expected);
  });
});
