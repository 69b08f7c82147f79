import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf } from './cost-of.ts';
import type { FullCost } from './full-cost.ts';
import type { Reduction } from './reductions.ts';
import { session } from './testing/session.ts';
import { element, tariff } from './testing/tariff.ts';
import {
  canonicalVoucher,
  type OpenVoucher,
  printedVoucher,
  type VoucherRule,
  voucherReduction,
  voucherShare,
  voucherSize,
  vouchersToUse,
  withoutUnused,
} from './vouchers.ts';

const by = tariff(
  [
    element([
      { type: 'ENERGY', price: '0.50', vat: '19' },
      { type: 'FLAT', price: '1', vat: '19' },
    ]),
  ],
  { taxIncluded: true },
);
const cost = (reductions: readonly Reduction[], wh = 20_000): FullCost =>
  costOf({ periods: session(0, ['charging', 60, wh]), tariff: by, around: { zone: 'UTC' }, reductions });
const voucher = (rule: VoucherRule, left: string, id = 1): OpenVoucher => ({ id, name: `V${id}`, rule, left });
const taken = (one: OpenVoucher): Reduction => voucherReduction(one, voucherShare(one));
const value = { kind: 'value', amount: '50' } as const;

describe('vouchers, worked by hand: 20 kWh × 0.50 + 1.00 = 11.00 with 19 % VAT, which is 9.24 + 1.76', () => {
  test.each<[string, OpenVoucher, { total: string; tax: string; due: string; amount: string; kWh: string }]>([
    // 8.00 / 1.19 = 6.72
    [
      '3.00 off lower the tax too',
      voucher({ kind: 'amount', amount: '3' }, '1'),
      { total: '8.00', tax: '1.28', due: '8.00', amount: '3.00', kWh: '0' },
    ],
    [
      'more off than it costs',
      voucher({ kind: 'amount', amount: '30' }, '1'),
      { total: '0.00', tax: '0.00', due: '0.00', amount: '11.00', kWh: '0' },
    ],
    [
      'half, 4.00 at most',
      voucher({ kind: 'percent', percent: '50', maxAmount: '4' }, '2'),
      { total: '7.00', tax: '1.12', due: '7.00', amount: '4.00', kWh: '0' },
    ],
    // 5 kWh are free: 15 × 0.50 + 1.00 = 8.50, of it 1.36 VAT
    [
      '5 of 10 kWh are left',
      voucher({ kind: 'energy', energyWh: 10_000 }, '5000'),
      { total: '8.50', tax: '1.36', due: '8.50', amount: '2.50', kWh: '5' },
    ],
    [
      'prepaid value pays, and the tax stays',
      voucher(value, '4.5'),
      { total: '11.00', tax: '1.76', due: '6.50', amount: '4.50', kWh: '0' },
    ],
    ['more value than it costs', voucher(value, '50'), { total: '11.00', tax: '1.76', due: '0.00', amount: '11.00', kWh: '0' }],
  ])('%s', (_, one, { total, tax, due, amount, kWh }) => {
    expect(cost([taken(one)])).toMatchObject({ total, tax, due, vouchers: [{ voucher: 1, amount, kWh }] });
  });

  test('its line and its payment carry its name', () => {
    expect(cost([taken(voucher({ kind: 'amount', amount: '3' }, '1'))]).lines.at(-1)).toMatchObject({
      type: 'REDUCTION',
      name: 'V1',
      amount: '-3',
    });
    expect(cost([taken(voucher(value, '4.5'))]).payments).toEqual([{ name: 'V1', amount: '4.50' }]);
  });

  test('where nothing is taken off no voucher is told', () => {
    expect(cost([])).not.toHaveProperty('vouchers');
    const free: Reduction = { kind: 'percent', name: 'free', percent: '100' };
    expect(cost([free, taken(voucher({ kind: 'amount', amount: '3' }, '1')), taken(voucher(value, '4.5', 2))])).not.toHaveProperty(
      'vouchers',
    );
  });
});

