/** Elliptic curves that meters sign with. `oid`: DER content of the object identifier; `bytes`: length of a coordinate. */
export const signingCurves = {
  secp192k1: { oid: '2b8104001f', bytes: 24 },
  secp192r1: { oid: '2a8648ce3d030101', bytes: 24 },
  secp224r1: { oid: '2b81040021', bytes: 28 },
  secp256k1: { oid: '2b8104000a', bytes: 32 },
  secp256r1: { oid: '2a8648ce3d030107', bytes: 32 },
  secp384r1: { oid: '2b81040022', bytes: 48 },
  secp521r1: { oid: '2b81040023', bytes: 66 },
  brainpoolP256r1: { oid: '2b2403030208010107', bytes: 32 },
  brainpoolP384r1: { oid: '2b240303020801010b', bytes: 48 },
  brainpoolP512r1: { oid: '2b240303020801010d', bytes: 64 },
} as const satisfies Record<string, { oid: string; bytes: number }>;
export type SigningCurve = keyof typeof signingCurves;
export type SigningHash = 'sha256' | 'sha384' | 'sha512';
export interface SigningMethod {
  curve: SigningCurve;
  hash: SigningHash;
}

/** In use beside the names above: OpenSSL's and NIST's, and OCMF's own `brainpool256r1`. */
const otherNames: Readonly<Record<string, SigningCurve>> = {
  prime192v1: 'secp192r1',
  prime256v1: 'secp256r1',
  'p-192': 'secp192r1',
  'p-224': 'secp224r1',
  'p-256': 'secp256r1',
  'p-384': 'secp384r1',
  'p-521': 'secp521r1',
  nistp256: 'secp256r1',
  nistp384: 'secp384r1',
  nistp521: 'secp521r1',
  brainpool256r1: 'brainpoolP256r1',
  brainpool384r1: 'brainpoolP384r1',
  brainpool512r1: 'brainpoolP512r1',
};
const names: ReadonlyMap<string, SigningCurve> = new Map([
  ...(Object.keys(signingCurves) as SigningCurve[]).map((name) => [name.toLowerCase(), name] as const),
  ...Object.entries(otherNames),
]);

export function curveNamed(name: string): SigningCurve | null {
  return names.get(name.toLowerCase()) ?? null;
}
export function curveOfOid(oid: string): SigningCurve | null {
  for (const [name, curve] of Object.entries(signingCurves)) if (curve.oid === oid) return name as SigningCurve;
  return null;
}

/** OCMF `SA`, for example ECDSA-secp256r1-SHA256; null: another kind of signature (RSA, an unknown curve). */
export function methodNamed(name: string): SigningMethod | null {
  const [, curve = '', bits = ''] = /^ECDSA-(.+)-SHA-?(256|384|512)$/i.exec(name.trim()) ?? [];
  const found = curveNamed(curve);
  return found === null ? null : { curve: found, hash: `sha${bits}` as SigningHash };
}
