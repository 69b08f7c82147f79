import { createECDH, createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { type OcmfDraft, ocmfPayload, ocmfText } from '@stationmaster/domain';

/** How a virtual meter signs; everything but `good` is a fault on demand. */
export const signingManners = ['good', 'gap', 'badSignature', 'wrongKey', 'meterFault'] as const;
export type SigningManner = (typeof signingManners)[number];

interface Pair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}
const pairs = new Map<string, Pair>();

/** The same meter has the same key in every run: it is made of its name. Good for tests, never for a true meter. */
function pairOf(name: string): Pair {
  const known = pairs.get(name);
  if (known !== undefined) return known;
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(createHash('sha256').update(`virtual meter ${name}`).digest());
  const point = ecdh.getPublicKey();
  const part = (from: number, to: number) => point.subarray(from, to).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: part(1, 33), y: part(33, 65) };
  const privateKey = createPrivateKey({ key: { ...jwk, d: ecdh.getPrivateKey().toString('base64url') }, format: 'jwk' });
  const pair = { privateKey, publicKey: createPublicKey(privateKey) };
  pairs.set(name, pair);
  return pair;
}

export function meterSerial(stationId: string, evseId: number): string {
  return `${stationId}-M${evseId}`;
}
/** SubjectPublicKeyInfo in hex, as makers print it. */
export function meterPublicKey(stationId: string, evseId: number): string {
  return pairOf(meterSerial(stationId, evseId)).publicKey.export({ format: 'der', type: 'spki' }).toString('hex');
}

/** One OCMF record of this meter. */
export function signRecord(draft: OcmfDraft, manner: SigningManner): string {
  const readings = manner === 'meterFault' ? draft.readings.map((reading) => ({ ...reading, state: 'M', errors: 'E' })) : draft.readings;
  const payload = ocmfPayload({ ...draft, readings });
  const { privateKey } = pairOf(manner === 'wrongKey' ? `${draft.meterSerial} exchanged` : draft.meterSerial);
  // A bad signature is that of another page.
  const signed = manner === 'badSignature' ? `${payload} ` : payload;
  const signature = sign('sha256', Buffer.from(signed), privateKey).toString('hex');
  return ocmfText(payload, { method: 'ECDSA-secp256r1-SHA256', signature });
}