describe('what a session uses', () => {
  test('one that lowers the price, the first with something left, and all prepaid value', () => {
    const given = [
      voucher(value, '3', 1),
      voucher({ kind: 'energy', energyWh: 10_000 }, '0', 2),
      voucher({ kind: 'percent', percent: '10' }, '1', 3),
      voucher({ kind: 'amount', amount: '5' }, '1', 4),
      voucher(value, '0.00', 5),
      voucher(value, '2', 6),
    ];
    expect(vouchersToUse(given).map(({ id }) => id)).toEqual([3, 1, 6]);
  });

  test('a voucher holds money, energy or sessions', () => {
    expect(voucherSize(value, 9)).toBe('50');
    expect(voucherSize({ kind: 'energy', energyWh: 10_000 }, 9)).toBe('10000');
    expect(voucherSize({ kind: 'amount', amount: '5' }, 9)).toBe('9');
    expect(voucherShare({ rule: { kind: 'percent', percent: '5' }, left: '9' })).toBe('1');
  });
});

describe('what a session that is over keeps of its vouchers', () => {
  test('what it used; a voucher that was not needed is free again', () => {
    const plain: Reduction = { kind: 'percent', name: 'Staff', percent: '10', types: ['FLAT'] };
    const reductions = [
      plain,
      taken(voucher({ kind: 'energy', energyWh: 30_000 }, '30000', 1)),
      taken(voucher(value, '50', 2)),
      taken(voucher(value, '9', 3)),
    ];
    const kept = withoutUnused(reductions, cost(reductions).vouchers ?? []);
    expect(kept).toEqual([plain, { ...reductions[1], quantity: 20_000 }, { ...reductions[2], amount: '0.90' }]);
    expect(withoutUnused(kept, cost(kept).vouchers ?? [])).toBe(kept);
  });

  const rules: fc.Arbitrary<OpenVoucher> = fc
    .record({
      kind: fc.constantFrom('amount', 'percent', 'energy', 'value'),
      size: fc.integer({ min: 1, max: 40 }),
      milliwattHours: fc.integer({ min: 1, max: 40_000_000 }),
      id: fc.integer({ min: 1, max: 1e6 }),
    })
    .map(({ kind, size, milliwattHours, id }) => {
      if (kind === 'energy') return voucher({ kind, energyWh: 40_000 }, String(milliwattHours / 1000), id);
      if (kind === 'value') return voucher({ kind, amount: '40' }, (size / 4).toFixed(2), id);
      return voucher(
        kind === 'percent' ? { kind, percent: String(size), maxAmount: '3' } : { kind: 'amount', amount: String(size) },
        '1',
        id,
      );
    });
  test('priced again it costs the same; with more energy it takes no more of what may be used up', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(rules, { selector: ({ id }) => id, maxLength: 4 }),
        fc.integer({ min: 0, max: 60_000 }),
        fc.integer({ min: 0, max: 60_000 }),
        (given, wh, more) => {
          const reductions = vouchersToUse(given).map(taken);
          const first = cost(reductions, wh);
          const kept = withoutUnused(reductions, first.vouchers ?? []);
          expect(cost(kept, wh)).toEqual(first);
          const later = cost(kept, wh + more);
          for (const { voucher: id, amount, kWh } of later.vouchers ?? []) {
            const before = first.vouchers?.find((use) => use.voucher === id);
            const kind = given.find((one) => one.id === id)?.rule.kind;
            if (kind === 'value') expect(Number(amount)).toBeLessThanOrEqual(Number(before?.amount ?? 0));
            if (kind === 'energy') expect(Number(kWh)).toBeLessThanOrEqual(Number(before?.kWh ?? 0));
            expect(before).toBeDefined();
          }
        },
      ),
    );
  });
});

test('codes are read however they are typed', () => {
  expect(printedVoucher('ACDEFHJKMNPR')).toBe('ACDE-FHJK-MNPR');
  expect(canonicalVoucher(' acde-fhjk mnpr')).toBe('ACDEFHJKMNPR');
  expect(canonicalVoucher('Sommer–2026 ')).toBe('SOMMER2026');
});
