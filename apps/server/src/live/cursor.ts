import { fail } from '../errors.ts';

/** A place in the stream of happenings: the transaction that wrote it, then its number. */
export interface Cursor {
  xid: bigint;
  id: bigint;
}
/** Behind every happening of a transaction. */
export const lastId = 2n ** 63n - 1n;

export function toText({ xid, id }: Cursor): string {
  return `${xid}-${id}`;
}

/** Throws `badCursor`. */
export function toCursor(text: string): Cursor {
  const [, xid = '', id = ''] = /^(\d{1,19})-(\d{1,19})$/.exec(text) ?? [];
  if (xid === '' || BigInt(xid) > lastId || BigInt(id) > lastId) throw fail('badCursor');
  return { xid: BigInt(xid), id: BigInt(id) };
}

/** Negative: `a` is before `b`. */
export function compare(a: Cursor, b: Cursor): number {
  const difference = a.xid === b.xid ? a.id - b.id : a.xid - b.xid;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
