import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf } from '../pricing/cost-of.ts';
import { randomCase } from '../pricing/testing/random-case.ts';
import { session } from '../pricing/testing/session.ts';
import { element, tariff } from '../pricing/testing/tariff.ts';
import { cdrPeriods } from './cdr-periods.ts';
import { fromOcpiTariff } from './from-ocpi.ts';
import { toOcpi221Cdr, toOcpi230Cdr } from './to-ocpi-cdr.ts';

const official = new URL('../../../../../shared/protocol/ocpi/examples/', import.meta.url);
const isHere = existsSync(official);
const around = { zone: 'Europe/Berlin' };

describe.skipIf(!isHere)(`official CDR${isHere ? '' : ' (skipped: ../shared is not here)'}`, () => {
  const read = (version: string) => JSON.parse(readFileSync(new URL(`${version}/cdr_example.json`, official), 'utf8'));
  const priced = (version: string) => {
    const cdr = read(version);
    return { cdr, charged: { periods: cdrPeriods(cdr), tariff: fromOcpiTariff(cdr.tariffs[0], { id: 1, version: 1 }).value, around } };
  };
  test('2.2.1: priced again by its own tariff', () => {
    const { cdr, charged } = priced('2.2.1');
    const { value } = toOcpi221Cdr(charged, '12');
    // It names energy of the whole session only, not by period.
    expect(value).toMatchObject({ total_cost: cdr.total_cost, total_time_cost: cdr.total_time_cost });
    expect(value.total_time).toBeCloseTo(cdr.total_time, 3);
    expect(value.charging_periods).toMatchObject([
      { start_date_time: '2015-06-29T21:39:09.000Z', dimensions: [{ type: 'ENERGY' }, { type: 'TIME', volume: 1.9731 }] },
    ]);
  });
  test('2.3.0: priced again by its own tariff', () => {
    const { cdr, charged } = priced('2.3.0-core');
    const { value } = toOcpi230Cdr(charged, '12');
    expect(value).toMatchObject({ total_cost: cdr.total_cost, total_time_cost: cdr.total_time_cost, currency: 'EUR' });
  });
});

describe('a CDR worked by hand', () => {
  const by = tariff(
    [
      element([{ type: 'TIME', price: '6', vat: '20' }], { reservation: 'RESERVATION' }),
      element([{ type: 'ENERGY', price: '0.40', vat: '10' }], { endTime: '11:30' }),
      element([
        { type: 'ENERGY', price: '0.30', vat: '10' },
        { type: 'TIME', price: '3', vat: '20' },
        { type: 'IDLE_TIME', price: '12', vat: '20', maxAmount: '2' },
        { type: 'FLAT', price: '1', vat: '20' },
      ]),
    ],
    { minPrice: { beforeTaxes: '20' } },
  );
  // Berlin 10:50 reserved, 11:00 to 12:00 charging 10 kWh, then 20 min idle.
  const periods = session('2026-03-02T09:50:00Z', ['reserved', 10], ['charging', 60, 10_000, { peakW: 11_040 }], ['idle', 20]);
  const charged = { periods, tariff: by, around };

  test('2.3.0', () => {
    const { value, losses } = toOcpi230Cdr(charged, 'T');
    const vat = (percentage: number, amount: number) => ({ name: 'VAT', percentage, amount });
    expect(value).toEqual({
      start_date_time: '2026-03-02T09:50:00.000Z',
      end_date_time: '2026-03-02T11:20:00.000Z',
      currency: 'EUR',
      charging_periods: [
        { start_date_time: '2026-03-02T09:50:00.000Z', dimensions: [{ type: 'RESERVATION_TIME', volume: 0.1667 }], tariff_id: 'T' },
        {
          start_date_time: '2026-03-02T10:00:00.000Z',
          dimensions: [
            { type: 'ENERGY', volume: 5 },
            { type: 'TIME', volume: 0.5 },
            { type: 'MAX_POWER', volume: 11.04 },
          ],
          tariff_id: 'T',
        },
        {
          start_date_time: '2026-03-02T10:30:00.000Z',
          dimensions: [
            { type: 'ENERGY', volume: 5 },
            { type: 'TIME', volume: 0.5 },
            { type: 'MAX_POWER', volume: 11.04 },
          ],
          tariff_id: 'T',
        },
        { start_date_time: '2026-03-02T11:00:00.000Z', dimensions: [{ type: 'PARKING_TIME', volume: 0.3333 }], tariff_id: 'T' },
      ],
      // 1.00 + 2.00 + 1.50 + 3.00 + 1.00 (20 min × 3) + 2.00 (4.00, capped) = 10.50; 9.50 to the minimum, on the larger group at 20 %
      total_cost: { before_taxes: 20, taxes: [vat(20, 3.3), vat(10, 0.35)] },
      total_reservation_cost: { before_taxes: 1, taxes: [vat(20, 0.2)] },
      total_energy: 10,
      // 5 × 0.40 + 5 × 0.30
      total_energy_cost: { before_taxes: 3.5, taxes: [vat(10, 0.35)] },
      total_time: 1.3333,
      total_time_cost: { before_taxes: 3, taxes: [vat(20, 0.6)] },
      total_parking_time: 0.3333,
      total_parking_cost: { before_taxes: 3, taxes: [vat(20, 0.6)] },
      total_fixed_cost: { before_taxes: 1, taxes: [vat(20, 0.2)] },
    });
    expect(losses).toEqual([{ path: 'lines.7', kind: 'dropped', message: 'MINIMUM of 8.5 is in the total only' }]);
  });

  test('2.2.1 has sums with tax', () => {
    expect(toOcpi221Cdr(charged, 'T').value).toMatchObject({
      total_cost: { excl_vat: 20, incl_vat: 23.65 },
      total_energy_cost: { excl_vat: 3.5, incl_vat: 3.85 },
      total_parking_cost: { excl_vat: 3, incl_vat: 3.6 },
    });
  });

  test('reductions and credits are named as what a CDR does not tell', () => {
    const reductions = [
      { kind: 'percent' as const, name: 'Gold', percent: '10' },
      { kind: 'credit' as const, name: 'Gift', amount: '3' },
    ];
    const { losses } = toOcpi230Cdr({ ...charged, reductions }, 'T');
    expect(losses.map(({ message }) => message)).toEqual([
      'MINIMUM of 8.5 is in the total only',
      'REDUCTION Gold of -1.65 is in the total only',
      'REDUCTION Gold of -0.35 is in the total only',
      'CDRs do not tell that Gift paid',
    ]);
  });
});

