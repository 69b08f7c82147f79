import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../decimal.ts';
import { minorUnit } from '../money.ts';
import type { Dimension, FullComponent, FullTariff } from '../tariff/full-tariff.ts';
import { validateFullTariff } from '../tariff/validate-full-tariff.ts';
import { plainCost } from './plain-cost.ts';

const text =
  (digits: number) =>
  (value: number): string =>
    (value / 10 ** digits).toFixed(digits);
const price = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000_00 }).map(text(2)),
  fc.integer({ min: -5_000_000, max: 5_000_000 }).map(text(6)),
);
const vat = fc.constantFrom('0', '7', '7.7', '8.1', '19', '19.0', '19.00', '25.5', '100', undefined);
const stepSize = fc.oneof(fc.constant(1), fc.constantFrom(2, 60, 100, 300, 900, 1000), fc.integer({ min: 1, max: 100_000 }));

function component(type: Dimension): fc.Arbitrary<FullComponent> {
  return fc.record({ price, vat, stepSize }).map(({ vat: rate, ...rest }) => ({ type, ...rest, ...(rate !== undefined && { vat: rate }) }));
}

const anyTariff: fc.Arbitrary<FullTariff> = fc.record({
  id: fc.constant(1),
  version: fc.constant(1),
  name: fc.constant('random'),
  currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'CHF', 'HUF'),
  taxIncluded: fc.boolean(),
  elements: fc
    .record({ ENERGY: component('ENERGY'), TIME: component('TIME'), FLAT: component('FLAT'), which: fc.integer({ min: 1, max: 7 }) })
    .map(({ ENERGY, TIME, FLAT, which }) => [{ priceComponents: [ENERGY, TIME, FLAT].filter((_, bit) => (which >> bit) % 2 === 1) }]),
});

/** Up to 1 MWh in thousandths of a Wh, up to four weeks in ms. */
const anyUse: fc.Arbitrary<{ energyWh: number; ms: number }> = fc.record({
  energyWh: fc.oneof(
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.integer({ min: 0, max: 1_000_000_000 }).map((milli) => milli / 1000),
  ),
  ms: fc.oneof(
    fc.integer({ min: 0, max: 2_419_200 }).map((s) => s * 1000),
    fc.integer({ min: 0, max: 2_419_200_000 }),
  ),
});

const minor = (text: string): bigint => BigInt(text.replace('.', ''));
const cost = (tariff: FullTariff, used: { energyWh: number; ms: number }) =>
  plainCost({ tariff, startedAt: 0, until: used.ms, energyWh: used.energyWh });

describe('always', () => {
  test('random tariffs are valid', () => {
    fc.assert(
      fc.property(anyTariff, (tariff) => {
        expect(validateFullTariff(tariff)).toEqual([]);
      }),
    );
  });

  test('total = net + tax, and the tax lines sum to them', () => {
    fc.assert(
      fc.property(anyTariff, anyUse, (tariff, used) => {
        const { net, tax, total, taxes, lines } = cost(tariff, used);
        expect(minor(total)).toBe(minor(net) + minor(tax));
        expect(taxes.reduce((sum, line) => sum + minor(line.tax), 0n)).toBe(minor(tax));
        if (lines.every((line) => line.vat !== null)) expect(taxes.reduce((sum, line) => sum + minor(line.net), 0n)).toBe(minor(net));
      }),
    );
  });

  test('the net is the sum of its lines, within the rounding of each rate', () => {
    fc.assert(
      fc.property(anyTariff, anyUse, (tariff, used) => {
        const { net, lines } = cost(tariff, used);
        const sum = lines.reduce((all, line) => all.plus(line.net), new Decimal(0));
        const rates = new Set(lines.map((line) => line.vat)).size;
        // Half a minor unit a rate; with tax inside, once for the gross and once for the net.
        const room = new Decimal(10)
          .pow(-minorUnit(tariff.currency))
          .times(rates)
          .times(tariff.taxIncluded ? 1 : 0.5);
        expect(sum.minus(net).abs().minus(room).lessThanOrEqualTo('1e-9')).toBe(true);
      }),
    );
  });

  test('with tax inside, the driver pays the printed price to the cent', () => {
    fc.assert(
      fc.property(anyTariff, anyUse, (tariff, used) => {
        const components = tariff.elements[0]?.priceComponents.map(({ vat: _, ...component }) => component) ?? [];
        const oneRate = {
          ...tariff,
          taxIncluded: true,
          elements: [{ priceComponents: components.map((component) => ({ ...component, vat: '19' })) }],
        };
        const untaxed = { ...tariff, elements: [{ priceComponents: components }] };
        expect(cost(oneRate, used).total).toBe(cost(untaxed, used).total);
      }),
    );
  });

  test('more energy or time never costs less, where no price is negative', () => {
    const positive = anyTariff.filter(({ elements }) =>
      elements.every(({ priceComponents }) => priceComponents.every(({ price }) => !price.startsWith('-'))),
    );
    fc.assert(
      fc.property(positive, anyUse, anyUse, (tariff, a, b) => {
        const more = cost(tariff, { energyWh: Math.max(a.energyWh, b.energyWh), ms: Math.max(a.ms, b.ms) });
        expect(minor(more.total)).toBeGreaterThanOrEqual(minor(cost(tariff, a).total));
      }),
    );
  });

  test('the same question gets the same answer, also from a copy of the tariff', () => {
    fc.assert(
      fc.property(anyTariff, anyUse, (tariff, used) => {
        expect(cost(structuredClone(tariff), used)).toEqual(cost(tariff, used));
      }),
    );
  });

  test('no amount is written as minus zero or with an exponent', () => {
    fc.assert(
      fc.property(anyTariff, anyUse, (tariff, used) => {
        const { net, tax, total, lines, taxes } = cost(tariff, used);
        for (const text of [
          net,
          tax,
          total,
          ...lines.flatMap((line) => [line.net, line.quantity]),
          ...taxes.flatMap((line) => [line.net, line.tax]),
        ]) {
          expect(text).toMatch(/^-?\d+(\.\d+)?$/);
          expect(text).not.toMatch(/^-0(\.0*)?$/);
        }
      }),
    );
  });
});

