import { divideHalfUp, millionths, shortText } from '../money.ts';

/** 100 % in millionths of a percent. */
export const whole = 100_000_000n;

interface ParsedTax {
  name: string;
  /** Percent. */
  vat: string;
  /** Millionths of a percent. */
  rate: bigint;
  stack: number;
}
/** What all that bears the same taxes has in common. */
export interface TaxGroup {
  /** Percent of the one tax; null: no tax, or several. */
  vat: string | null;
  /** In the order they are reckoned: by stack. Empty: without tax. */
  taxes: readonly ParsedTax[];
  /** gross = net × over / under, before rounding. */
  over: bigint;
  under: bigint;
}
/** Whole minor units of the currency. */
export interface Taxed {
  net: bigint;
  tax: bigint;
}
export interface TaxShare {
  name: string;
  vat: string;
  /** What the rate was applied to. */
  base: bigint;
  tax: bigint;
}
/** One tax of a price component: OCPP 2.1 TaxRateType, or OCPI's `vat`. */
interface TaxTerm {
  name: string;
  percent: string;
  stack?: number;
}

/** The index of the group with these taxes, added when new. `19` and `19.0` are one rate; 0 % and no tax are two. */
export function groupOf(groups: TaxGroup[], terms: readonly TaxTerm[]): number {
  const made = toGroup(terms);
  const known = groups.findIndex(
    ({ taxes }) =>
      taxes.length === made.taxes.length &&
      taxes.every(({ name, vat, stack }, index) => {
        const other = made.taxes[index];
        return name === other?.name && vat === other.vat && stack === other.stack;
      }),
  );
  return known >= 0 ? known : groups.push(made) - 1;
}

function toGroup(terms: readonly TaxTerm[]): TaxGroup {
  const taxes = terms
    .map(({ name, percent, stack = 0 }): ParsedTax => {
      const rate = millionths(percent);
      return { name, vat: shortText(rate, 6), rate, stack };
    })
    .sort((a, b) => a.stack - b.stack);
  let over = 1n;
  let under = 1n;
  for (const stack of new Set(taxes.map((tax) => tax.stack))) {
    over *= taxes.reduce((sum, tax) => (tax.stack === stack ? sum + tax.rate : sum), whole);
    under *= whole;
  }
  return { vat: taxes.length === 1 ? (taxes[0]?.vat ?? null) : null, taxes, over, under };
}

/**
 * A group's sum with its tax, rounded half up (ADR 5, docs/rounding.md). Prices before tax: `sum` is the net, each tax is
 * round(base × rate), EN 16931 BR-CO-17. Prices with tax: `sum` is the gross, net = round(gross ÷ (1 + rates)), tax = gross − net.
 */
export function taxed(group: TaxGroup, sum: bigint, taxIncluded: boolean): Taxed {
  if (group.taxes.length === 0) return { net: sum, tax: 0n };
  if (!taxIncluded) return { net: sum, tax: shareOut(group, sum).reduce((all, share) => all + share.tax, 0n) };
  const net = divideHalfUp(sum * group.under, group.over);
  return { net, tax: sum - net };
}

/** The tax lines of a group: they add up to its tax. What rounding the gross price leaves over goes to the last of them. */
export function taxShares(group: TaxGroup, { net, tax }: Taxed): TaxShare[] {
  const shares = shareOut(group, net);
  const last = shares.at(-1);
  if (last) last.tax += tax - shares.reduce((all, share) => all + share.tax, 0n);
  return shares;
}

function shareOut({ taxes }: TaxGroup, net: bigint): TaxShare[] {
  const shares: TaxShare[] = [];
  let base = net;
  let upper = net;
  let level = taxes[0]?.stack;
  for (const { name, vat, rate, stack } of taxes) {
    if (stack !== level) base = upper;
    level = stack;
    const tax = divideHalfUp(base * rate, whole);
    shares.push({ name, vat, base, tax });
    upper += tax;
  }
  return shares;
}
