import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minorUnit } from '../money.ts';
import { toOcpi230Cdr } from '../projection/to-ocpi-cdr.ts';
import { validateFullTariff } from '../tariff/validate-full-tariff.ts';
import { costOf } from './cost-of.ts';
import {
  pricesReservations,
  type ReservationOutcome,
  reservationCharged,
  reservationCost,
  reservationOutcomes,
  reservedNet,
} from './reservation-cost.ts';
import { randomCase } from './testing/random-case.ts';
import { element, tariff } from './testing/tariff.ts';

const minute = 60_000;
/** A Monday in winter: 10:30 in Berlin. */
const made = Date.parse('2026-03-02T09:30:00Z');
const around = { zone: 'Europe/Berlin' };
const perMinute = element([{ type: 'TIME', price: '6', stepSize: 60 }], { reservation: 'RESERVATION' });
const noShow = element([{ type: 'FLAT', price: '5' }], { reservation: 'RESERVATION_EXPIRES' });
const energy = element([{ type: 'ENERGY', price: '0.40' }]);

const cost = (
  elements: Parameters<typeof tariff>[0],
  outcome: ReservationOutcome,
  minutes: number,
  rest: Parameters<typeof tariff>[1] = {},
) => {
  const by = tariff(elements, rest);
  expect(validateFullTariff(by)).toEqual([]);
  return reservationCost({ from: made, until: made + minutes * minute, outcome, tariff: by, around });
};

describe('what of a session’s net is for its reservation', () => {
  const line = (net: string, isReservation = true) => ({ net, isReservation });
  test.each([
    ['nothing where no line is', [line('5', false)], 'EUR', null],
    // 3 × 0.004 is rounded once.
    ['the sum of its lines, rounded once', [line('0.004'), line('0.004'), line('0.004'), line('9', false)], 'EUR', '0.01'],
    ['half a cent is one, and what is a little less is none', [line('0.004999999999')], 'EUR', '0.00'],
    ['with its caps', [line('2.521008403361'), line('-0.521008403361')], 'EUR', '2.00'],
    ['in whole yen', [line('120.5')], 'JPY', '121'],
  ])('%s', (_, lines, currency, expected) => {
    expect(reservedNet({ currency, lines })).toBe(expected);
  });

  test('alone it is the whole net', () => {
    const used = cost([perMinute, noShow], 'used', 20);
    expect(reservedNet(used)).toBe(used.net);
  });
});

describe('worked by hand: 0.10 a minute, 5.00 if nobody comes', () => {
  const both = [perMinute, noShow, energy];
  test.each<[string, ReservationOutcome, number, string]>([
    ['used after 20 min: 20 × 0.10', 'used', 20, '2.00'],
    ['taken back after 12 min: 12 × 0.10', 'cancelled', 12, '1.20'],
    ['taken back after 12 min and a second: 13 begun minutes', 'cancelled', 12 + 1 / 60, '1.30'],
    // The fee is of RESERVATION_EXPIRES, its time of RESERVATION: each dimension has its own first element.
    ['nobody came in 30 min: 5.00 + 30 × 0.10', 'expired', 30, '8.00'],
    ['taken back at once', 'cancelled', 0, '0.00'],
    ['the station broke', 'removed', 30, '0.00'],
  ])('%s', (_, outcome, minutes, expected) => {
    expect(cost(both, outcome, minutes).total).toBe(expected);
  });

  test('the time of an expired one has a price of its own where the tariff gives one', () => {
    // 30 min × 12/h instead of 6/h, and no fee for it.
    const dear = element([{ type: 'TIME', price: '12' }], { reservation: 'RESERVATION_EXPIRES' });
    expect(cost([perMinute, dear], 'expired', 30).total).toBe('6.00');
    expect(cost([perMinute, dear], 'cancelled', 30).total).toBe('3.00');
  });

  test('only one that expires costs anything', () => {
    expect(cost([noShow, energy], 'cancelled', 600).total).toBe('0.00');
    expect(cost([noShow, energy], 'used', 600).total).toBe('0.00');
    expect(cost([noShow, energy], 'expired', 1).total).toBe('5.00');
  });

  test('the first 15 min are free', () => {
    const late = element([{ type: 'TIME', price: '6' }], { reservation: 'RESERVATION', minDuration: 900 });
    expect(cost([late], 'cancelled', 15).total).toBe('0.00');
    expect(cost([late], 'cancelled', 40).total).toBe('2.50');
  });

  test('the price of the night begins at 22:00 of the site', () => {
    const night = element([{ type: 'TIME', price: '1' }], { reservation: 'RESERVATION', startTime: '22:00', endTime: '06:00' });
    const by = tariff([night, perMinute]);
    // 21:30 to 22:30: 30 min × 6/h and 30 min × 1/h.
    const from = Date.parse('2026-03-02T20:30:00Z');
    expect(reservationCost({ from, until: from + 60 * minute, outcome: 'cancelled', tariff: by, around }).total).toBe('3.50');
  });

  test('tax, cap and lines', () => {
    const capped = element([{ type: 'TIME', price: '6', vat: '19', maxAmount: '2' }], { reservation: 'RESERVATION' });
    const { lines, net, tax, total, taxes } = cost([capped], 'expired', 30);
    // 30 min × 6/h = 3.00, at most 2.00; and 19 %.
    expect({ net, tax, total }).toEqual({ net: '2.00', tax: '0.38', total: '2.38' });
    expect(taxes).toEqual([{ name: 'VAT', vat: '19', net: '2.00', tax: '0.38' }]);
    expect(lines.map(({ type, amount, isReservation }) => [type, amount, isReservation])).toEqual([
      ['TIME', '3', true],
      ['CAP', '-1', true],
    ]);
  });

  test('a minimum is of sessions, a maximum of everything', () => {
    expect(cost(both, 'cancelled', 12, { minPrice: { beforeTaxes: '100' } }).total).toBe('1.20');
    expect(cost(both, 'expired', 30, { maxPrice: { beforeTaxes: '4' } }).total).toBe('4.00');
  });

  test('what has no price for reservations costs nothing, and says so', () => {
    expect(cost([energy], 'expired', 600)).toMatchObject({ total: '0.00', lines: [] });
    expect(pricesReservations(tariff([energy]))).toBe(false);
    expect(pricesReservations(tariff(both))).toBe(true);
  });

  test('an OCPI CDR has its time and its cost; that it was taken back and not expired is lost, and said', () => {
    const charged = (outcome: ReservationOutcome) =>
      toOcpi230Cdr(reservationCharged({ from: made, until: made + 30 * minute, outcome, tariff: tariff(both), around }), '1');
    expect(charged('expired')).toMatchObject({
      value: {
        total_cost: { before_taxes: 8 },
        total_reservation_cost: { before_taxes: 8 },
        total_energy: 0,
        total_time: 0,
        charging_periods: [{ dimensions: [{ type: 'RESERVATION_TIME', volume: 0.5 }] }],
      },
      losses: [],
    });
    expect(charged('cancelled')).toMatchObject({
      value: { total_reservation_cost: { before_taxes: 3 } },
      losses: [{ path: 'charging_periods', kind: 'changed' }],
    });
  });
});

