import { webcrypto } from 'node:crypto';
import { libraryKey, x509 } from '../certificates/x509.ts';

export interface TestKeys {
  privateKey: webcrypto.CryptoKey;
  publicKey: webcrypto.CryptoKey;
}
const kinds = {
  ec256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  ec384: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  ec521: { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' },
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  weakRsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) },
  ed25519: { name: 'Ed25519' },
} as const;
export type TestKind = keyof typeof kinds;

/** A request as a station makes it, PEM, and its keys. For tests. */
export async function testCsr(subject: string, kind: TestKind = 'ec256'): Promise<{ csr: string; keys: TestKeys }> {
  const parameters = kinds[kind];
  const keys = (await webcrypto.subtle.generateKey(parameters, true, ['sign', 'verify'])) as TestKeys;
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: subject,
    keys: { publicKey: libraryKey(keys.publicKey), privateKey: libraryKey(keys.privateKey) },
    signingAlgorithm: parameters,
  });
  return { csr: request.toString('pem'), keys };
}