/** The same rules once more, as slow exact fractions of whole numbers, sharing no code with plainCost. */
interface Fraction {
  over: bigint;
  under: bigint;
}

const fraction = (over: bigint, under = 1n): Fraction => ({ over, under });
const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under + b.over * a.under, a.under * b.under);
const times = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.over, a.under * b.under);
const by = (a: Fraction, b: Fraction): Fraction =>
  b.over < 0n ? fraction(-a.over * b.under, a.under * -b.over) : fraction(a.over * b.under, a.under * b.over);

function fromText(text: string): Fraction {
  const [whole = '', digits = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + digits) * (text.startsWith('-') ? -1n : 1n);
  return fraction(value, 10n ** BigInt(digits.length));
}

/** Half away from zero, in minor units. */
function rounded({ over, under }: Fraction, digits: number): bigint {
  const doubled = (over < 0n ? -over : over) * 10n ** BigInt(digits) * 2n;
  const result = (doubled + under) / (under * 2n);
  return over < 0n ? -result : result;
}

function quantity(type: Dimension, stepSize: number, used: { energyWh: number; ms: number }): Fraction {
  if (type === 'FLAT') return fraction(1n);
  const fine = type === 'ENERGY' ? BigInt(Math.round(used.energyWh * 1000)) : BigInt(used.ms);
  const step = stepSize === 1 ? 1n : BigInt(stepSize) * 1000n;
  return fraction(((fine + step - 1n) / step) * step, type === 'ENERGY' ? 1_000_000n : 3_600_000n);
}

function reference(tariff: FullTariff, used: { energyWh: number; ms: number }): { net: bigint; tax: bigint } {
  const digits = minorUnit(tariff.currency);
  const groups = new Map<string, { rate: Fraction; sum: Fraction }>();
  for (const { type, price, vat, stepSize } of tariff.elements[0]?.priceComponents ?? []) {
    const key = vat === undefined ? 'none' : String(Number(vat));
    const rate = vat === undefined ? fraction(0n) : times(fromText(vat), fraction(1n, 100n));
    const amount = times(fromText(price), quantity(type, stepSize, used));
    groups.set(key, { rate, sum: plus(groups.get(key)?.sum ?? fraction(0n), amount) });
  }
  let net = 0n;
  let tax = 0n;
  for (const { rate, sum } of groups.values()) {
    const amount = rounded(sum, digits);
    const exact = fraction(amount, 10n ** BigInt(digits));
    const groupNet = tariff.taxIncluded ? rounded(by(exact, plus(fraction(1n), rate)), digits) : amount;
    net += groupNet;
    tax += tariff.taxIncluded ? amount - groupNet : rounded(times(exact, rate), digits);
  }
  return { net, tax };
}

test('agrees with exact fractions on random tariffs and sessions', () => {
  fc.assert(
    fc.property(anyTariff, anyUse, (tariff, used) => {
      const cost = plainCost({ tariff, startedAt: 1_000, until: 1_000 + used.ms, energyWh: used.energyWh });
      const expected = reference(tariff, used);
      expect({ net: minor(cost.net), tax: minor(cost.tax), total: minor(cost.total) }).toEqual({
        ...expected,
        total: expected.net + expected.tax,
      });
    }),
    { numRuns: 5_000 },
  );
});

test('agrees with exact fractions where the sum lies exactly between two cents', () => {
  const halves = fc.record({
    minutes: fc.integer({ min: 0, max: 600 }),
    thirds: fc.integer({ min: -100, max: 100 }),
    taxIncluded: fc.boolean(),
  });
  fc.assert(
    fc.property(halves, ({ minutes, thirds, taxIncluded }) => {
      const priceComponents = [
        { type: 'TIME' as const, price: `${thirds / 100}`, vat: '19', stepSize: 60 },
        { type: 'ENERGY' as const, price: '0.005', vat: '19', stepSize: 1 },
      ];
      const tariff: FullTariff = { id: 1, version: 1, name: '', currency: 'EUR', taxIncluded, elements: [{ priceComponents }] };
      const used = { energyWh: minutes * 1000, ms: minutes * 60_000 };
      const cost = plainCost({ tariff, startedAt: 0, until: used.ms, energyWh: used.energyWh });
      expect({ net: minor(cost.net), tax: minor(cost.tax) }).toEqual(reference(tariff, used));
    }),
    { numRuns: 2_000 },
  );
});
