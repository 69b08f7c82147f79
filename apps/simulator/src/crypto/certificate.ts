import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { pieces } from './der.ts';

export type HashAlgorithm = 'SHA256' | 'SHA384' | 'SHA512';

/** How OCPP names a certificate. [P2 CertificateHashDataType] */
export interface HashData {
  hashAlgorithm: HashAlgorithm;
  issuerNameHash: string;
  issuerKeyHash: string;
  serialNumber: string;
}

/** A certificate that can be read; null when it is none. */
export function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

/** The certificates of a chain, the leaf first; empty when one cannot be read. */
export function readChain(pem: string): X509Certificate[] {
  const texts = pem.match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs) ?? [];
  const chain = texts.map(readCertificate);
  return chain.every((one) => one !== null) ? chain : [];
}

/** `at` epoch ms. */
export function isValidAt({ validFrom, validTo }: X509Certificate, at: number): boolean {
  return Date.parse(validFrom) <= at && at <= Date.parse(validTo);
}

/** As in an OCSP request: of the issuer's name and key. Its own key stands in where the issuer is not at hand. [RFC 6960 §4.1.1] */
export function hashDataOf(certificate: X509Certificate, issuer: X509Certificate | null, algorithm: HashAlgorithm): HashData {
  const hash = (bytes: Buffer): string => createHash(algorithm.toLowerCase()).update(bytes).digest('hex');
  return {
    hashAlgorithm: algorithm,
    issuerNameHash: hash(issuerNameOf(certificate)),
    issuerKeyHash: hash(keyBitsOf(issuer ?? certificate)),
    serialNumber: certificate.serialNumber.toLowerCase().replace(/^0+(?=.)/, ''),
  };
}

/** Whether the certificate belongs to this private key. */
export function isOfKey(certificate: X509Certificate, privateKey: string): boolean {
  const own = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return certificate.publicKey.export({ type: 'spki', format: 'der' }).equals(own);
}

/** A firmware signature, base64: SHA-256 with ECDSA, RSA-PSS or PKCS#1 as the key and the maker have it. [P2 L01, whitepaper §4.4] */
export function isSignedBy(content: Uint8Array, signature: string, certificate: X509Certificate): boolean {
  const key = certificate.publicKey;
  const bytes = Buffer.from(signature, 'base64');
  const paddings = key.asymmetricKeyType === 'rsa' ? [pssPadding, pkcs1Padding] : [undefined];
  return paddings.some((padding) => verify('sha256', content, padding === undefined ? key : { key, padding }, bytes));
}

/** As OpenSSL numbers them. */
const pkcs1Padding = 1;
const pssPadding = 6;

/** tbsCertificate: version, serial number, algorithm, issuer, … [RFC 5280 §4.1] */
function issuerNameOf({ raw }: X509Certificate): Buffer {
  const [certificate] = pieces(raw);
  const [tbs] = pieces(certificate?.content ?? Buffer.alloc(0));
  const parts = pieces(tbs?.content ?? Buffer.alloc(0));
  const isVersioned = parts[0]?.tag === 0xa0;
  return parts[isVersioned ? 3 : 2]?.whole ?? Buffer.alloc(0);
}

/** The bits of the key without tag, length and the count of unused bits. */
function keyBitsOf({ publicKey }: X509Certificate): Buffer {
  const [info] = pieces(publicKey.export({ type: 'spki', format: 'der' }));
  const [, bits] = pieces(info?.content ?? Buffer.alloc(0));
  return bits?.content.subarray(1) ?? Buffer.alloc(0);
}
