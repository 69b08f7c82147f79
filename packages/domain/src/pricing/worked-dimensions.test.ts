import { describe, expect, test } from 'vitest';
import type { FullTariff } from '../tariff/full-tariff.ts';
import { validateFullTariff } from '../tariff/validate-full-tariff.ts';
import { costOf } from './cost-of.ts';
import { session } from './testing/session.ts';
import { element, tariff } from './testing/tariff.ts';
import type { SessionPeriod } from './use.ts';

const monday = '2026-03-02T09:30:00Z';
const around = { zone: 'Europe/Berlin' };
type Price = Parameters<typeof element>[0][number];
const tariffOf = (prices: readonly Price[], rest: Partial<FullTariff> = {}): FullTariff => tariff([element(prices)], rest);
const total = (by: FullTariff, periods: SessionPeriod[]): string => {
  expect(validateFullTariff(by)).toEqual([]);
  return costOf({ periods, tariff: by, around }).total;
};

describe('every dimension, worked by hand', () => {
  // Charging 60 min (11 kWh), the station pauses 10 min, charging 20 min (3 kWh), idle 45 min: 135 min in all.
  const visit = session(monday, ['charging', 60, 11_000], ['paused', 10], ['charging', 20, 3_000], ['idle', 45]);
  test.each<[string, Price, string]>([
    ['ENERGY: 14 kWh × 0.50', { type: 'ENERGY', price: '0.50' }, '7.00'],
    ['TIME: 135 min × 4/h', { type: 'TIME', price: '4' }, '9.00'],
    ['CHARGING_TIME: 80 min × 3/h', { type: 'CHARGING_TIME', price: '3' }, '4.00'],
    ['PARKING_TIME: (10 + 45) min × 12/h', { type: 'PARKING_TIME', price: '12' }, '11.00'],
    ['IDLE_TIME: 45 min after the charge × 12/h, the pause of the station is not the driver’s', { type: 'IDLE_TIME', price: '12' }, '9.00'],
    ['FLAT, once', { type: 'FLAT', price: '1.25' }, '1.25'],
    ['a negative price: 14 kWh × −0.05', { type: 'ENERGY', price: '-0.05' }, '-0.70'],
    ['ENERGY in steps of 500 Wh: 14 kWh fit', { type: 'ENERGY', price: '0.50', stepSize: 500 }, '7.00'],
    ['ENERGY in steps of 9 kWh: 18 kWh × 0.50', { type: 'ENERGY', price: '0.50', stepSize: 9_000 }, '9.00'],
    ['PARKING_TIME in steps of 10 min: 60 min × 12/h', { type: 'PARKING_TIME', price: '12', stepSize: 600 }, '12.00'],
    ['IDLE_TIME, 15 min grace: 30 min × 12/h', { type: 'IDLE_TIME', price: '12', graceSeconds: 900 }, '6.00'],
    ['IDLE_TIME, grace longer than the idling', { type: 'IDLE_TIME', price: '12', graceSeconds: 2_700 }, '0.00'],
    ['IDLE_TIME, capped at 5.00', { type: 'IDLE_TIME', price: '12', maxAmount: '5' }, '5.00'],
    ['IDLE_TIME, a cap of 9.00 that does not bite', { type: 'IDLE_TIME', price: '12', maxAmount: '9' }, '9.00'],
    // Grace counts from the first minute not charging: 55 − 20 = 35 min × 12/h.
    ['PARKING_TIME, 20 min grace', { type: 'PARKING_TIME', price: '12', graceSeconds: 1_200 }, '7.00'],
  ])('%s', (_, price, expected) => {
    expect(total(tariffOf([price]), visit)).toBe(expected);
  });

  test('idle time is only known at the end: charging again makes a pause of it', () => {
    const idle = tariffOf([{ type: 'IDLE_TIME', price: '60' }]);
    const soFar = session(monday, ['charging', 30, 5_000], ['idle', 15]);
    expect(total(idle, soFar)).toBe('15.00');
    // The car charges once more, then idles 2 min.
    expect(total(idle, [...soFar, ...session('2026-03-02T10:15:00Z', ['charging', 10, 900], ['idle', 2])])).toBe('2.00');
  });

  test('a car that never charged has no idle time, but it parks', () => {
    const visit = session(monday, ['idle', 30]);
    expect(total(tariffOf([{ type: 'IDLE_TIME', price: '60' }]), visit)).toBe('0.00');
    expect(total(tariffOf([{ type: 'PARKING_TIME', price: '60' }]), visit)).toBe('30.00');
  });

  test('charging time is not rounded up when idle time is paid as well: 21 min × 1/h + 20 min × 2/h', () => {
    const both = tariffOf([
      { type: 'CHARGING_TIME', price: '1', stepSize: 600 },
      { type: 'PARKING_TIME', price: '2', stepSize: 600 },
    ]);
    // OCPI 2.3.0 mod_cdrs: 21 min charging, 16 min parked, both in steps of 10 min. 0.35 + 0.6667 = 1.0167
    expect(total(both, session(monday, ['charging', 21, 1_000], ['idle', 16]))).toBe('1.02');
    // Without parking 30 min × 1/h.
    expect(total(both, session(monday, ['charging', 21, 1_000]))).toBe('0.50');
  });

  test('steps use the session’s total: 4.3 kWh and 1.1 kWh in steps of 500 Wh are 5.5, not 4.5 + 1.5', () => {
    // OCPI 2.3.0 mod_cdrs: 0.20 before 17:00, 0.27 after: 4.3 × 0.20 + 1.2 × 0.27 = 1.184
    const stepped = tariff([
      element([{ type: 'ENERGY', price: '0.20', stepSize: 500 }], { endTime: '17:00' }),
      element([{ type: 'ENERGY', price: '0.27', stepSize: 500 }]),
    ]);
    expect(total(stepped, session('2026-03-02T15:30:00Z', ['charging', 30, 4_300], ['charging', 10, 1_100]))).toBe('1.18');
  });

  test('reservation: 20 min × 6/h and a fee, then the session', () => {
    const elements = [
      element(
        [
          { type: 'FLAT', price: '3' },
          { type: 'TIME', price: '12', stepSize: 60 },
        ],
        { reservation: 'RESERVATION_EXPIRES' },
      ),
      element(
        [
          { type: 'FLAT', price: '0.50' },
          { type: 'TIME', price: '6', stepSize: 60 },
        ],
        { reservation: 'RESERVATION' },
      ),
      element([{ type: 'ENERGY', price: '0.40' }]),
    ];
    // 0.50 + 2.00 + 10 × 0.40
    expect(total(tariff(elements), session(monday, ['reserved', 20], ['charging', 60, 10_000]))).toBe('6.50');
    // Nobody came within 30 min: 3.00 + 30 min × 12/h; a minimum price is for sessions.
    expect(total(tariff(elements, { minPrice: { beforeTaxes: '100' } }), session(monday, ['expired', 30]))).toBe('9.00');
    // Also when the element for expired ones comes last; without one, the reservation's own prices hold: 0.50 + 3.00.
    expect(total(tariff(elements.toReversed()), session(monday, ['expired', 30]))).toBe('9.00');
    expect(total(tariff(elements.slice(1)), session(monday, ['expired', 30]))).toBe('3.50');
  });
});