describe('always', () => {
  test('volumes add up to the session’s, costs to its total where nothing stands outside', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const known = randomCase(seed);
        const { minPrice: _, maxPrice: __, ...free } = known.tariff;
        const { value } = toOcpi230Cdr({ ...known, tariff: free }, 'T');
        const energy = known.periods.reduce((sum, period) => sum + period.energyWh, 0);
        expect(value.total_energy).toBeCloseTo(energy / 1000, 4);
        const parts = [
          value.total_fixed_cost,
          value.total_energy_cost,
          value.total_time_cost,
          value.total_parking_cost,
          value.total_reservation_cost,
        ];
        const net = parts.reduce((sum, part) => sum + (part?.before_taxes ?? 0), 0);
        const coin = { EUR: 0.01, JPY: 1, KWD: 0.001 }[free.currency] ?? 1;
        expect(Math.abs(net - value.total_cost.before_taxes)).toBeLessThanOrEqual(3.1 * coin + 0.001);
      }),
    );
  });

  test('a CDR read back costs the same, by a tariff that its four digits do not blur', () => {
    // Whole multiples of 0.0001 kWh and hours: periods of 36 s, energy of 100 Wh.
    const periodsOf = fc.array(
      fc.record({ parts: fc.integer({ min: 1, max: 60 }), hundreds: fc.integer({ min: 0, max: 50 }), idle: fc.boolean() }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    const by = tariff([
      element([{ type: 'ENERGY', price: '0.6' }], { startTime: '12:00' }),
      element([{ type: 'ENERGY', price: '0.5' }], { maxEnergyWh: 5_000 }),
      element([
        { type: 'ENERGY', price: '0.4' },
        { type: 'CHARGING_TIME', price: '2' },
        { type: 'PARKING_TIME', price: '5' },
      ]),
    ]);
    fc.assert(
      fc.property(periodsOf, (parts) => {
        const pieces = parts.map(
          ({ parts: minutes, hundreds, idle }) => [idle ? 'idle' : 'charging', minutes * 0.6, idle ? 0 : hundreds * 100] as const,
        );
        const periods = session('2026-03-02T10:12:00Z', ...pieces.map((piece): [...typeof piece] => [...piece]));
        const { value } = toOcpi230Cdr({ periods, tariff: by, around }, 'T');
        const again = costOf({ periods: cdrPeriods(value), tariff: by, around });
        expect(Math.abs(Number(again.total) - Number(costOf({ periods, tariff: by, around }).total))).toBeLessThanOrEqual(0.01);
      }),
    );
  });
});
