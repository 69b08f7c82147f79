import { describe, expect, test } from 'vitest';
import type { FullComponent, FullTariff } from '../tariff/full-tariff.ts';
import { validateFullTariff } from '../tariff/validate-full-tariff.ts';
import { plainCost } from './plain-cost.ts';

function tariffOf(priceComponents: FullComponent[], rest: Partial<FullTariff> = {}): FullTariff {
  return { id: 1, version: 1, name: 'test', currency: 'EUR', taxIncluded: false, elements: [{ priceComponents }], ...rest };
}
const energy = (price: string, vat?: string, stepSize = 1): FullComponent => ({
  type: 'ENERGY',
  price,
  stepSize,
  ...(vat !== undefined && { vat }),
});
const time = (price: string, vat?: string, stepSize = 1): FullComponent => ({
  type: 'TIME',
  price,
  stepSize,
  ...(vat !== undefined && { vat }),
});
const flat = (price: string, vat?: string): FullComponent => ({ type: 'FLAT', price, stepSize: 1, ...(vat !== undefined && { vat }) });
const hours = (count: number): number => count * 3_600_000;

describe('worked by hand', () => {
  test.each([
    // 20.5 kWh × 0.39 = 7.995 → 8.00; 19 % of 8.00 = 1.52
    ['net price', tariffOf([energy('0.39', '19')]), 20_500, hours(1), { net: '8.00', tax: '1.52', total: '9.52' }],
    // 20.5 kWh × 0.39 = 7.995 → 8.00 gross; 8.00 / 1.19 = 6.7227 → 6.72
    [
      'price with tax',
      tariffOf([energy('0.39', '19')], { taxIncluded: true }),
      20_500,
      hours(1),
      { net: '6.72', tax: '1.28', total: '8.00' },
    ],
    // 10 × 0.30 + 1.5 h × 2 + 0.50 = 6.50; 19 % = 1.235 → 1.24
    [
      'three dimensions',
      tariffOf([energy('0.30', '19'), time('2', '19'), flat('0.50', '19')]),
      10_000,
      hours(1.5),
      { net: '6.50', tax: '1.24', total: '7.74' },
    ],
    // 19 %: 3.00 + 0.57; 7 %: 0.50 + 0.035 → 0.04
    ['two rates', tariffOf([energy('0.30', '19'), flat('0.50', '7')]), 10_000, 0, { net: '3.50', tax: '0.61', total: '4.11' }],
    ['no tax', tariffOf([energy('0.30')]), 12_345, 0, { net: '3.70', tax: '0.00', total: '3.70' }],
    // 1/3 h × 1 + 2/3 … of the same rate meet before rounding: 20 min × 3.00/h = 1.00 exactly
    ['a third of an hour', tariffOf([time('3')]), 0, hours(1) / 3, { net: '1.00', tax: '0.00', total: '1.00' }],
    // 12.345 kWh × 45.5 = 561.6975 → 562 yen; 10 % = 56.2 → 56
    ['yen', tariffOf([energy('45.5', '10')], { currency: 'JPY' }), 12_345, 0, { net: '562', tax: '56', total: '618' }],
    // 7.777 × 0.025 = 0.194425 → 0.194
    ['dinar', tariffOf([energy('0.025')], { currency: 'KWD' }), 7_777, 0, { net: '0.194', tax: '0.000', total: '0.194' }],
    // −0.05 × 10.1 = −0.505 → −0.51 (away from zero); 19 % = −0.0969 → −0.10
    ['negative price', tariffOf([energy('-0.05', '19')]), 10_100, 0, { net: '-0.51', tax: '-0.10', total: '-0.61' }],
    ['charge and credit', tariffOf([energy('-0.10', '19'), flat('1.00', '19')]), 10_000, 0, { net: '0.00', tax: '0.00', total: '0.00' }],
    // 6 min in steps of 5 → 10 min × 6.00/h = 1.00 (OCPI's own example of step_size 300)
    ['time step', tariffOf([time('6', undefined, 300)]), 0, 6 * 60_000, { net: '1.00', tax: '0.00', total: '1.00' }],
    ['a full step stays', tariffOf([time('6', undefined, 300)]), 0, 10 * 60_000, { net: '1.00', tax: '0.00', total: '1.00' }],
    // 1 Wh in steps of 500 → 0.5 kWh × 0.40
    ['energy step', tariffOf([energy('0.40', undefined, 500)]), 1, 0, { net: '0.20', tax: '0.00', total: '0.20' }],
    ['nothing used', tariffOf([energy('0.40', '19'), time('6', '19', 300)]), 0, 0, { net: '0.00', tax: '0.00', total: '0.00' }],
    ['time reversed', tariffOf([time('6')]), 0, -5_000, { net: '0.00', tax: '0.00', total: '0.00' }],
    ['energy unknown', tariffOf([energy('6')]), Number.NaN, 0, { net: '0.00', tax: '0.00', total: '0.00' }],
    ['energy below zero', tariffOf([energy('6')]), -100, 0, { net: '0.00', tax: '0.00', total: '0.00' }],
    // 0.1 + 0.2 in binary is not 0.3: priced as the database keeps it, to 0.001 Wh
    ['binary dust', tariffOf([energy('1000')], { currency: 'CLF' }), 0.1 + 0.2, 0, { net: '0.3000', tax: '0.0000', total: '0.3000' }],
  ])('%s', (...[, tariff, energyWh, ms, expected]) => {
    expect(plainCost({ tariff, startedAt: 1_700_000_000_000, until: 1_700_000_000_000 + ms, energyWh })).toMatchObject(expected);
  });

  test('lines open the total', () => {
    const tariff = tariffOf([flat('0.50', '7'), energy('0.39', '19.0'), time('1.20', '19')]);
    expect(plainCost({ tariff, startedAt: 0, until: hours(1) / 3, energyWh: 20_500 })).toMatchObject({
      currency: 'EUR',
      net: '8.90',
      tax: '1.64',
      total: '10.54',
      lines: [
        { type: 'ENERGY', price: '0.39', quantity: '20.5', unit: 'kWh', net: '7.995', vat: '19' },
        { type: 'TIME', price: '1.20', quantity: '0.333333', unit: 'h', net: '0.4', vat: '19' },
        { type: 'FLAT', price: '0.50', quantity: '1', unit: 'session', net: '0.5', vat: '7' },
      ],
      taxes: [
        { name: 'VAT', vat: '7', net: '0.50', tax: '0.04' },
        { name: 'VAT', vat: '19', net: '8.40', tax: '1.60' },
      ],
    });
  });

  test('the first element that prices a dimension counts', () => {
    const tariff = { ...tariffOf([]), elements: [{ priceComponents: [energy('1')] }, { priceComponents: [energy('9'), flat('2')] }] };
    expect(plainCost({ tariff, startedAt: 0, until: 0, energyWh: 1000 }).total).toBe('3.00');
  });
});

test.each([
  ['a currency nobody knows', { ...tariffOf([energy('1')]), currency: 'QQQ' }, 'currency'],
  ['no price', tariffOf([]), 'elements'],
  ['a dimension twice', tariffOf([energy('1'), energy('2')]), 'elements.0.priceComponents.1.type'],
  ['a word for a price', tariffOf([energy('free')]), 'elements.0.priceComponents.0.price'],
  ['an exponent', tariffOf([energy('1e3')]), 'elements.0.priceComponents.0.price'],
  ['a price beyond what the database holds', tariffOf([energy('1000000.01')]), 'elements.0.priceComponents.0.price'],
  ['a tax that divides by zero', tariffOf([energy('1', '-100')]), 'elements.0.priceComponents.0.vat'],
  ['a step of nothing', tariffOf([energy('1', '19', 0)]), 'elements.0.priceComponents.0.stepSize'],
])('validateFullTariff finds %s', (_name, tariff, path) => {
  expect(validateFullTariff(tariff).map((fault) => fault.path)).toEqual([path]);
});
