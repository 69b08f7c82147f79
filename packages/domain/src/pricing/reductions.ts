import { divideHalfUp, millionths } from '../money.ts';
import { amountsPerCurrency, inMinorUnits, quantityText } from '../price/amount.ts';
import { whole } from '../price/taxes.ts';
import type { Dimension } from '../tariff/full-tariff.ts';
import type { DecimalText } from '../tariff.ts';
import type { Sums } from './limits.ts';
import { shareOut } from './share-out.ts';

/**
 * What a driver pays less than the tariff says. Applied in the order given, after the tariff's limits; they never bring a cost below zero.
 * Amounts are before or with tax as the tariff's prices are.
 */
export type Reduction = (PriceReduction | Credit) & {
  /** The redeemed voucher that it comes from: what it took off is told beside the bill (`FullCost.vouchers`). */
  voucher?: number;
};

type PriceReduction =
  /** A flat-rate plan: so many Wh or seconds are paid for already (null: any number), the earliest first. Reservations are not covered. */
  | { kind: 'allowance'; name: string; type: Dimension; quantity: number | null }
  /** So much off each kWh or hour that no allowance covers. */
  | { kind: 'perUnit'; name: string; type: Dimension; amount: DecimalText }
  /** So many percent off: everything, or these dimensions; at most `maxAmount`. */
  | { kind: 'percent'; name: string; percent: DecimalText; types?: readonly Dimension[]; maxAmount?: DecimalText }
  /** A discount voucher: it lowers the price and so the tax. */
  | { kind: 'amount'; name: string; amount: DecimalText };
/** Prepaid credit or a voucher bought before: it pays, and changes neither price nor tax. */
interface Credit {
  kind: 'credit';
  name: string;
  amount: DecimalText;
}

/** One stretch of one price, as far as no allowance has covered it yet. */
export interface Stock {
  type: Dimension;
  isReservation: boolean;
  group: number;
  /** Millionths. */
  price: bigint;
  /** Parts of a unit. */
  left: bigint;
}
interface Applied {
  name: string;
  /** By group, in minor units, not negative. */
  off: bigint[];
  /** What an allowance covered. */
  covered: DecimalText;
  voucher?: number;
}
interface Basis {
  sums: Sums;
  /** In order of time. */
  stocks: readonly Stock[];
  digits: number;
}

/** What each reduction takes off. `credit` is not among them. */
export function reduce(reductions: readonly Reduction[], { sums, stocks, digits }: Basis): Applied[] {
  const room = sums.map((sum) => (sum > 0n ? sum : 0n));
  const left = stocks.map((stock) => ({ ...stock }));
  const result: Applied[] = [];
  let taken = 0n;
  for (const reduction of reductions) {
    if (reduction.kind === 'credit') continue;
    const { wanted, covered } = wish(reduction, { room, stocks: left, digits });
    const fitting = wanted.map((amount, group) => within(amount, room[group] ?? 0n));
    // A credit in one tax group stays with the driver: what the others cost beyond it can be taken off.
    const most = within(total(sums) - taken, total(fitting));
    const off = most < total(fitting) ? shareOut(most, fitting) : fitting;
    taken += total(off);
    off.forEach((amount, group) => {
      room[group] = (room[group] ?? 0n) - amount;
    });
    const from = reduction.voucher === undefined ? {} : { voucher: reduction.voucher };
    result.push({ name: reduction.name, off, covered: quantityText(covered), ...from });
  }
  return result;
}

function wish(
  reduction: PriceReduction,
  basis: { room: readonly bigint[]; stocks: Stock[]; digits: number },
): { wanted: bigint[]; covered: bigint } {
  const { room, stocks, digits } = basis;
  const none = room.map(() => 0n);
  switch (reduction.kind) {
    case 'allowance':
      return cover(reduction, stocks, { none, digits });
    case 'perUnit': {
      const exact = [...none];
      const amount = millionths(reduction.amount);
      for (const stock of stocks) if (stock.type === reduction.type && !stock.isReservation) add(exact, stock.group, stock.left * amount);
      return { wanted: exact.map((sum) => inMinorUnits(sum, digits)), covered: 0n };
    }
    case 'percent':
      return { wanted: atMost(percentOf(reduction, basis), reduction.maxAmount, digits), covered: 0n };
    case 'amount':
      return { wanted: shareOut(least(minorOf(reduction.amount, digits), total(room)), room), covered: 0n };
  }
}

/** Takes what is covered out of the stock; what is free anyway uses up nothing. */
function cover(
  { type, quantity }: { type: Dimension; quantity: number | null },
  stocks: Stock[],
  { none, digits }: { none: readonly bigint[]; digits: number },
): { wanted: bigint[]; covered: bigint } {
  const exact = [...none];
  const perUnit = type === 'ENERGY' ? 36_000n : 10_000n;
  let room = quantity === null ? null : BigInt(Math.round(quantity * 1000)) * (perUnit / 1000n);
  let covered = 0n;
  for (const stock of stocks) {
    if (stock.type !== type || stock.isReservation || stock.price <= 0n) continue;
    const part = room === null ? stock.left : least(room, stock.left);
    stock.left -= part;
    covered += part;
    if (room !== null) room -= part;
    add(exact, stock.group, part * stock.price);
  }
  return { wanted: exact.map((sum) => inMinorUnits(sum, digits)), covered };
}

function percentOf(
  { percent, types }: { percent: DecimalText; types?: readonly Dimension[] },
  { room, stocks, digits }: { room: readonly bigint[]; stocks: readonly Stock[]; digits: number },
): bigint[] {
  const rate = millionths(percent);
  if (types === undefined) return room.map((sum) => divideHalfUp(sum * rate, whole));
  const exact = room.map(() => 0n);
  for (const { type, isReservation, group, price, left } of stocks)
    if (types.includes(type) && !isReservation) add(exact, group, left * price);
  return exact.map((sum) => divideHalfUp(sum * rate * 10n ** BigInt(digits), amountsPerCurrency * whole));
}

function atMost(wanted: bigint[], maxAmount: DecimalText | undefined, digits: number): bigint[] {
  if (maxAmount === undefined) return wanted;
  const most = minorOf(maxAmount, digits);
  return total(wanted) <= most
    ? wanted
    : shareOut(
        most,
        wanted.map((amount) => within(amount, amount)),
      );
}

/** An amount in whole minor units, half up. */
export function minorOf(text: DecimalText, digits: number): bigint {
  return divideHalfUp(millionths(text) * 10n ** BigInt(digits), 1_000_000n);
}

const total = (sums: readonly bigint[]): bigint => sums.reduce((all, sum) => all + sum, 0n);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
/** From nothing to `most`. */
const within = (value: bigint, most: bigint): bigint => (value < 0n ? 0n : least(value, most));
function add(sums: bigint[], group: number, amount: bigint): void {
  sums[group] = (sums[group] ?? 0n) + amount;
}
