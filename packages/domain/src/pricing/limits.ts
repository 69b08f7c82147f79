import { millionths, minorUnit } from '../money.ts';
import { type TaxGroup, taxed } from '../price/taxes.ts';
import type { FullTariff, PriceLimit } from '../tariff/full-tariff.ts';
import { shareOut } from './share-out.ts';

/** Whole minor units: the sums of the groups, before or with tax as the tariff counts. */
export type Sums = readonly bigint[];
interface Totals {
  net: bigint;
  gross: bigint;
}
interface Bounds {
  net: bigint | null;
  gross: bigint | null;
}

/**
 * The sums after the tariff's `maxPrice`, the same ones where it does not bite. Before and after taxes both hold (OCPI 2.3.0
 * PriceLimit). The cut is shared out in proportion; where that would break the other limit, it is taken from the highest (with
 * prices that hold the tax: the lowest) taxed first, which leaves the most within both. Credits stay as they are.
 */
export function notAbove(sums: Sums, { tariff, groups }: { tariff: FullTariff; groups: readonly TaxGroup[] }): Sums {
  const bounds = toBounds(tariff.maxPrice, tariff.currency, 'down');
  const fits = (candidate: Sums): boolean => {
    const { net, gross } = totals(candidate, groups, tariff.taxIncluded);
    return (bounds.net === null || net <= bounds.net) && (bounds.gross === null || gross <= bounds.gross);
  };
  if (fits(sums)) return sums;
  const positive = sums.map((sum) => (sum > 0n ? sum : 0n));
  const all = positive.reduce((total, sum) => total + sum, 0n);
  const credits = sums.map((sum) => (sum < 0n ? sum : 0n));
  const own = tariff.taxIncluded ? bounds.gross : bounds.net;
  const other = tariff.taxIncluded ? bounds.net : bounds.gross;
  const most = own === null ? all : least(all, own - credits.reduce((total, sum) => total + sum, 0n));
  const inProportion = (target: bigint): Sums => shareOut(target, positive).map((part, index) => part + (credits[index] ?? 0n));
  const byRate = (target: bigint): Sums =>
    fill(positive, { target, order: lightest(groups, tariff.taxIncluded) }).map((part, index) => part + (credits[index] ?? 0n));
  if (fits(inProportion(most))) return inProportion(most);
  const split = own !== null && other !== null ? byRate : inProportion;
  return split(largest(most, (target) => fits(split(target))));
}

/** The sums after the tariff's `minPrice`: what is missing goes to the group that costs most, as part of its price. */
export function notBelow(sums: Sums, { tariff, groups }: { tariff: FullTariff; groups: readonly TaxGroup[] }): Sums {
  const bounds = toBounds(tariff.minPrice, tariff.currency, 'up');
  const main = sums.reduce((best, sum, index) => (sum > (sums[best] ?? 0n) ? index : best), 0);
  const raised = (by: bigint): Sums => sums.map((sum, index) => (index === main ? sum + by : sum));
  const lacks = (by: bigint): boolean => {
    const { net, gross } = totals(raised(by), groups, tariff.taxIncluded);
    return (bounds.net !== null && net < bounds.net) || (bounds.gross !== null && gross < bounds.gross);
  };
  if (groups.length === 0 || !lacks(0n)) return sums;
  let enough = 1n;
  while (lacks(enough)) enough *= 2n;
  return raised(largest(enough, lacks) + 1n);
}

function totals(sums: Sums, groups: readonly TaxGroup[], taxIncluded: boolean): Totals {
  let net = 0n;
  let gross = 0n;
  groups.forEach((group, index) => {
    const amount = taxed(group, sums[index] ?? 0n, taxIncluded);
    net += amount.net;
    gross += amount.net + amount.tax;
  });
  return { net, gross };
}

/** A limit finer than the minor unit is kept by rounding inwards. */
function toBounds(limit: PriceLimit | undefined, currency: string, way: 'up' | 'down'): Bounds {
  const minor = (text: string | undefined): bigint | null => {
    if (text === undefined) return null;
    const [value, under] = [millionths(text), 10n ** BigInt(6 - minorUnit(currency))];
    // Limits are never negative, so cutting off is rounding down.
    return (value + (way === 'up' ? under - 1n : 0n)) / under;
  };
  return { net: minor(limit?.beforeTaxes), gross: minor(limit?.afterTaxes) };
}

/** Group indices, those first that weigh least on the other limit. */
function lightest(groups: readonly TaxGroup[], taxIncluded: boolean): number[] {
  const lower = (a: TaxGroup, b: TaxGroup): bigint => a.over * b.under - b.over * a.under;
  const order = groups.map((_, index) => index);
  order.sort((a, b) => {
    const [left, right] = [groups[a], groups[b]];
    const difference = left && right ? lower(left, right) : 0n;
    return (difference === 0n ? a - b : difference < 0n ? -1 : 1) * (taxIncluded && difference !== 0n ? -1 : 1);
  });
  return order;
}

function fill(room: Sums, { target, order }: { target: bigint; order: readonly number[] }): bigint[] {
  const parts = room.map(() => 0n);
  let left = target;
  for (const index of order) {
    const part = least(left, room[index] ?? 0n);
    parts[index] = part;
    left -= part;
  }
  return parts;
}

/** The largest whole number from 0 to `high` that passes, for a test that fails for good from some number on. */
function largest(high: bigint, passes: (value: bigint) => boolean): bigint {
  let good = 0n;
  let bad = high + 1n;
  while (bad - good > 1n) {
    const middle = (good + bad) / 2n;
    if (passes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
