import { parseDay, startOfDay } from '../clock/zone.ts';
import { Decimal } from '../decimal.ts';
import type { Instant } from '../reading.ts';
import type { DecimalText } from '../tariff.ts';
import type { PriceSlot } from './use.ts';

const minute = 60_000;
const lengths = [15, 30, 60] as const;

/**
 * The prices of one local day of a market as slots: 96 quarters of an hour, 92 on the day the clocks go forward, 100 when they
 * go back; or 24, 23 and 25 hours. null marks a price that is missing: it makes no slot. Returns null when the number of
 * prices fits no length of slot, or the date is none: then something of the day is wrong, and guessing would move prices.
 */
export function daySlots(zone: string, date: string, prices: readonly (DecimalText | null)[]): PriceSlot[] | null {
  const day = parseDay(date);
  if (day === null) return null;
  const from = startOfDay(zone, day);
  const until = startOfDay(zone, day + 1);
  const length = lengths.find((minutes) => prices.length * minutes * minute === until - from);
  if (length === undefined) return null;
  return prices.flatMap((price, index) => {
    const at: Instant = from + index * length * minute;
    return price === null ? [] : [{ from: at, until: at + length * minute, price }];
  });
}

/** A price a MWh, as exchanges write it, as a price a kWh: exact, or rounded half up at the sixth digit. */
export function perKwh(perMwh: DecimalText): DecimalText {
  const price = new Decimal(perMwh).div(1000).toDecimalPlaces(6);
  return price.isZero() ? '0' : price.toFixed();
}
