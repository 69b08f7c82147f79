import type { Instant } from '../reading.ts';
import type { Dimension } from '../tariff/full-tariff.ts';
import type { DecimalText } from '../tariff.ts';
import type { RegisterMark } from './use.ts';

/** Where the quantity of a line was used. */
export interface LineSpan {
  from: Instant;
  until: Instant;
  quantity: DecimalText;
  /** The slot of the market that made the price; null: the tariff's own price. */
  market: { from: Instant; price: DecimalText } | null;
  /** The readings around it; null where a session begins or ends without one. */
  readings: { from: RegisterMark | null; to: RegisterMark | null };
}

/**
 * One line of a cost. A dimension: what was used, at one price of one component. CAP: what a component's `maxAmount` takes
 * off. MINIMUM, MAXIMUM: what the tariff's limits add or take off. REDUCTION: a discount, an allowance, a voucher.
 */
export interface FullLine {
  type: Dimension | 'CAP' | 'MINIMUM' | 'MAXIMUM' | 'REDUCTION';
  /** It belongs to the reservation. */
  isReservation: boolean;
  /** Of a reduction. */
  name: string | null;
  /** The rule: index of the element, and of the component in it. */
  rule: { element: number; component: number } | null;
  /** Unit price. */
  price: DecimalText;
  /** kWh, h or 1. */
  quantity: DecimalText;
  unit: 'kWh' | 'h' | 'session';
  /** How much of the quantity is rounding up to whole steps; what an allowance covered. */
  added: DecimalText;
  /** price × quantity as the tariff counts, before or with tax; not rounded, to 12 digits where it never ends. */
  amount: DecimalText;
  /** The same before tax. */
  net: DecimalText;
  /** Percent of the one tax; null: none, or several. */
  vat: DecimalText | null;
  taxes: readonly { name: string; percent: DecimalText }[];
  spans: readonly LineSpan[];
}
export interface FullTaxLine {
  name: string;
  vat: DecimalText;
  /** What the rate was applied to. */
  net: DecimalText;
  tax: DecimalText;
}

/** What a voucher was worth in a session. */
export interface VoucherUse {
  /** `Reduction.voucher`. */
  voucher: number;
  /** Taken off the price, as its line says it, or paid; more than 0 or it is not told. */
  amount: DecimalText;
  /** kWh that a free quantity has covered; 0 of any other kind. */
  kWh: DecimalText;
}

/**
 * Amounts are decimal text in units of the currency. The lines of one set of taxes add up, rounded once to the minor unit, to
 * its net (or its gross, where prices hold the tax); docs/rounding.md.
 */
export interface FullCost {
  currency: string;
  lines: readonly FullLine[];
  taxes: readonly FullTaxLine[];
  net: DecimalText;
  tax: DecimalText;
  total: DecimalText;
  /** Prepaid credit and vouchers that pay, without lowering the price. */
  payments: readonly { name: string; amount: DecimalText }[];
  /** total − payments. */
  due: DecimalText;
  /** Absent: no voucher took anything off. */
  vouchers?: readonly VoucherUse[];
}
