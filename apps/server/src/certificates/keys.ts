import { type KeyObject, webcrypto } from 'node:crypto';

/** Kinds of keys we make. */
export const algorithms = ['ec256', 'ec521', 'rsa'] as const;
export type Algorithm = (typeof algorithms)[number];
export type KeyPair = webcrypto.CryptoKeyPair;

/** RSA keys of authorities are longer than those of leaves, which are used in every handshake. OCPP asks for 2048 bits at least (2.x A00). */
const rsaBits = { authority: 3072, leaf: 2048 } as const;

const parameters = {
  ec256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  ec521: { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' },
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
} as const;

/** How keys of this kind sign: name and hash for Web Crypto. */
export function signing(algorithm: Algorithm): { name: string; hash: string } {
  const { name, hash } = parameters[algorithm];
  return { name, hash };
}

export async function newKeys(algorithm: Algorithm, size: keyof typeof rsaBits): Promise<KeyPair> {
  const rsa = { modulusLength: rsaBits[size], publicExponent: new Uint8Array([1, 0, 1]) };
  const wanted = algorithm === 'rsa' ? { ...parameters.rsa, ...rsa } : parameters[algorithm];
  return (await webcrypto.subtle.generateKey(wanted, true, ['sign', 'verify'])) as KeyPair;
}

/** PKCS#8, DER. */
export async function exportKey(key: webcrypto.CryptoKey): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
}

export async function importKey(pkcs8: Buffer, algorithm: Algorithm): Promise<webcrypto.CryptoKey> {
  return await webcrypto.subtle.importKey('pkcs8', pkcs8, parameters[algorithm], true, ['sign']);
}

/** The kind of a public key; `other` for those we do not make ourselves. */
export function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Algorithm | 'ec384' | 'other' {
  if (asymmetricKeyType === 'rsa') return 'rsa';
  const curves: Record<string, Algorithm | 'ec384'> = { prime256v1: 'ec256', secp384r1: 'ec384', secp521r1: 'ec521' };
  return curves[asymmetricKeyDetails?.namedCurve ?? ''] ?? 'other';
}
