import { fixedText, minorUnit } from '../money.ts';
import { fromMinorUnits, inMinorUnits, partsPerUnit } from '../price/amount.ts';
import { type TaxGroup, taxed, taxShares } from '../price/taxes.ts';
import type { FullTariff } from '../tariff/full-tariff.ts';
import { type Compiled, compiled, laneOf, type Rate } from './compile.ts';
import type { FullCost, FullLine, FullTaxLine, VoucherUse } from './full-cost.ts';
import { notAbove, notBelow, type Sums } from './limits.ts';
import { adjustmentLine, amountOf, partsIn, useLine } from './lines.ts';
import { type Measured, measure, type Share } from './measure.ts';
import { minorOf, type Reduction, reduce, type Stock } from './reductions.ts';
import { roundUpSteps } from './steps.ts';
import type { SessionPeriod, Surroundings } from './use.ts';

export interface Charged {
  periods: readonly SessionPeriod[];
  tariff: FullTariff;
  around: Surroundings;
  reductions?: readonly Reduction[];
}
/** A line with its exact amount: parts × millionths. */
interface Entry {
  line: FullLine;
  group: number;
  amount: bigint;
}
interface Bill {
  tariff: Compiled;
  digits: number;
  entries: Entry[];
  vouchers: VoucherUse[];
}

/**
 * What a session costs by a valid tariff (`validateFullTariff`), with every line's rule, time and readings. Pure: the same
 * periods, tariff, calendar and prices give the same cost, whenever asked; late readings make other periods, which are priced
 * again. Throws RangeError for an unknown zone, and for nothing else. How it is rounded: docs/rounding.md.
 */
export function costOf({ periods, tariff, around, reductions = [] }: Charged): FullCost {
  const known = compiled(tariff);
  const measured = measure(periods, known, around);
  roundUpSteps(measured);
  const bill: Bill = { tariff: known, digits: minorUnit(tariff.currency), entries: [], vouchers: [] };
  const shares = measured.shares.toSorted((a, b) => a.rate.lane - b.rate.lane);
  for (const share of shares) {
    const amount = amountOf(share);
    bill.entries.push({ line: useLine(share, { tariff: known, amount }), group: share.rate.group, amount });
  }
  addCaps(bill, shares);
  const sums = limited(bill, measured);
  return settled(bill, reduced(bill, { sums, shares, reductions }), reductions);
}

function addCaps(bill: Bill, shares: readonly Share[]): void {
  for (const rate of new Set(shares.map((share) => share.rate))) {
    if (rate.cap === null) continue;
    const sum = shares.reduce((all, share) => (share.rate === rate ? all + amountOf(share) : all), 0n);
    const over = sum - rate.cap * BigInt(partsPerUnit);
    if (over <= 0n) continue;
    const line = adjustmentLine('CAP', bill.tariff, { amount: -over, group: rate.group });
    const rule = { element: rate.element, component: rate.component };
    bill.entries.push({ line: { ...line, rule, isReservation: rate.lane >= laneOf.RESERVED_TIME }, group: rate.group, amount: -over });
  }
}

/** The sums of the groups, rounded, within the tariff's limits; what the limits do is added as lines. */
function limited(bill: Bill, { hasSession }: Measured): Sums {
  const exact = bill.tariff.groups.map(() => 0n);
  for (const { group, amount } of bill.entries) exact[group] = (exact[group] ?? 0n) + amount;
  const sums = exact.map((sum) => inMinorUnits(sum, bill.digits));
  const raised = hasSession ? notBelow(sums, bill.tariff) : sums;
  addDifference(bill, 'MINIMUM', { from: sums, to: raised });
  const lowered = notAbove(raised, bill.tariff);
  addDifference(bill, 'MAXIMUM', { from: raised, to: lowered });
  return lowered;
}

function addDifference(bill: Bill, type: 'MINIMUM' | 'MAXIMUM', { from, to }: { from: Sums; to: Sums }): void {
  if (from === to) return;
  from.forEach((sum, group) => {
    const difference = (to[group] ?? 0n) - sum;
    if (difference !== 0n) bill.entries.push(adjust(bill, type, { group, difference }));
  });
}

function adjust(
  bill: Bill,
  type: 'MINIMUM' | 'MAXIMUM' | 'REDUCTION',
  { group, difference }: { group: number; difference: bigint },
): Entry {
  const amount = fromMinorUnits(difference, bill.digits);
  return { line: adjustmentLine(type, bill.tariff, { amount, group }), group, amount };
}

