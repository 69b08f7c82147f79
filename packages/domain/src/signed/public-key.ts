import { asText, fromBase64, fromHex, toHex } from './bytes.ts';
import { curveOfOid, type SigningCurve, signingCurves } from './curves.ts';

/** A meter's public key. `curve` null: the text is the bare point, which does not say on which curve. */
export interface MeterKey {
  curve: SigningCurve | null;
  /** SEC 1: 04 x y, or 02/03 x. */
  point: Uint8Array;
}

/**
 * A key as stations, displays and transparency files write it: SubjectPublicKeyInfo or the bare point, in hex (with blanks),
 * base64 or PEM, also behind the prefix `oca:base16:asn1:` of the OCA's note on signed meter values. null: not a key we can read.
 */
export function readPublicKey(text: string): MeterKey | null {
  const bare = text.replace(/-----[A-Z ]+-----/g, '').trim();
  const prefixed = /^oca:(base16|base64):asn1:(.*)$/s.exec(bare);
  if (prefixed) return ofBytes((prefixed[1] === 'base16' ? fromHex : fromBase64)(prefixed[2] ?? ''));
  const hex = fromHex(bare);
  if (hex !== null) return ofBytes(hex);
  const bytes = fromBase64(bare);
  if (bytes === null) return null;
  const inner = asText(bytes);
  // OCPP 2.x asks for base64 of what may already be text.
  return inner !== null && inner.length > 40 && inner !== text ? readPublicKey(inner) : ofBytes(bytes);
}

function ofBytes(bytes: Uint8Array | null): MeterKey | null {
  if (bytes === null) return null;
  if (bytes[0] === 0x30) return ofSubjectPublicKeyInfo(bytes);
  const sizes: readonly number[] = Object.values(signingCurves).map((curve) => curve.bytes);
  if (bytes[0] === 4 && sizes.includes((bytes.length - 1) / 2)) return { curve: null, point: bytes };
  if ((bytes[0] === 2 || bytes[0] === 3) && sizes.includes(bytes.length - 1)) return { curve: null, point: bytes };
  return sizes.includes(bytes.length / 2) ? { curve: null, point: Uint8Array.from([4, ...bytes]) } : null;
}

/** RFC 5480: SEQUENCE { SEQUENCE { ecPublicKey, named curve }, BIT STRING }. */
function ofSubjectPublicKeyInfo(bytes: Uint8Array): MeterKey | null {
  const outer = element(bytes, 0x30);
  const algorithm = outer && element(outer.content, 0x30);
  const kind = algorithm && element(algorithm.content, 0x06);
  const curve = kind && toHex(kind.content) === '2a8648ce3d0201' ? element(kind.rest, 0x06) : null;
  const bits = algorithm && element(algorithm.rest, 0x03);
  if (!curve || !bits || bits.content[0] !== 0) return null;
  const name = curveOfOid(toHex(curve.content));
  const point = bits.content.subarray(1);
  if (name === null) return null;
  const { bytes: size } = signingCurves[name];
  return point.length === (point[0] === 4 ? 2 * size + 1 : size + 1) ? { curve: name, point } : null;
}

/** The first element of DER, when it has this tag. */
export function element(bytes: Uint8Array, tag: number): { content: Uint8Array; rest: Uint8Array } | null {
  if (bytes[0] !== tag) return null;
  let length = bytes[1] ?? 0;
  let from = 2;
  if (length > 0x80) {
    const digits = length & 0x7f;
    if (digits > 2) return null;
    length = 0;
    for (let n = 0; n < digits; n++) length = length * 256 + (bytes[from++] ?? 0);
  } else if (length === 0x80) return null;
  return from + length > bytes.length ? null : { content: bytes.subarray(from, from + length), rest: bytes.subarray(from + length) };
}

/** SubjectPublicKeyInfo of a point on this curve, DER: what crypto libraries import. */
export function toSubjectPublicKeyInfo(curve: SigningCurve, point: Uint8Array): Uint8Array {
  const algorithm = der(0x30, [...der(0x06, fromHex('2a8648ce3d0201') ?? []), ...der(0x06, fromHex(signingCurves[curve].oid) ?? [])]);
  return der(0x30, [...algorithm, ...der(0x03, [0, ...point])]);
}
function der(tag: number, content: ArrayLike<number> & Iterable<number>): Uint8Array {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...size, ...content]);
}

/** The same key is the same text, however it was written: the point in hex. */
export function keyText(key: MeterKey): string {
  return toHex(key.point);
}
