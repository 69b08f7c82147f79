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
/** Below this a loop over characters beats the call into the runtime. */
const SHORT_TEXT = 24;
const TWO_31 = 2_147_483_648;
const TWO_32 = 4_294_967_296;
const EPOCH_2000_MS = 946_684_800_000;

/**
 * One-dimensional arrays one behind the other, each after its length, as a Bind message holds them; in memory that is used again and
 * again: valid until the next `reset`. [PostgreSQL, Message Formats]
 */
export class ArrayWriter {
  #bytes = Buffer.allocUnsafeSlow(1 << 17);
  #at = 0;

  reset(): void {
    this.#at = 0;
  }

  /** `value(row)` of each row as an array of the type; null and undefined become NULL. */
  add<Row>(type: ElementType, rows: readonly Row[], value: (row: Row) => unknown): void {
    const start = this.#at + 4;
    this.#reserve(4 + HEADER_BYTES);
    this.#at += 4 + HEADER_BYTES;
    let hasNull = 0;
    for (const row of rows) {
      const one = value(row);
      if (one === null || one === undefined) {
        this.#reserve(4);
        this.#at = this.#bytes.writeInt32BE(NULL_LENGTH, this.#at);
        hasNull = 1;
      } else this.#write(type, one);
    }
    this.#bytes.writeInt32BE(this.#at - start, start - 4);
    this.#bytes.writeInt32BE(1, start);
    this.#bytes.writeInt32BE(hasNull, start + 4);
    this.#bytes.writeInt32BE(OID[type], start + 8);
    this.#bytes.writeInt32BE(rows.length, start + 12);
    this.#bytes.writeInt32BE(1, start + 16);
  }

  /** What was added since the last `reset`, in its order. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  #write(type: ElementType, value: unknown): void {
    if (type === 'text') this.#writeText(String(value));
    else if (type === 'int8') this.#writeInt8(safeInteger(value, Number.MAX_SAFE_INTEGER));
    else if (type === 'instant') this.#writeInt8((Number(value) - EPOCH_2000_MS) * 1000);
    else if (type === 'wh') this.#writeNumeric(Number(value));
    else if (type === 'int4') {
      this.#reserve(8);
      this.#bytes.writeInt32BE(4, this.#at);
      this.#at = this.#bytes.writeInt32BE(safeInteger(value, TWO_31 - 1), this.#at + 4);
    } else {
      this.#reserve(5);
      this.#bytes.writeInt32BE(1, this.#at);
      this.#at = this.#bytes.writeInt8(value === true ? 1 : 0, this.#at + 4);
    }
  }

  #writeText(text: string): void {
    this.#reserve(4 + text.length * UTF8_MAX);
    const bytes = this.#bytes;
    const from = this.#at + 4;
    let length = 0;
    if (text.length < SHORT_TEXT)
      while (length < text.length && text.charCodeAt(length) < 128) bytes[from + length] = text.charCodeAt(length++);
    if (length < text.length) length = bytes.write(text, from, 'utf8');
    bytes.writeInt32BE(length, this.#at);
    this.#at = from + length;
  }

  #writeInt8(whole: number): void {
    this.#reserve(12);
    const high = Math.floor(whole / TWO_32);
    if (!(high >= -TWO_31 && high < TWO_31)) throw new DoesNotFit(`${whole} does not fit`);
    this.#bytes.writeInt32BE(8, this.#at);
    this.#bytes.writeInt32BE(high, this.#at + 4);
    this.#at = this.#bytes.writeUInt32BE(Math.trunc(whole - high * TWO_32), this.#at + 8);
  }

  /** Digits to the base of ten thousand, weight, sign, three decimals. [PostgreSQL, numeric_recv] */
  #writeNumeric(value: number): void {
    if (!(Math.abs(value) < 1e12)) throw new DoesNotFit(`${value} does not fit`);
    const thousandths = Math.round(Math.abs(value) * 1000);
    let whole = Math.floor(thousandths / 1000);
    let count = 0;
    for (let rest = whole; rest > 0; rest = Math.floor(rest / 10_000)) count++;
    this.#reserve(14 + count * 2);
    const bytes = this.#bytes;
    const at = this.#at;
    bytes.writeInt32BE(10 + count * 2, at);
    bytes.writeInt16BE(count + 1, at + 4);
    bytes.writeInt16BE(count - 1, at + 6);
    bytes.writeUInt16BE(value < 0 ? 0x4000 : 0, at + 8);
    bytes.writeUInt16BE(3, at + 10);
    for (let place = count - 1; place >= 0; place--, whole = Math.floor(whole / 10_000))
      bytes.writeInt16BE(whole % 10_000, at + 12 + place * 2);
    this.#at = bytes.writeInt16BE((thousandths % 1000) * 10, at + 12 + count * 2);
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + more));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

function safeInteger(value: unknown, most: number): number {
  const whole = Number(value);
  if (!Number.isInteger(whole) || Math.abs(whole) > most) throw new DoesNotFit(`${String(value)} does not fit an integer column`);
  return whole;
}