describe('always', () => {
  const anyCharged = fc
    .record({
      seed: fc.nat({ max: 2 ** 31 }),
      seconds: fc.nat({ max: 100_000 }),
      outcome: fc.constantFrom(...reservationOutcomes),
    })
    .map(({ seed, seconds, outcome }) => {
      const { tariff: by, around: where, periods } = randomCase(seed);
      const from = periods[0]?.start ?? made;
      return { from, until: from + seconds * 1000, outcome, tariff: by, around: where };
    });

  test('what a used one costs is what it adds to its session, before limits and rounding', () => {
    fc.assert(
      fc.property(anyCharged, (charged) => {
        const { minPrice: _, maxPrice: _most, ...open } = charged.tariff;
        const given = { ...charged, outcome: 'used' as const, tariff: open };
        const session = { start: given.until, end: given.until + 600_000, state: 'charging' as const, energyWh: 1000 };
        const own = { start: given.from, end: given.until, state: 'reserved' as const, energyWh: 0 };
        const together = costOf({ periods: [own, session], tariff: open, around: charged.around });
        const amounts = (lines: (typeof together)['lines']) => lines.filter((line) => line.isReservation).map(({ amount }) => amount);
        expect(amounts(together.lines)).toEqual(amounts(reservationCost(given).lines));
      }),
    );
  });

  test('only reservations are charged for, and one that was removed costs nothing', () => {
    fc.assert(
      fc.property(anyCharged, (charged) => {
        const { lines, total } = reservationCost(charged);
        const ofUse = lines.filter(({ type }) => type !== 'MAXIMUM');
        expect(ofUse.every((line) => line.isReservation)).toBe(true);
        if (charged.outcome !== 'removed' && pricesReservations(charged.tariff)) return;
        expect(lines).toEqual([]);
        expect(total).toBe((0).toFixed(minorUnit(charged.tariff.currency)));
      }),
    );
  });

  test('taken back and used cost the same; asked twice, too', () => {
    fc.assert(
      fc.property(anyCharged, (charged) => {
        expect(reservationCost({ ...charged, outcome: 'cancelled' })).toEqual(reservationCost({ ...charged, outcome: 'used' }));
        expect(reservationCost(structuredClone(charged))).toEqual(reservationCost(charged));
      }),
    );
  });

  // Rounding up to whole steps is paid at the price of the last moment, which may be a lower one.
  test('with prices that are not below zero and exact, longer is never cheaper', () => {
    fc.assert(
      fc.property(anyCharged, fc.nat({ max: 50_000 }), (charged, more) => {
        const components = charged.tariff.elements.flatMap(({ priceComponents }) => priceComponents);
        fc.pre(charged.outcome !== 'removed' && components.every(({ price, stepSize }) => !price.startsWith('-') && stepSize === 1));
        const longer = reservationCost({ ...charged, until: charged.until + more * 1000 });
        expect(Number(longer.total)).toBeGreaterThanOrEqual(Number(reservationCost(charged).total));
      }),
    );
  });
});
