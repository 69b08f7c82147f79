import { createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import type { OcspAnswer } from './ocsp-message.ts';

/** Signature algorithms we believe; SHA-1 is none of them. */
const hashes: Record<string, string | null> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null,
  '1.3.101.113': null,
};
const ocspSigning = '1.3.6.1.5.5.7.3.9';
const digests = { SHA1: 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' } as const;

export function isSignedBy(
  key: KeyObject,
  { signed, signature, signatureOid }: Pick<OcspAnswer, 'signed' | 'signature' | 'signatureOid'>,
): boolean {
  const hash = hashes[signatureOid];
  if (hash === undefined) return false;
  try {
    return verify(hash, signed, key, signature);
  } catch {
    return false;
  }
}

/**
 * Whether an OCSP answer may be believed (RFC 6960 §4.2.2.2): the issuer signed it, or somebody to whom the issuer gave just that
 * right. Who the issuer is, is known by the hash of its key, which came with the question; so no list of trusted ones is needed.
 * `known`: certificates (PEM) that may be the issuer's, beside those the answer brings.
 */
export function isBelieved(
  answer: OcspAnswer,
  { issuerKeyHash, hashAlgorithm }: { issuerKeyHash: string; hashAlgorithm: keyof typeof digests },
  { known, at }: { known: readonly string[]; at: number },
): boolean {
  const brought = answer.certificates.flatMap((der) => read(der) ?? []);
  const issuers = [...brought, ...known.flatMap((pem) => read(pem) ?? [])].filter(
    (one) => createHash(digests[hashAlgorithm]).update(bitsOf(one)).digest('hex') === issuerKeyHash,
  );
  if (issuers.some((issuer) => isSignedBy(issuer.publicKey, answer))) return true;
  return brought.some(
    (delegate) =>
      (delegate.keyUsage ?? []).includes(ocspSigning) &&
      delegate.validFromDate.getTime() <= at &&
      at < delegate.validToDate.getTime() &&
      issuers.some((issuer) => delegate.verify(issuer.publicKey)) &&
      isSignedBy(delegate.publicKey, answer),
  );
}

function read(one: Buffer | string): X509Certificate | null {
  try {
    return new X509Certificate(one);
  } catch {
    return null;
  }
}

function bitsOf({ publicKey }: X509Certificate): Buffer {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return Buffer.from(AsnConvert.parse(spki, SubjectPublicKeyInfo).subjectPublicKey);
}