describe('taxes, worked by hand', () => {
  const visit = session(monday, ['charging', 60, 10_000]);
  const costs = (price: Price, rest: Partial<FullTariff> = {}) => {
    const { net, tax, total, taxes } = costOf({ periods: visit, tariff: tariffOf([price], rest), around });
    return { net, tax, total, taxes };
  };

  test('on top, two taxes side by side: 4.00 + 5 % + 9.975 %', () => {
    const taxes = [
      { name: 'GST', percent: '5' },
      { name: 'QST', percent: '9.975' },
    ];
    // 0.20 and 0.399 → 0.40
    expect(costs({ type: 'ENERGY', price: '0.40', taxes }, { currency: 'CAD' })).toEqual({
      net: '4.00',
      tax: '0.60',
      total: '4.60',
      taxes: [
        { name: 'GST', vat: '5', net: '4.00', tax: '0.20' },
        { name: 'QST', vat: '9.975', net: '4.00', tax: '0.40' },
      ],
    });
  });

  test('stacked: 10 % of 4.00, then 5 % of 4.40', () => {
    const taxes = [
      { name: 'State', percent: '5', stack: 1 },
      { name: 'Federal', percent: '10' },
    ];
    expect(costs({ type: 'ENERGY', price: '0.40', taxes })).toEqual({
      net: '4.00',
      tax: '0.62',
      total: '4.62',
      taxes: [
        { name: 'Federal', vat: '10', net: '4.00', tax: '0.40' },
        { name: 'State', vat: '5', net: '4.40', tax: '0.22' },
      ],
    });
  });

  test('inside the price, stacked: 4.62 ÷ 1.155 = 4.00', () => {
    const taxes = [
      { name: 'Federal', percent: '10' },
      { name: 'State', percent: '5', stack: 1 },
    ];
    expect(costs({ type: 'ENERGY', price: '0.462', taxes }, { taxIncluded: true })).toMatchObject({
      net: '4.00',
      tax: '0.62',
      total: '4.62',
    });
  });

  test('a price with tax is what is paid, to the cent, and the tax lines add up to the tax', () => {
    const taxes = [
      { name: 'A', percent: '3.3' },
      { name: 'B', percent: '3.3' },
      { name: 'C', percent: '3.3' },
    ];
    // 9.99 ÷ 1.099 = 9.0901 → 9.09; tax 0.90, three times 0.29997 → 0.30
    const { total, taxes: lines, tax } = costs({ type: 'FLAT', price: '9.99', taxes }, { taxIncluded: true });
    expect({ total, tax, lines: lines.map((line) => line.tax) }).toEqual({ total: '9.99', tax: '0.90', lines: ['0.30', '0.30', '0.30'] });
  });

  test.each([
    // 12.345 × 45.5 = 561.6975; 10 % = 56.2
    ['JPY', '45.5', { net: '562', tax: '56', total: '618' }],
    // 12.345 × 0.025 = 0.308625; 10 % = 0.0309
    ['KWD', '0.025', { net: '0.309', tax: '0.031', total: '0.340' }],
    // 12.345 × 0.0123 = 0.1518435; 10 % of 0.1518 = 0.01518
    ['CLF', '0.0123', { net: '0.1518', tax: '0.0152', total: '0.1670' }],
  ])('minor units of %s', (currency, price, expected) => {
    const periods = session(monday, ['charging', 60, 12_345]);
    expect(costOf({ periods, tariff: tariffOf([{ type: 'ENERGY', price, vat: '10' }], { currency }), around })).toMatchObject(expected);
  });
});
