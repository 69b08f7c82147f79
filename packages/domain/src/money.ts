/** ISO 4217 minor units that differ from 2. An own list: Intl follows CLDR, which gives IRR, LBP and others none. */
const minorDigits: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Digits after the point of the currency's smallest amount (ISO 4217 minor unit). */
export function minorUnit(currency: string): number {
  return minorDigits[currency] ?? 2;
}

/** The one rounding rule for money: half up, away from zero, so that a credit mirrors a charge. `under` is positive. */
export function divideHalfUp(over: bigint, under: bigint): bigint {
  const half = under / 2n;
  // An odd divisor has no exact half, so cutting it off cannot tip the result.
  return over < 0n ? -((-over + half) / under) : (over + half) / under;
}

/** The number `value × 10^-digits` with all its digits: `(1230n, 2)` → `12.30`. */
export function fixedText(value: bigint, digits: number): string {
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  const sign = value < 0n ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The same without zeros at the end: `(1230n, 2)` → `12.3`. */
export function shortText(value: bigint, digits: number): string {
  const text = fixedText(value, digits);
  return digits === 0 ? text : text.replace(/\.?0+$/, '');
}

/** Decimal text (`-0.39`) as a whole number of millionths, half up at the seventh digit. Throws `RangeError` for other text. */
export function millionths(text: string): bigint {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`not a decimal number: ${text}`);
  const value = BigInt(whole + fraction.slice(0, 6).padEnd(6, '0')) + (fraction.charAt(6) >= '5' ? 1n : 0n);
  return sign === '-' ? -value : value;
}

let currencies: ReadonlySet<string> | undefined;

/** Is this an ISO 4217 code the platform knows? */
export function isCurrency(code: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'));
  return currencies.has(code);
}
