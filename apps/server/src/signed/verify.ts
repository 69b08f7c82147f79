import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type SignatureQuestion, toHex, toSubjectPublicKeyInfo } from '@stationmaster/domain';

const known = new Map<string, KeyObject | null>();
/** A network has some thousand meters; whoever sends keys without end does not fill the memory. */
const mostKnown = 20_000;

/** null: not a point of its curve. */
function keyObject({ curve, point }: Pick<SignatureQuestion, 'curve' | 'point'>): KeyObject | null {
  const name = `${curve}/${toHex(point)}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  let key: KeyObject | null = null;
  try {
    key = createPublicKey({ key: Buffer.from(toSubjectPublicKeyInfo(curve, point)), format: 'der', type: 'spki' });
  } catch {
    // Kept as a key that fits nothing.
  }
  if (known.size >= mostKnown) known.clear();
  known.set(name, key);
  return key;
}

/** Does the signature fit? In OpenSSL's threads, so that stations do not wait for it: 0.1 to 0.7 ms on each curve, see docs/benchmarks.md. */
export function isSignedBy(question: SignatureQuestion): Promise<boolean> {
  const key = keyObject(question);
  if (key === null) return Promise.resolve(false);
  const { hash, message, signature } = question;
  return new Promise((resolve) => {
    verify(hash, message, { key, dsaEncoding: 'ieee-p1363' }, signature, (error, isValid) => resolve(error === null && isValid));
  });
}
