import { fromBase64, fromHex, toBytes } from './bytes.ts';
import { type SigningCurve, type SigningMethod, signingCurves } from './curves.ts';
import type { Ocmf } from './ocmf.ts';
import { element, type MeterKey } from './public-key.ts';

/** All that a crypto library needs to say whether the signature fits. */
export interface SignatureQuestion extends SigningMethod {
  message: Uint8Array;
  /** IEEE P1363: r and s, each as long as the curve. */
  signature: Uint8Array;
  point: Uint8Array;
}
/** Why nothing can be asked: the record's method or signature is of another kind, or the key is of another curve. */
export type Unaskable = 'methodUnsupported' | 'signatureUnreadable' | 'keyOfOtherCurve';

/** The signature is over the payload as sent; without a method it is SHA-256 on the key's curve, secp256r1 by default (OCMF 1.x). */
export function signatureQuestion(record: Ocmf, key: MeterKey): SignatureQuestion | Unaskable {
  const { name, method, encoding, data } = record.signature;
  if (name !== '' && method === null) return 'methodUnsupported';
  const { curve, hash } = method ?? { curve: key.curve ?? 'secp256r1', hash: 'sha256' as const };
  const { bytes } = signingCurves[curve];
  const isOther = key.curve !== null ? key.curve !== curve : ![bytes * 2 + 1, bytes + 1].includes(key.point.length);
  if (isOther) return 'keyOfOtherCurve';
  const raw = /^base64$/i.test(encoding) ? fromBase64(data) : (fromHex(data) ?? fromBase64(data));
  const signature = raw === null ? null : p1363Of(raw, curve);
  if (signature === null) return 'signatureUnreadable';
  return { curve, hash, message: toBytes(record.payload), signature, point: key.point };
}

/** DER SEQUENCE { r, s }, or r and s as they are. */
function p1363Of(bytes: Uint8Array, curve: SigningCurve): Uint8Array | null {
  const { bytes: size } = signingCurves[curve];
  const sequence = element(bytes, 0x30);
  const r = sequence && element(sequence.content, 0x02);
  const s = r && element(r.rest, 0x02);
  if (r && s) return joined(r.content, s.content, size);
  return bytes.length === size * 2 ? bytes : null;
}
function joined(r: Uint8Array, s: Uint8Array, size: number): Uint8Array | null {
  const result = new Uint8Array(size * 2);
  for (const [number, end] of [
    [r, size],
    [s, size * 2],
  ] as const) {
    // DER integers have a sign: one that reads as negative was never made by the rules, and no verifier takes it.
    if ((number[0] ?? 0x80) >= 0x80) return null;
    let from = 0;
    while (from < number.length - 1 && number[from] === 0) from++;
    const bare = number.subarray(from);
    if (bare.length > size) return null;
    result.set(bare, end - bare.length);
  }
  return result;
}
