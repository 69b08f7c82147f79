import { createHmac, randomInt } from 'node:crypto';
import { canonicalVoucher, printedVoucher, voucherAlphabet } from '@stationmaster/domain';

/** Characters of a code that we make: 52 bits, so that none of ten thousand is hit by guessing. */
const length = 12;

/** New codes as they are handed out, each another. */
export function newCodes(count: number): string[] {
  const codes = new Set<string>();
  while (codes.size < count)
    codes.add(printedVoucher(Array.from({ length }, () => voucherAlphabet[randomInt(voucherAlphabet.length)]).join('')));
  return [...codes];
}

/** What a code is kept and found by, however it was typed; without the install's secret nobody can try codes on a stolen database. */
export function hashOf(secretKey: string, typed: string): Buffer {
  return createHmac('sha256', secretKey)
    .update(`voucher ${canonicalVoucher(typed)}`)
    .digest();
}

/** What bills and lists call a code of many: enough to tell it from others, not to use it. */
export function hintOf(code: string): string {
  return `…${canonicalVoucher(code).slice(-4)}`;
}
