import { createHash, X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import type { CertificateHash } from './services.ts';
import { x509 } from './x509.ts';

/** SHA-1 only names things in OCSP, where older clients use it; stations do not. */
const names = { SHA1: 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' } as const;
export type HashAlgorithm = keyof typeof names;

/** What identifies the issuer of certificates: its name and key as DER, to be hashed (RFC 6960 §4.1.1). */
export interface IssuerParts {
  name: Buffer;
  /** The bits of the public key, without algorithm, tag and length. */
  key: Buffer;
}

/** Of an issuing certificate. */
export function issuerParts(pem: string): IssuerParts {
  const certificate = new x509.X509Certificate(pem);
  return { name: Buffer.from(certificate.subjectName.toArrayBuffer()), key: keyBits(certificate) };
}

/** The bits of the subject's public key. */
export function keyBits(certificate: InstanceType<typeof x509.X509Certificate>): Buffer {
  return Buffer.from(AsnConvert.parse(certificate.publicKey.rawData, SubjectPublicKeyInfo).subjectPublicKey);
}

/** Name and key of an issuer under one hash algorithm, hex in lower case. */
export function issuerHashes(
  { name, key }: IssuerParts,
  hashAlgorithm: HashAlgorithm,
): Pick<CertificateHash, 'issuerNameHash' | 'issuerKeyHash'> {
  return { issuerNameHash: digest(name, hashAlgorithm), issuerKeyHash: digest(key, hashAlgorithm) };
}

/** Of a certificate whose issuer is not at hand; hex in lower case. */
export function issuerNameHash(pem: string, hashAlgorithm: HashAlgorithm): string {
  return digest(Buffer.from(new x509.X509Certificate(pem).issuerName.toArrayBuffer()), hashAlgorithm);
}

function digest(data: Buffer, hashAlgorithm: HashAlgorithm): string {
  return createHash(names[hashAlgorithm]).update(data).digest('hex');
}

/** Hex of a serial number as stations tell it: lower case, without leading zeros (2.x CertificateHashDataType). */
export function plainSerial(serial: string): string {
  return serial.toLowerCase().replace(/^0+(?=.)/, '');
}

/** CertificateHashDataType of a certificate below its issuer; of a root both are the same. */
export function hashDataOf(pem: string, issuerPem: string, hashAlgorithm: CertificateHash['hashAlgorithm'] = 'SHA256'): CertificateHash {
  const serialNumber = plainSerial(new X509Certificate(pem).serialNumber);
  return { hashAlgorithm, ...issuerHashes(issuerParts(issuerPem), hashAlgorithm), serialNumber };
}
