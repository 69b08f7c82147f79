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
 * again: valid until the next `reset`. An array is begun, gets its elements and is ended. [PostgreSQL, Message Formats]
 */
export class ArrayWriter {
  #bytes = Buffer.allocUnsafeSlow(1 << 17);
  /** Numbers go through it: one instruction each, where a Buffer writes byte by byte. */
  #view = viewOf(this.#bytes);
  #at = 0;
  #start = 0;
  #count = 0;
  #hasNull = 0;

  reset(): void {
    this.#at = 0;
  }

  begin(): void {
    this.#reserve(4 + HEADER_BYTES);
    this.#start = this.#at + 4;
    this.#at = this.#start + HEADER_BYTES;
    this.#count = 0;
    this.#hasNull = 0;
  }

  end(type: ElementType): void {
    const view = this.#view;
    const start = this.#start;
    view.setInt32(start - 4, this.#at - start);
    view.setInt32(start, 1);
    view.setInt32(start + 4, this.#hasNull);
    view.setInt32(start + 8, OID[type]);
    view.setInt32(start + 12, this.#count);
    view.setInt32(start + 16, 1);
  }

  /** What was added since the last `reset`, in its order. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  /** NULL, of any type. */
  none(): void {
    this.#reserve(4);
    this.#view.setInt32(this.#at, NULL_LENGTH);
    this.#at += 4;
    this.#count++;
    this.#hasNull = 1;
  }

  bool(value: unknown): void {
    this.#reserve(5);
    this.#view.setInt32(this.#at, 1);
    this.#view.setInt8(this.#at + 4, value === true ? 1 : 0);
    this.#at += 5;
    this.#count++;
  }

  int4(value: unknown): void {
    const whole = safeInteger(value, TWO_31 - 1);
    this.#reserve(8);
    this.#view.setInt32(this.#at, 4);
    this.#view.setInt32(this.#at + 4, whole);
    this.#at += 8;
    this.#count++;
  }

  int8(value: unknown): void {
    this.#long(safeInteger(value, Number.MAX_SAFE_INTEGER));
  }

  instant(value: unknown): void {
    this.#long((Number(value) - EPOCH_2000_MS) * 1000);
  }

  /** PostgreSQL holds no U+0000 in text; a station may send it. */
  text(value: unknown): void {
    const text = typeof value === 'string' ? value : String(value);
    this.#reserve(4 + text.length * UTF8_MAX);
    const bytes = this.#bytes;
    const from = this.#at + 4;
    let length = 0;
    if (text.length < SHORT_TEXT)
      for (let unit = text.charCodeAt(0); unit > 0 && unit < 128; unit = text.charCodeAt(length)) bytes[from + length++] = unit;
    if (length < text.length) length = bytes.write(text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text, from, 'utf8');
    this.#view.setInt32(this.#at, length);
    this.#at = from + length;
    this.#count++;
  }

  /** Digits to the base of ten thousand, weight, sign, three decimals. [PostgreSQL, numeric_recv] */
  wh(value: unknown): void {
    const amount = Number(value);
    if (!(Math.abs(amount) < 1e12)) throw new DoesNotFit(`${amount} does not fit`);
    const thousandths = Math.round(Math.abs(amount) * 1000);
    let whole = Math.floor(thousandths / 1000);
    const digits = digitsOf(whole);
    this.#reserve(14 + digits * 2);
    const view = this.#view;
    const at = this.#at;
    view.setInt32(at, 10 + digits * 2);
    view.setInt16(at + 4, digits + 1);
    view.setInt16(at + 6, digits - 1);
    view.setUint16(at + 8, amount < 0 ? 0x4000 : 0);
    view.setUint16(at + 10, 3);
    view.setInt16(at + 12 + digits * 2, (thousandths - whole * 1000) * 10);
    for (let place = digits - 1; place >= 0; place--) {
      const rest = Math.floor(whole / 10_000);
      view.setInt16(at + 12 + place * 2, whole - rest * 10_000);
      whole = rest;
    }
    this.#at = at + 14 + digits * 2;
    this.#count++;
  }

  #long(whole: number): void {
    this.#reserve(12);
    const high = Math.floor(whole / TWO_32);
    if (!(high >= -TWO_31 && high < TWO_31)) throw new DoesNotFit(`${whole} does not fit`);
    this.#view.setInt32(this.#at, 8);
    this.#view.setInt32(this.#at + 4, high);
    this.#view.setUint32(this.#at + 8, Math.trunc(whole - high * TWO_32));
    this.#at += 12;
    this.#count++;
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + more));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** How many digits to the base of ten thousand; the limit on amounts allows three. */
function digitsOf(whole: number): number {
  if (whole === 0) return 0;
  if (whole < 1e4) return 1;
  return whole < 1e8 ? 2 : 3;
}

function safeInteger(value: unknown, most: number): number {
  const whole = typeof value === 'number' ? value : Number(value);
  if (!Number.isInteger(whole) || Math.abs(whole) > most) throw new DoesNotFit(`${String(value)} does not fit an integer column`);
  return whole;
}