function reduced(
  bill: Bill,
  { sums, shares, reductions }: { sums: Sums; shares: readonly Share[]; reductions: readonly Reduction[] },
): Sums {
  if (reductions.length === 0) return sums;
  const left = [...sums];
  for (const { name, off, covered, voucher } of reduce(reductions, { sums, stocks: stocksOf(shares), digits: bill.digits })) {
    noteVoucher(bill, voucher, { off: off.reduce((all, amount) => all + amount, 0n), kWh: covered });
    off.forEach((amount, group) => {
      if (amount === 0n) return;
      left[group] = (left[group] ?? 0n) - amount;
      const entry = adjust(bill, 'REDUCTION', { group, difference: -amount });
      bill.entries.push({ ...entry, line: { ...entry.line, name, added: covered } });
    });
  }
  return left;
}

function noteVoucher({ vouchers, digits }: Bill, voucher: number | undefined, { off, kWh }: { off: bigint; kWh: string }): void {
  if (voucher !== undefined && off > 0n) vouchers.push({ voucher, amount: fixedText(off, digits), kWh });
}

/** Everything paid for, stretch by stretch in order of time; what rounding up to steps added comes last. */
function stocksOf(shares: readonly Share[]): Stock[] {
  const stocks = shares.flatMap((share) => {
    const { rate, price, added, spans } = share;
    const stock = { type: rate.type, isReservation: rate.lane >= laneOf.RESERVED_TIME, group: rate.group, price };
    const own = spans.map(({ from, quantity }) => ({ at: from, rate, stock: { ...stock, left: BigInt(quantity) * partsIn(rate) } }));
    return added === 0 ? own : [...own, { at: Number.POSITIVE_INFINITY, rate, stock: { ...stock, left: BigInt(added) * partsIn(rate) } }];
  });
  const ordered = stocks.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
  const budgets = new Map<Rate, bigint>();
  return ordered.map(({ rate, stock }) => (rate.cap === null ? stock : withinCap(stock, rate, budgets)));
}

/** Once a component has reached its cap, what is used of it is free and no reduction can take it off again. */
function withinCap(stock: Stock, rate: Rate, budgets: Map<Rate, bigint>): Stock {
  const budget = budgets.get(rate) ?? (rate.cap ?? 0n) * BigInt(partsPerUnit);
  if (stock.price <= 0n) return stock;
  const left = stock.left * stock.price > budget ? budget / stock.price : stock.left;
  budgets.set(rate, budget - left * stock.price);
  return { ...stock, left };
}

function settled(bill: Bill, sums: Sums, reductions: readonly Reduction[]): FullCost {
  const { digits, entries, vouchers } = bill;
  const { tariff, groups } = bill.tariff;
  const used = new Set(entries.map((entry) => entry.group));
  const taxes: FullTaxLine[] = [];
  let net = 0n;
  let tax = 0n;
  groups.forEach((group: TaxGroup, index) => {
    const amount = taxed(group, sums[index] ?? 0n, tariff.taxIncluded);
    net += amount.net;
    tax += amount.tax;
    if (!used.has(index)) return;
    for (const { name, vat, base, tax: part } of taxShares(group, amount))
      taxes.push({ name, vat, net: fixedText(base, digits), tax: fixedText(part, digits) });
  });
  const { payments, due } = paid(bill, net + tax, reductions);
  return {
    currency: tariff.currency,
    lines: entries.map((entry) => entry.line),
    taxes,
    net: fixedText(net, digits),
    tax: fixedText(tax, digits),
    total: fixedText(net + tax, digits),
    payments,
    due,
    ...(vouchers.length === 0 ? {} : { vouchers }),
  };
}

function paid(bill: Bill, total: bigint, reductions: readonly Reduction[]): Pick<FullCost, 'payments' | 'due'> {
  const { digits } = bill;
  let due = total;
  const payments: { name: string; amount: string }[] = [];
  for (const reduction of reductions) {
    if (reduction.kind !== 'credit' || due <= 0n) continue;
    const credit = minorOf(reduction.amount, digits);
    const amount = credit < due ? credit : due;
    due -= amount;
    noteVoucher(bill, reduction.voucher, { off: amount, kWh: '0' });
    payments.push({ name: reduction.name, amount: fixedText(amount, digits) });
  }
  return { payments, due: fixedText(due, digits) };
}
