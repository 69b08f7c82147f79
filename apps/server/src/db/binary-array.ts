/** PostgreSQL's own format of an array parameter: no quoting on this side, no parsing on the other. [PostgreSQL, array_recv] */
const OID = { bool: 16, int8: 20, int4: 23, text: 25, instant: 1184, wh: 1700 } as const;
/** `instant`: epoch ms; `wh`: a measured amount, exact to a thousandth. */
export type ElementType = keyof typeof OID;
/** What PostgreSQL calls them. */
export const arrayTypes: Record<ElementType, string> = {
  bool: 'bool',
  int8: 'int8',
  int4: 'int4',
  text: 'text',
  instant: 'timestamptz',
  wh: 'numeric',
};

/** A number larger than its column. It never will fit: whoever sent it must hear that, not "send it again". */
export class DoesNotFit extends RangeError {}

const HEADER_BYTES = 20;
const NULL_LENGTH = -1;
/** Upper bound of UTF-8 bytes a UTF-16 unit needs. */
const UTF8_MAX = 3;
const TWO_31 = 2_147_483_648;
const TWO_32 = 4_294_967_296;
const EPOCH_2000_MS = 946_684_800_000;

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
    case 'int8':
      return writeInt8(safeInteger(value, Number.MAX_SAFE_INTEGER), at);
    case 'instant':
      return writeInt8((Number(value) - EPOCH_2000_MS) * 1000, at);
    case 'wh':
      return writeNumeric(Number(value), at);
    case 'int4':
      reserve(at, 8);
      scratch.writeInt32BE(4, at);
      return scratch.writeInt32BE(safeInteger(value, 2_147_483_647), at + 4);
    case 'bool':
      reserve(at, 5);
      scratch.writeInt32BE(1, at);
      return scratch.writeInt8(value === true ? 1 : 0, at + 4);
  }
}

function writeInt8(whole: number, at: number): number {
  reserve(at, 12);
  scratch.writeInt32BE(8, at);
  const high = Math.floor(whole / TWO_32);
  if (high < -TWO_31 || high >= TWO_31 || Number.isNaN(high)) throw new DoesNotFit(`${whole} does not fit`);
  scratch.writeInt32BE(high, at + 4);
  return scratch.writeUInt32BE(Math.trunc(whole - high * TWO_32), at + 8);
}

/** Sign, weight and digits to the base of ten thousand, three decimals. [PostgreSQL, numeric_recv] */
function writeNumeric(value: number, at: number): number {
  if (!(Math.abs(value) < 1e12)) throw new DoesNotFit(`${value} does not fit`);
  const thousandths = Math.round(Math.abs(value) * 1000);
  let whole = Math.floor(thousandths / 1000);
  const digits: number[] = [];
  for (; whole > 0; whole = Math.floor(whole / 10_000)) digits.unshift(whole % 10_000);
  const weight = digits.length - 1;
  digits.push((thousandths % 1000) * 10);
  reserve(at, 12 + digits.length * 2);
  scratch.writeInt32BE(8 + digits.length * 2, at);
  scratch.writeInt16BE(digits.length, at + 4);
  scratch.writeInt16BE(weight, at + 6);
  scratch.writeUInt16BE(value < 0 ? 0x4000 : 0, at + 8);
  let next = scratch.writeUInt16BE(3, at + 10);
  for (const digit of digits) next = scratch.writeInt16BE(digit, next);
  return next;
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
