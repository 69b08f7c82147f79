import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../decimal.ts';
import { minorUnit } from '../money.ts';
import type { FullTariff } from '../tariff/full-tariff.ts';
import { costOf } from './cost-of.ts';
import type { FullCost } from './full-cost.ts';
import type { Reduction } from './reductions.ts';
import { type Case, randomCase } from './testing/random-case.ts';
import type { SessionPeriod } from './use.ts';

const anyCase = fc.nat({ max: 2 ** 31 }).map(randomCase);
const minor = (text: string): bigint => BigInt(text.replace('.', ''));

type Sum = InstanceType<typeof Decimal>;

const anyReduction: fc.Arbitrary<Reduction> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), name: fc.constant('p'), percent: fc.integer({ min: 0, max: 100 }).map(String) }),
  fc.record({ kind: fc.constant('amount' as const), name: fc.constant('a'), amount: fc.integer({ min: 0, max: 20 }).map(String) }),
  fc.record({
    kind: fc.constant('allowance' as const),
    name: fc.constant('plan'),
    type: fc.constantFrom('ENERGY' as const, 'TIME' as const),
    quantity: fc.option(fc.integer({ min: 0, max: 20_000 })),
  }),
  fc.record({
    kind: fc.constant('perUnit' as const),
    name: fc.constant('u'),
    type: fc.constant('ENERGY' as const),
    amount: fc.constant('0.07'),
  }),
  fc.record({ kind: fc.constant('credit' as const), name: fc.constant('c'), amount: fc.integer({ min: 0, max: 20 }).map(String) }),
);

/** What the lines of each set of taxes add up to, before or with tax as the tariff counts. */
function sumsOf({ lines }: FullCost): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { taxes, amount } of lines) {
    const key = taxes.map((tax) => `${tax.name} ${tax.percent}`).join();
    sums.set(key, (sums.get(key) ?? new Decimal(0)).plus(amount));
  }
  return sums;
}

/** Each period cut in two at a whole second, with its energy in proportion; on the grid of random cases that is exact. */
function split(periods: readonly SessionPeriod[], at: number): SessionPeriod[] {
  return periods.flatMap((period) => {
    const seconds = (period.end - period.start) / 1000;
    const first = 1 + (at % (seconds - 1));
    const powerW = (period.energyWh * 3600) / seconds;
    const middle = period.start + first * 1000;
    const energyWh = (period.energyWh / seconds) * first;
    return [
      { ...period, end: middle, energyWh, powerW },
      { ...period, start: middle, energyWh: period.energyWh - energyWh, powerW },
    ];
  });
}
const withPower = (periods: readonly SessionPeriod[]): SessionPeriod[] =>
  periods.map((period) => ({ ...period, powerW: (period.energyWh * 3_600_000) / (period.end - period.start) }));

describe('always', () => {
  test('the lines add up, rounded once for each set of taxes, to the total; net + tax is the total', () => {
    fc.assert(
      fc.property(anyCase, fc.array(anyReduction, { maxLength: 3 }), (known: Case, reductions) => {
        const cost = costOf({ ...known, reductions });
        const digits = minorUnit(cost.currency);
        expect(minor(cost.net) + minor(cost.tax)).toBe(minor(cost.total));
        expect(cost.taxes.reduce((sum, line) => sum + minor(line.tax), 0n)).toBe(minor(cost.tax));
        const sum = [...sumsOf(cost).values()].reduce((all, part) => all.plus(part.toDecimalPlaces(digits)), new Decimal(0));
        // Lines of time are written to 12 digits: a sum that lies that close to half a coin may round either way.
        const isClose = [...sumsOf(cost).values()].some((part) =>
          part
            .times(10 ** digits)
            .mod(1)
            .abs()
            .minus(0.5)
            .abs()
            .lessThan(1e-9),
        );
        if (!isClose) expect(sum.toFixed(digits).replace(/^-(0(\.0*)?)$/, '$1')).toBe(known.tariff.taxIncluded ? cost.total : cost.net);
      }),
    );
  });

  test('splitting periods changes nothing', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(), (known, at) => {
        const whole = costOf({ ...known, periods: withPower(known.periods) });
        expect(costOf({ ...known, periods: split(known.periods, at) })).toEqual(whole);
      }),
    );
  });

  test('the order in which periods come changes nothing', () => {
    fc.assert(
      fc.property(anyCase, fc.infiniteStream(fc.nat()), (known, keys) => {
        const shuffled = known.periods
          .map((period) => ({ period, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ period }) => period);
        expect(costOf({ ...known, periods: shuffled })).toEqual(costOf(known));
      }),
    );
  });

  test('the same question gets the same answer, also from copies', () => {
    fc.assert(
      fc.property(anyCase, (known) => {
        expect(costOf(structuredClone(known))).toEqual(costOf(known));
      }),
    );
  });

  test('no amount is written as minus zero or with an exponent', () => {
    fc.assert(
      fc.property(anyCase, fc.array(anyReduction, { maxLength: 2 }), (known, reductions) => {
        const { lines, taxes, payments, net, tax, total, due } = costOf({ ...known, reductions });
        const ofLines = lines.flatMap(({ price, quantity, added, amount, net: own, spans }) => [
          price,
          quantity,
          added,
          amount,
          own,
          ...spans.map((span) => span.quantity),
        ]);
        for (const text of [
          ...ofLines,
          ...taxes.flatMap((line) => [line.net, line.tax]),
          ...payments.map(({ amount }) => amount),
          net,
          tax,
          total,
          due,
        ]) {
          expect(text).toMatch(/^-?\d+(\.\d+)?$/);
          expect(text).not.toMatch(/^-0(\.0*)?$/);
        }
      }),
    );
  });

  test('spans of a line add up to its quantity and lie in the session, in order', () => {
    fc.assert(
      fc.property(anyCase, (known) => {
        for (const { quantity, added, spans, unit } of costOf(known).lines.filter((line) => line.spans.length > 0)) {
          const sum = spans.reduce((all, span) => all.plus(span.quantity), new Decimal(added));
          const room = unit === 'session' ? 0 : 1e-6 * (spans.length + 2);
          expect(sum.minus(quantity).abs().lessThanOrEqualTo(room)).toBe(true);
          spans.forEach((span, index) => {
            expect(span.from).toBeGreaterThanOrEqual(spans[index - 1]?.until ?? known.periods[0]?.start ?? 0);
          });
        }
      }),
    );
  });
});

