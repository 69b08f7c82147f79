import { millionths } from '../money.ts';
import type { DecimalText } from '../tariff.ts';
import type { VoucherUse } from './full-cost.ts';
import type { Reduction } from './reductions.ts';

/** What a voucher is worth, as operators write it down; contract `voucherRule`. */
export type VoucherRule =
  /** So much off the price of a session, and so off its tax. */
  | { kind: 'amount'; amount: DecimalText }
  | { kind: 'percent'; percent: DecimalText; maxAmount?: DecimalText | undefined }
  /** So much energy is free; what a session leaves over stays for the next. */
  | { kind: 'energy'; energyWh: number }
  /** Bought before: it pays, and changes neither price nor tax (Directive (EU) 2016/1065, multi-purpose voucher). */
  | { kind: 'value'; amount: DecimalText };

/** A redeemed voucher, with what is left of it: money of `value`, Wh of `energy`, sessions of the others. */
export interface OpenVoucher {
  id: number;
  /** On the bill. */
  name: string;
  rule: VoucherRule;
  left: DecimalText;
}

/** How much a voucher holds in all, in the unit in which it is used up. `sessions`: for how many it is good; of amount and percent only. */
export function voucherSize(rule: VoucherRule, sessions: number): DecimalText {
  if (rule.kind === 'value') return rule.amount;
  return rule.kind === 'energy' ? String(rule.energyWh) : String(sessions);
}

/** What a session that begins takes of a voucher for itself until it is over: all that is left, or one session. */
export function voucherShare({ rule, left }: Pick<OpenVoucher, 'rule' | 'left'>): DecimalText {
  return rule.kind === 'value' || rule.kind === 'energy' ? left : '1';
}

/**
 * Those that a session uses: one that lowers its price, the first given, so that none is spent on a price that another has lowered
 * already; and all prepaid value, because what is not needed stays.
 */
export function vouchersToUse<T extends Pick<OpenVoucher, 'rule' | 'left'>>(given: readonly T[]): T[] {
  const open = given.filter(({ left }) => millionths(left) > 0n);
  const lowering = open.find(({ rule }) => rule.kind !== 'value');
  return [...(lowering === undefined ? [] : [lowering]), ...open.filter(({ rule }) => rule.kind === 'value')];
}

/** What a voucher takes off a session that may use so much of it (`voucherShare`). */
export function voucherReduction({ id: voucher, name, rule }: Omit<OpenVoucher, 'left'>, share: DecimalText): Reduction {
  switch (rule.kind) {
    case 'amount':
      return { kind: 'amount', name, amount: rule.amount, voucher };
    case 'percent':
      return {
        kind: 'percent',
        name,
        percent: rule.percent,
        voucher,
        ...(rule.maxAmount === undefined ? {} : { maxAmount: rule.maxAmount }),
      };
    case 'energy':
      return { kind: 'allowance', name, type: 'ENERGY', quantity: Number(share), voucher };
    case 'value':
      return { kind: 'credit', name, amount: share, voucher };
  }
}

/**
 * The reductions of a session that is over, without what its vouchers were not needed for: that is free for other sessions from now on.
 * The same session priced again by these costs the same; data that comes later can take less of a voucher and never more. The list
 * itself where nothing changes.
 */
export function withoutUnused(reductions: readonly Reduction[], used: readonly VoucherUse[]): readonly Reduction[] {
  let isSame = true;
  const kept = reductions.flatMap((reduction) => {
    if (reduction.voucher === undefined) return [reduction];
    const use = used.find(({ voucher }) => voucher === reduction.voucher);
    const next = use === undefined ? null : narrowed(reduction, use);
    isSame &&= next === reduction;
    return next === null ? [] : [next];
  });
  return isSame ? reductions : kept;
}

function narrowed(reduction: Reduction, { amount, kWh }: VoucherUse): Reduction {
  if (reduction.kind === 'credit') return millionths(reduction.amount) === millionths(amount) ? reduction : { ...reduction, amount };
  if (reduction.kind !== 'allowance') return reduction;
  // A milliwatt-hour is the smallest part that anything counts.
  const quantity = Math.round(Number(kWh) * 1e6) / 1e3;
  return reduction.quantity === quantity ? reduction : { ...reduction, quantity };
}

/** Letters and digits that nobody mistakes for one another, read aloud or in print: no 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V. */
export const voucherAlphabet = 'ACDEFHJKMNPRTWXY3479';

/** A code as it is compared: however it was typed, in lower case, with blanks and hyphens. */
export function canonicalVoucher(typed: string): string {
  return typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** A generated code as it is handed out: in groups of four. */
export function printedVoucher(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
