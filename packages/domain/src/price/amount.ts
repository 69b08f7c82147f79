import { divideHalfUp, shortText } from '../money.ts';
import type { TaxGroup } from './taxes.ts';

/** Quantities are whole parts, of which this many make one kWh, one hour, one session: 36 a milliwatt-hour, 10 a millisecond. */
export const partsPerUnit = 36_000_000;
export const partsOf = { energy: 36, time: 10 } as const;
/** An amount is parts × millionths of the currency: nothing is divided before the sum of a tax rate is whole. */
export const amountsPerCurrency = BigInt(partsPerUnit) * 1_000_000n;
/** ENERGY and FLAT are exact at 12 digits (6 of the price, 6 of the kWh); TIME and net out of gross may never end. */
const lineDigits = 12;
const lineScale = 10n ** BigInt(lineDigits);

/** kWh, hours or sessions, to 6 digits. */
export function quantityText(parts: bigint): string {
  return shortText(divideHalfUp(parts * 1_000_000n, BigInt(partsPerUnit)), 6);
}

/** A line's net: exact, or to 12 digits where it never ends. */
export function netText(amount: bigint, group: TaxGroup | undefined, taxIncluded: boolean): string {
  const scaled = amount * lineScale;
  if (!taxIncluded || group === undefined || group.over === group.under)
    return shortText(divideHalfUp(scaled, amountsPerCurrency), lineDigits);
  return shortText(divideHalfUp(scaled * group.under, amountsPerCurrency * group.over), lineDigits);
}

/** An exact amount in whole minor units, rounded half up. */
export function inMinorUnits(amount: bigint, digits: number): bigint {
  return divideHalfUp(amount * 10n ** BigInt(digits), amountsPerCurrency);
}

/** A whole sum of minor units as an exact amount. */
export function fromMinorUnits(sum: bigint, digits: number): bigint {
  return (sum * amountsPerCurrency) / 10n ** BigInt(digits);
}
