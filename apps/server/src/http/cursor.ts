import { fail } from '../errors.ts';

/** The sort key of a page's last item. Numbers only: ids, epoch microseconds. */
export type SortKey = readonly number[];

/** Opaque to callers: base64url of the key. */
export function toCursor(key: SortKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The key in a cursor of `length` numbers; null: the first page. Throws `badCursor`. */
export function fromCursor(cursor: string | undefined, length: number): SortKey | null {
  if (cursor === undefined) return null;
  const key = parsed(cursor);
  if (Array.isArray(key) && key.length === length && key.every((part) => Number.isSafeInteger(part))) return key;
  throw fail('badCursor');
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}

/** A page of at most `limit` out of `limit + 1` rows fetched, with the cursor of the next one. */
export function pageOfRows<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => SortKey,
): { rows: readonly Row[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? toCursor(keyOf(last)) : null };
}

type Kind = 'number' | 'string';
type KeyOf<K extends readonly Kind[]> = { -readonly [I in keyof K]: K[I] extends 'number' ? number : string };

/** The key in a cursor whose parts are texts and numbers, in these kinds; null: the first page. Throws `badCursor`. */
export function decodeCursor<const K extends readonly Kind[]>(cursor: string | undefined, kinds: K): KeyOf<K> | null {
  if (cursor === undefined) return null;
  const key = parsed(cursor);
  const fits =
    Array.isArray(key) &&
    key.length === kinds.length &&
    kinds.every((kind, index) => typeof key[index] === kind && (kind === 'string' || isSafeNumber(key[index])));
  if (!fits) throw fail('badCursor');
  return key as KeyOf<K>;
}
/** A Date takes ±8.64e15 ms. */
function isSafeNumber(value: unknown): boolean {
  return Number.isSafeInteger(value) && Math.abs(Number(value)) <= 8.64e15;
}

/** The page as it is answered: at most `limit` out of `limit + 1` rows fetched, each as its view. */
export function pageOf<Row, View>(
  rows: readonly Row[],
  { limit, view, key }: { limit: number; view: (row: Row) => View; key: (row: Row) => readonly (string | number)[] },
): { items: View[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? Buffer.from(JSON.stringify(key(last))).toString('base64url') : null;
  return { items: shown.map(view), next };
}
