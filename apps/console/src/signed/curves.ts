import { ecdsa, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { SignatureQuestion, SigningCurve } from '@stationmaster/domain';

type Curve = Pick<typeof p256, 'verify'>;
/** SEC 2, where the library has no curve of that name. Tests hold them to OpenSSL. */
const own = (numbers: Record<'p' | 'n' | 'a' | 'b' | 'Gx' | 'Gy', string>): Curve => {
  const { p, n, a, b, Gx, Gy } = numbers;
  const big = (hex: string) => BigInt(`0x${hex}`);
  return ecdsa(weierstrass({ p: big(p), n: big(n), a: big(a), b: big(b), Gx: big(Gx), Gy: big(Gy), h: 1n }), sha256);
};
const curves: Record<SigningCurve, () => Curve> = {
  secp192k1: () =>
    own({
      p: 'fffffffffffffffffffffffffffffffffffffffeffffee37',
      n: 'fffffffffffffffffffffffe26f2fc170f69466a74defd8d',
      a: '0',
      b: '3',
      Gx: 'db4ff10ec057e9ae26b07d0280b7f4341da5d1b1eae06c7d',
      Gy: '9b2f2f6d9c5628a7844163d015be86344082aa88d95e2f9d',
    }),
  secp192r1: () =>
    own({
      p: 'fffffffffffffffffffffffffffffffeffffffffffffffff',
      n: 'ffffffffffffffffffffffff99def836146bc9b1b4d22831',
      a: 'fffffffffffffffffffffffffffffffefffffffffffffffc',
      b: '64210519e59c80e70fa7e9ab72243049feb8deecc146b9b1',
      Gx: '188da80eb03090f67cbf20eb43a18800f4ff0afd82ff1012',
      Gy: '07192b95ffc8da78631011ed6b24cdd573f977a11e794811',
    }),
  secp224r1: () =>
    own({
      p: 'ffffffffffffffffffffffffffffffff000000000000000000000001',
      n: 'ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d',
      a: 'fffffffffffffffffffffffffffffffefffffffffffffffffffffffe',
      b: 'b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4',
      Gx: 'b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21',
      Gy: 'bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34',
    }),
  secp256k1: () => secp256k1,
  secp256r1: () => p256,
  secp384r1: () => p384,
  secp521r1: () => p521,
  brainpoolP256r1: () => brainpoolP256r1,
  brainpoolP384r1: () => brainpoolP384r1,
  brainpoolP512r1: () => brainpoolP512r1,
};
const hashes = { sha256, sha384, sha512 };

/** Does the signature fit? Here, without asking anybody: browsers themselves know three of these curves, and none on a page without https. */
export function isSignedHere({ curve, hash, message, signature, point }: SignatureQuestion): boolean {
  try {
    return curves[curve]().verify(signature, hashes[hash](message), point, { prehash: false, lowS: false, format: 'compact' });
  } catch {
    // A point that is not on the curve.
    return false;
  }
}
