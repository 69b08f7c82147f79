/** PostgreSQL's own format of an array parameter: no quoting on this side, no parsing on the other. [PostgreSQL, array_recv] */
const OID = { bool: 16, int8: 20, int4: 23, text: 25, float8: 701 } as const;
export type ElementType = keyof typeof OID;

/** A number larger than its column. It never will fit: whoever sent it must hear that, not "send it again". */
export class DoesNotFit extends RangeError {}

const HEADER_BYTES = 20;
const NULL_LENGTH = -1;
/** Upper bound of UTF-8 bytes a UTF-16 unit needs. */
const UTF8_MAX = 3;
const TWO_32 = 4_294_967_296;

let scratch = Buffer.allocUnsafe(1 << 20);

/** `values` as a one-dimensional array of the type; null and undefined become NULL. */
export function binaryArray(type: ElementType, values: readonly unknown[]): Buffer {
  let at = HEADER_BYTES;
  let hasNull = 0;
  for (const value of values) {
    if (value === null || value === undefined) {
      reserve(at, 4);
      at = scratch.writeInt32BE(NULL_LENGTH, at);
      hasNull = 1;
    } else at = write(type, value, at);
  }
  scratch.writeInt32BE(1, 0);
  scratch.writeInt32BE(hasNull, 4);
  scratch.writeInt32BE(OID[type], 8);
  scratch.writeInt32BE(values.length, 12);
  scratch.writeInt32BE(1, 16);
  return Buffer.from(scratch.subarray(0, at));
}

function write(type: ElementType, value: unknown, at: number): number {
  switch (type) {
    case 'text': {
      const text = String(value);
      reserve(at, 4 + text.length * UTF8_MAX);
      const length = scratch.write(text, at + 4, 'utf8');
      scratch.writeInt32BE(length, at);
      return at + 4 + length;
    }
    case 'int8': {
      const whole = safeInteger(value, Number.MAX_SAFE_INTEGER);
      reserve(at, 12);
      scratch.writeInt32BE(8, at);
      scratch.writeInt32BE(Math.floor(whole / TWO_32), at + 4);
      return scratch.writeUInt32BE(((whole % TWO_32) + TWO_32) % TWO_32, at + 8);
    }
    case 'int4':
      reserve(at, 8);
      scratch.writeInt32BE(4, at);
      return scratch.writeInt32BE(safeInteger(value, 2_147_483_647), at + 4);
    case 'float8':
      reserve(at, 12);
      scratch.writeInt32BE(8, at);
      return scratch.writeDoubleBE(Number(value), at + 4);
    case 'bool':
      reserve(at, 5);
      scratch.writeInt32BE(1, at);
      return scratch.writeInt8(value === true ? 1 : 0, at + 4);
  }
}

function safeInteger(value: unknown, most: number): number {
  const whole = Number(value);
  if (!Number.isInteger(whole) || Math.abs(whole) > most) throw new DoesNotFit(`${String(value)} does not fit an integer column`);
  return whole;
}

function reserve(at: number, bytes: number): void {
  if (at + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, at + bytes));
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
}