describe('limits and reductions', () => {
  const limit = fc.option(
    fc.integer({ min: 0, max: 5_000 }).map((value) => (value / 100).toFixed(2)),
    { nil: undefined },
  );
  const twoRates = fc.record({ beforeTaxes: limit, afterTaxes: limit });
  const limited = (
    known: Case,
    name: 'minPrice' | 'maxPrice',
    { beforeTaxes, afterTaxes }: { beforeTaxes: string | undefined; afterTaxes: string | undefined },
  ): FullTariff => {
    const { minPrice: _, maxPrice: __, ...plain } = known.tariff;
    const set = { ...(beforeTaxes !== undefined && { beforeTaxes }), ...(afterTaxes !== undefined && { afterTaxes }) };
    return { ...plain, currency: 'EUR', [name]: set };
  };

  test('a maximum holds before and after tax, and takes no more than it must', () => {
    fc.assert(
      fc.property(anyCase, twoRates, (known, bounds) => {
        const tariff = limited(known, 'maxPrice', bounds);
        const { maxPrice: _, ...free } = tariff;
        const [capped, plain] = [costOf({ ...known, tariff }), costOf({ ...known, tariff: free })];
        if (bounds.beforeTaxes !== undefined) expect(Number(capped.net)).toBeLessThanOrEqual(Number(bounds.beforeTaxes));
        if (bounds.afterTaxes !== undefined) expect(Number(capped.total)).toBeLessThanOrEqual(Number(bounds.afterTaxes));
        expect(Number(capped.total)).toBeLessThanOrEqual(Number(plain.total));
        const isFree = Number(plain.net) <= Number(bounds.beforeTaxes ?? 1e9) && Number(plain.total) <= Number(bounds.afterTaxes ?? 1e9);
        if (isFree) expect(capped).toEqual(plain);
        // Otherwise one of the limits is reached, to a few cents of rounding.
        else expect(Math.min(gap(bounds.beforeTaxes, capped.net), gap(bounds.afterTaxes, capped.total))).toBeLessThanOrEqual(0.0301);
      }),
      { numRuns: 400 },
    );
  });

  test('a minimum holds before and after tax for every session', () => {
    fc.assert(
      fc.property(anyCase, twoRates, (known, bounds) => {
        const raised = costOf({ ...known, tariff: limited(known, 'minPrice', bounds) });
        if (known.periods.every(({ state }) => state === 'expired')) return;
        if (bounds.beforeTaxes !== undefined) expect(Number(raised.net)).toBeGreaterThanOrEqual(Number(bounds.beforeTaxes));
        if (bounds.afterTaxes !== undefined) expect(Number(raised.total)).toBeGreaterThanOrEqual(Number(bounds.afterTaxes));
      }),
      { numRuns: 400 },
    );
  });

  test('reductions never cost more, never leave less than nothing, and credits pay at most the total', () => {
    fc.assert(
      fc.property(anyCase, fc.array(anyReduction, { maxLength: 4 }), (known, reductions) => {
        const [plain, less] = [costOf(known), costOf({ ...known, reductions })];
        expect(minor(less.total)).toBeLessThanOrEqual(minor(plain.total));
        const own = (cost: FullCost): bigint => minor(known.tariff.taxIncluded ? cost.total : cost.net);
        expect(own(less)).toBeGreaterThanOrEqual(own(plain) < 0n ? own(plain) : 0n);
        const paid = less.payments.reduce((sum, { amount }) => sum + minor(amount), 0n);
        expect(minor(less.due) + paid).toBe(minor(less.total));
        if (minor(less.total) >= 0n) expect(minor(less.due)).toBeGreaterThanOrEqual(0n);
      }),
    );
  });
});

function gap(bound: string | undefined, value: string): number {
  return bound === undefined ? Number.POSITIVE_INFINITY : Number(bound) - Number(value);
}
