import { type PriceSlot, parseCsv, perKwh, wallTime } from '@stationmaster/domain';
import { inOrder, parseJson, type Source, type SourceOf, Unreadable } from './source.ts';

/** Any address that answers with a list of prices, as JSON or CSV. Fields are found by name; times are ISO 8601 or epoch seconds or ms. */
export const web: Source<'http'> = {
  ask: ({ url, header }, { from, until, timeZone, secret }) => ({
    url: filled(url, { from, until, timeZone }),
    method: 'GET',
    headers: secret === null ? {} : { [header ?? 'authorization']: secret },
  }),
  read: (source, text) => {
    const rows = source.format === 'csv' ? csvRows(text) : jsonRows(text, source.list);
    const slots = rows.map((row) => slotOf(row, source));
    const sorted = slots.sort((a, b) => a.from - b.from);
    return inOrder(sorted.map((slot, index) => ({ ...slot, until: slot.until ?? endOf(sorted, index) })));
  },
};

type Row = Readonly<Record<string, unknown>>;
type Open = Omit<PriceSlot, 'until'> & { until: number | null };

function slotOf(row: Row, { from, until, value, per }: SourceOf<'http'>): Open {
  const price = String(row[value] ?? '').trim();
  if (!/^-?\d{1,9}(\.\d+)?$/.test(price)) throw new Unreadable(`${value} is no number: ${price.slice(0, 40)}`);
  const end = until === '' || row[until] === undefined || row[until] === '' ? null : momentOf(row[until], until);
  return { from: momentOf(row[from], from), until: end, price: per === 'MWh' ? perKwh(price) : sixDigits(price) };
}

/** Without an end of its own a slot ends where the next begins; the last is as long as the one before, at most an hour. */
function endOf(slots: readonly Open[], index: number): number {
  const hour = 3_600_000;
  const [before, slot, next] = [slots[index - 1], slots[index], slots[index + 1]];
  const from = slot?.from ?? 0;
  return Math.min(from + hour, next?.from ?? from + (before === undefined ? hour : from - before.from));
}

function momentOf(told: unknown, field: string): number {
  const number = typeof told === 'number' || /^\d{9,14}$/.test(String(told)) ? Number(told) : Number.NaN;
  const at = Number.isNaN(number) ? Date.parse(String(told)) : number < 1e11 ? number * 1000 : number;
  if (Number.isNaN(at)) throw new Unreadable(`${field} is no time: ${String(told).slice(0, 40)}`);
  return at;
}

function sixDigits(price: string): string {
  const [whole = '0', fraction = ''] = price.split('.');
  return fraction.length > 6 ? perKwh(String(Number(price) * 1000)) : fraction === '' ? whole : price;
}

function jsonRows(text: string, list: string): Row[] {
  let found = parseJson(text);
  for (const key of list.split('.').filter((part) => part !== '')) found = (found as Record<string, unknown> | null)?.[key];
  if (!Array.isArray(found)) throw new Unreadable(list === '' ? 'The answer is no list.' : `There is no list at ${list}.`);
  return found as Row[];
}

/** Rows by the names in the first line. */
export function csvRows(text: string): Row[] {
  const csv = parseCsv(text);
  if (csv.fault !== null) throw new Unreadable(`Line ${csv.fault.line}: ${csv.fault.why}`);
  const [head, ...rows] = csv.rows;
  const names = head?.cells.map((cell) => cell.trim()) ?? [];
  return rows.map(({ cells }) => Object.fromEntries(names.map((name, index) => [name, cells[index]?.trim()])));
}

function filled(url: string, { from, until, timeZone }: { from: number; until: number; timeZone: string }): string {
  const values: Record<string, string> = {
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    fromMs: String(from),
    untilMs: String(until),
    date: new Date(wallTime(timeZone, from).day * 86_400_000).toISOString().slice(0, 10),
  };
  return url.replace(/\{(\w+)\}/g, (whole, name: string) => (values[name] === undefined ? whole : encodeURIComponent(values[name])));
}
