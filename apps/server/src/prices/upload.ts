import { daySlots, type PriceSlot } from '@stationmaster/domain';
import { Failure } from '../errors.ts';
import { Unreadable } from './sources/source.ts';
import { csvRows } from './sources/web.ts';

interface Uploaded {
  slots: readonly { from: string; until: string; value: string }[];
  days: readonly { date: string; values: readonly (string | null)[] }[];
}
const longestSlot = 86_400_000;

/** Slots as an operator sends them. Throws `badRequest` with the first that is wrong. */
export function uploadedSlots(timeZone: string, { slots, days }: Uploaded): PriceSlot[] {
  const own = slots.map(({ from, until, value }, index): PriceSlot => {
    const slot = { from: Date.parse(from), until: Date.parse(until), price: value };
    if (slot.until <= slot.from || slot.until - slot.from > longestSlot)
      throw wrong(`slots.${index}.until`, 'must be later than from, by at most a day');
    return slot;
  });
  const whole = days.flatMap(({ date, values }, index) => {
    const made = daySlots(timeZone, date, values);
    if (made === null) throw wrong(`days.${index}.values`, `${values.length} values do not make up ${date} in ${timeZone}`);
    return made;
  });
  return [...own, ...whole];
}

/** `from,until,value`, times ISO 8601, values a kWh. */
export function csvSlots(text: string): PriceSlot[] {
  return rowsOf(text).map(({ from, until, value }, index): PriceSlot => {
    const slot = { from: Date.parse(String(from)), until: Date.parse(String(until)), price: String(value ?? '') };
    const isFine = slot.until > slot.from && slot.until - slot.from <= longestSlot && /^-?\d{1,12}(\.\d{1,6})?$/.test(slot.price);
    if (!isFine) throw wrong(`row ${index + 1}`, 'needs from, until (later, by at most a day) and value (a decimal number)');
    return slot;
  });
}

function rowsOf(text: string): ReturnType<typeof csvRows> {
  try {
    return csvRows(text);
  } catch (error) {
    throw error instanceof Unreadable ? wrong('file', error.message) : error;
  }
}

function wrong(path: string, message: string): Failure {
  return new Failure('badRequest', {}, [{ path, message }]);
}
