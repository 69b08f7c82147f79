import { Decimal } from '../decimal.ts';
import type { DecimalText } from '../tariff.ts';

/** What a projection could not carry over. */
export interface Loss {
  /** Where in what was projected, such as `elements.2.restrictions.holidays`. */
  path: string;
  /** `dropped`: words are missing, the price is the same. `changed`: the receiver may reckon another price. */
  kind: 'dropped' | 'changed';
  message: string;
}
export interface Projected<T> {
  value: T;
  losses: Loss[];
}

/** A decimal as a JSON number with so many digits after the point, half up; says so where that changed it. */
export function toNumber(value: InstanceType<typeof Decimal> | DecimalText, digits: number, lost: () => void): number {
  const exact = new Decimal(value);
  const rounded = exact.toDecimalPlaces(digits);
  if (!rounded.equals(exact)) lost();
  // Minus zero is no number to send.
  return rounded.toNumber() || 0;
}
