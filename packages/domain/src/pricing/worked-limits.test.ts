import { describe, expect, test } from 'vitest';
import type { FullTariff } from '../tariff/full-tariff.ts';
import { validateFullTariff } from '../tariff/validate-full-tariff.ts';
import { costOf } from './cost-of.ts';
import type { Reduction } from './reductions.ts';
import { session } from './testing/session.ts';
import { element, tariff } from './testing/tariff.ts';

const around = { zone: 'Europe/Berlin' };
const monday = '2026-03-02T09:30:00Z';
/** 0.50 at 20 %, 0.25 a kWh at 10 %. */
const twoRates = [
  element([
    { type: 'FLAT', price: '0.5', vat: '20' },
    { type: 'ENERGY', price: '0.25', vat: '10' },
  ]),
];
function costs(energyWh: number, rest: Partial<FullTariff>, reductions: Reduction[] = []) {
  const by = tariff(twoRates, rest);
  expect(validateFullTariff(by)).toEqual([]);
  return costOf({ periods: session(monday, ['charging', 120, energyWh]), tariff: by, around, reductions });
}

describe('limits, worked by hand', () => {
  test.each<[string, number, Partial<FullTariff>, { net: string; tax: string; total: string }]>([
    // 13.00 net: −3.00 in proportion 0.5 : 12.5 is −0.12 and −2.88; tax 0.076 → 0.08 and 0.962 → 0.96
    ['maximum before tax', 50_000, { maxPrice: { beforeTaxes: '10' } }, { net: '10.00', tax: '1.04', total: '11.04' }],
    // OCPI's own example: 10.00 and 11.00 both hold when the fee goes first.
    [
      'maximum before and after tax',
      50_000,
      { maxPrice: { beforeTaxes: '10', afterTaxes: '11' } },
      { net: '10.00', tax: '1.00', total: '11.00' },
    ],
    // 0.5 : 12.5 of 9.96 is 0.38 and 9.58; tax 0.08 and 0.96; one cent more net would be 11.01.
    ['maximum after tax alone', 50_000, { maxPrice: { afterTaxes: '11' } }, { net: '9.96', tax: '1.04', total: '11.00' }],
    // Finer than a cent: kept from the inside. 5.50 is between them.
    ['limits finer than a cent, minimum', 20_000, { minPrice: { beforeTaxes: '5.503' } }, { net: '5.51', tax: '0.60', total: '6.11' }],
    ['limits finer than a cent, maximum', 20_000, { maxPrice: { beforeTaxes: '5.497' } }, { net: '5.49', tax: '0.60', total: '6.09' }],
    ['a maximum that does not bite', 38_000, { maxPrice: { beforeTaxes: '10' } }, { net: '10.00', tax: '1.05', total: '11.05' }],
    // 0.75 net; the fee costs more than the energy, so it is raised by 9.25: 9.75 × 20 % = 1.95, 0.25 × 10 % = 0.025 → 0.03
    ['minimum before tax', 1_000, { minPrice: { beforeTaxes: '10' } }, { net: '10.00', tax: '1.98', total: '11.98' }],
    // The fee is raised to 1.27: 1.27 + 0.254 → 0.25, 0.25 + 0.025 → 0.03
    ['minimum after tax', 1_000, { minPrice: { afterTaxes: '1.80' } }, { net: '1.52', tax: '0.28', total: '1.80' }],
    // Prices with tax: 13.00 gross, capped at 10: 0.38 and 9.62 gross; 0.32 and 8.75 net
    [
      'maximum of prices with tax',
      50_000,
      { taxIncluded: true, maxPrice: { afterTaxes: '10' } },
      { net: '9.07', tax: '0.93', total: '10.00' },
    ],
    ['minimum of prices with tax', 0, { taxIncluded: true, minPrice: { afterTaxes: '3' } }, { net: '2.50', tax: '0.50', total: '3.00' }],
    // 9 × 0.25 is raised to 4.50 beside the fee: 4.50 ÷ 1.1 = 4.0909, 0.50 ÷ 1.2 = 0.4167
    [
      'minimum and maximum the same: a fixed price',
      9_000,
      { taxIncluded: true, minPrice: { afterTaxes: '5' }, maxPrice: { afterTaxes: '5' } },
      { net: '4.51', tax: '0.49', total: '5.00' },
    ],
  ])('%s', (_, energyWh, rest, expected) => {
    expect(costs(energyWh, rest)).toMatchObject(expected);
  });

  test('what a limit does is a line of its own', () => {
    const { lines } = costs(50_000, { maxPrice: { beforeTaxes: '10' } });
    expect(lines.map(({ type, amount, vat }) => [type, amount, vat])).toEqual([
      ['ENERGY', '12.5', '10'],
      ['FLAT', '0.5', '20'],
      ['MAXIMUM', '-0.12', '20'],
      ['MAXIMUM', '-2.88', '10'],
    ]);
  });
});

