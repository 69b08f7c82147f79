import { createHash, X509Certificate } from 'node:crypto';
import { plainSerial } from './hash-data.ts';
import { algorithmOf } from './keys.ts';

/** What the store and the radar know of any certificate. */
export interface CertificateFacts {
  pem: string;
  /** As RFC 4514, `CN=…, O=…`. */
  subject: string;
  issuer: string;
  serial: string;
  /** SHA-256, hex. */
  fingerprint: string;
  algorithm: string;
  validFrom: number;
  validTo: number;
  isAuthority: boolean;
  isSelfSigned: boolean;
}

/** The certificates of a text, one PEM each; null: one of them cannot be read, or there is none. */
export function certificatesIn(text: string): string[] | null {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (blocks === null) return null;
  return blocks.every((block) => factsOf(block) !== null) ? blocks.map((block) => `${block}\n`) : null;
}

/** null: it cannot be read. */
export function factsOf(pem: string): CertificateFacts | null {
  try {
    const certificate = new X509Certificate(pem);
    return {
      pem: certificate.toString(),
      subject: certificate.subject.split('\n').join(', '),
      issuer: certificate.issuer.split('\n').join(', '),
      serial: plainSerial(certificate.serialNumber),
      fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
      algorithm: algorithmOf(certificate.publicKey),
      validFrom: certificate.validFromDate.getTime(),
      validTo: certificate.validToDate.getTime(),
      isAuthority: certificate.ca,
      isSelfSigned: certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey),
    };
  } catch {
    return null;
  }
}