describe('reductions, worked by hand', () => {
  // 20 kWh × 0.25 + 0.50 = 5.50 net; tax 0.50 + 0.10 = 6.10
  test.each<[string, Reduction[], { net: string; total: string; due: string }]>([
    // 10 %: 0.50 of energy, 0.05 of the fee: 4.50 + 0.45, 0.45 + 0.09
    ['loyalty, 10 %', [{ kind: 'percent', name: 'Gold', percent: '10' }], { net: '4.95', total: '5.49', due: '5.49' }],
    // Energy only: 4.50 + 0.45, 0.50 + 0.10
    ['10 % off energy', [{ kind: 'percent', name: 'Gold', percent: '10', types: ['ENERGY'] }], { net: '5.00', total: '5.55', due: '5.55' }],
    // 30 % would be 1.65; at most 1.10 in proportion 5.00 : 0.50 is 1.00 and 0.10
    [
      '30 %, at most 1.10',
      [{ kind: 'percent', name: 'Gold', percent: '30', maxAmount: '1.10' }],
      { net: '4.40', total: '4.88', due: '4.88' },
    ],
    // 0.05 × 20: 4.00 + 0.40, 0.50 + 0.10
    ['0.05 off a kWh', [{ kind: 'perUnit', name: 'Club', type: 'ENERGY', amount: '0.05' }], { net: '4.50', total: '5.00', due: '5.00' }],
    // A discount voucher of 1.10: 1.00 and 0.10
    ['voucher that lowers the price', [{ kind: 'amount', name: 'SPRING', amount: '1.10' }], { net: '4.40', total: '4.88', due: '4.88' }],
    ['voucher larger than the price', [{ kind: 'amount', name: 'SPRING', amount: '99' }], { net: '0.00', total: '0.00', due: '0.00' }],
    ['voucher that pays', [{ kind: 'credit', name: 'Gift', amount: '5' }], { net: '5.50', total: '6.10', due: '1.10' }],
    [
      'two of them, the second has something left',
      [
        { kind: 'credit', name: 'a', amount: '5' },
        { kind: 'credit', name: 'b', amount: '5' },
      ],
      { net: '5.50', total: '6.10', due: '0.00' },
    ],
    // A plan with 12 kWh left: 8 × 0.25 = 2.00 + 0.20, 0.50 + 0.10
    [
      'flat-rate plan',
      [{ kind: 'allowance', name: 'Flat', type: 'ENERGY', quantity: 12_000 }],
      { net: '2.50', total: '2.80', due: '2.80' },
    ],
    ['unlimited plan', [{ kind: 'allowance', name: 'Flat', type: 'ENERGY', quantity: null }], { net: '0.50', total: '0.60', due: '0.60' }],
    // 12 kWh included, then 10 % off the other 8: 1.80 + 0.18, 0.50 + 0.10
    [
      'plan, and a discount beyond it',
      [
        { kind: 'allowance', name: 'Flat', type: 'ENERGY', quantity: 12_000 },
        { kind: 'percent', name: 'Flat', percent: '10', types: ['ENERGY'] },
      ],
      { net: '2.30', total: '2.58', due: '2.58' },
    ],
    // One after the other: 10 % of 5.50 is 0.50 + 0.05, then 50 % of the rest: 2.25 and 0.23 (0.225)
    [
      'two percentages',
      [
        { kind: 'percent', name: 'a', percent: '10' },
        { kind: 'percent', name: 'b', percent: '50' },
      ],
      { net: '2.47', total: '2.74', due: '2.74' },
    ],
  ])('%s', (_, reductions, expected) => {
    expect(costs(20_000, {}, reductions)).toMatchObject(expected);
  });

  test('come after the limits: 10 % off a capped price', () => {
    // 10.00 before tax as 0.38 + 9.62; less 0.04 and 0.96
    expect(costs(50_000, { maxPrice: { beforeTaxes: '10' } }, [{ kind: 'percent', name: 'Gold', percent: '10' }]).net).toBe('9.00');
  });

  test('an allowance covers the earliest energy, whatever it cost', () => {
    const by = tariff([element([{ type: 'ENERGY', price: '1' }], { maxDuration: 1_800 }), element([{ type: 'ENERGY', price: '0.25' }])]);
    const reductions: Reduction[] = [{ kind: 'allowance', name: 'Flat', type: 'ENERGY', quantity: 6_000 }];
    // 5 kWh × 1.00 and 5 × 0.25; covered are 5 of the first and 1 of the second: 4 × 0.25 is left
    const { total, lines } = costOf({ periods: session(monday, ['charging', 60, 10_000]), tariff: by, around, reductions });
    expect(total).toBe('1.00');
    expect(lines.at(-1)).toMatchObject({ type: 'REDUCTION', name: 'Flat', amount: '-5.25', added: '6' });
  });

  test('an allowance takes off no more of a capped component than it costs', () => {
    const by = tariff([
      element([
        { type: 'ENERGY', price: '0.50' },
        { type: 'IDLE_TIME', price: '12', maxAmount: '6' },
      ]),
    ]);
    const periods = session(monday, ['charging', 60, 10_000], ['idle', 120]);
    const free = (quantity: number): string =>
      costOf({ periods, tariff: by, around, reductions: [{ kind: 'allowance', name: 'Stay', type: 'IDLE_TIME', quantity }] }).total;
    // 5.00 and 24.00, capped at 6.00, which the first half hour makes up; 10 min are 2.00 of it.
    expect([free(0), free(600), free(7_200)]).toEqual(['11.00', '9.00', '5.00']);
  });

  test('a credit earned by negative prices is not taken away', () => {
    const by = tariff([element([{ type: 'ENERGY', price: '-0.10' }])]);
    const reductions: Reduction[] = [{ kind: 'percent', name: 'Gold', percent: '50' }];
    expect(costOf({ periods: session(monday, ['charging', 60, 10_000]), tariff: by, around, reductions }).total).toBe('-1.00');
  });
});
