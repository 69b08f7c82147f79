import { X509Certificate } from 'node:crypto';
import type { CertificateProblem, ShownCertificate } from '../gateway/way.ts';
import type { StationTrust } from './ports.ts';

/** How far up a chain is looked for. */
const MAX_DEPTH = 6;

/** What OpenSSL says of a chain, in our words; null: the chain is good. */
export function problemOf(error: string | null): CertificateProblem | null {
  if (error === null) return null;
  if (error === 'CERT_HAS_EXPIRED' || error === 'CERT_NOT_YET_VALID') return 'expired';
  if (error === 'CERT_REVOKED') return 'revoked';
  return /SELF_SIGNED|UNABLE_TO_|UNTRUSTED|CHAIN_TOO_LONG/.test(error) ? 'unknownAuthority' : 'invalid';
}

/** A certificate as the lobby and the station's page show it. `at`: also one that was good when its session began may be over now. */
export function shown(
  certificate: X509Certificate,
  { problem, at, trust }: { problem: CertificateProblem | null; at: number; trust: Pick<StationTrust, 'isRevoked'> },
): ShownCertificate {
  const validTo = certificate.validToDate.getTime();
  const isOver = at >= validTo || at < certificate.validFromDate.getTime();
  const { serialNumber, fingerprint256 } = certificate;
  const isRevoked = trust.isRevoked?.({ serialNumber, fingerprint256 }) ?? false;
  return {
    commonName: nameOf(certificate.subject, 'CN'),
    organization: nameOf(certificate.subject, 'O'),
    issuer: nameOf(certificate.issuer, 'CN') || certificate.issuer.replaceAll('\n', ', ').slice(0, 200),
    serialNumber,
    validTo,
    problem: problem ?? (isRevoked ? 'revoked' : isOver ? 'expired' : null),
  };
}

/** The certificate that a proxy passes on, in any of the three usual forms; null: it cannot be read. */
export function readForwarded(header: string): X509Certificate | null {
  const quoted = /(?:^|;|,)\s*Cert="?([^";,]+)"?/i.exec(header)?.[1] ?? header;
  try {
    const text = quoted.includes('%') ? decodeURIComponent(quoted) : quoted;
    if (text.includes('-----BEGIN')) return new X509Certificate(lined(text));
    // RFC 9440 puts colons around the base64 of the DER.
    return new X509Certificate(Buffer.from(text.replace(/^:|:$/g, ''), 'base64'));
  } catch {
    return null;
  }
}

/** Follows the signatures up to one of the roots. What a proxy passed on has not been checked by OpenSSL here. */
export function chainProblem(certificate: X509Certificate, roots: readonly X509Certificate[]): CertificateProblem | null {
  if (certificate.ca) return 'invalid';
  // EKU of the leaf, as OpenSSL looks at it for a client (RFC 5280 §4.2.1.12).
  if (certificate.keyUsage !== undefined && !certificate.keyUsage.includes('1.3.6.1.5.5.7.3.2')) return 'invalid';
  let current = certificate;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const issuer = roots.find((root) => root.ca && current.checkIssued(root) && current.verify(root.publicKey));
    if (issuer === undefined) return 'unknownAuthority';
    if (issuer.checkIssued(issuer)) return null;
    current = issuer;
  }
  return 'unknownAuthority';
}

/** All certificates of a PEM text. Throws what node:crypto throws. */
export function certificatesIn(pem: string): X509Certificate[] {
  return (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((block) => new X509Certificate(block));
}

/** An attribute of a name as node writes it, one a line. */
function nameOf(name: string | undefined, attribute: string): string {
  const line = (name ?? '').split('\n').find((part) => part.startsWith(`${attribute}=`));
  return (line?.slice(attribute.length + 1) ?? '').replace(/\\(.)/g, '$1').slice(0, 200);
}

/** Some proxies put a PEM on one line, with blanks or nothing where its line ends were. */
function lined(pem: string): string {
  const body = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(pem)?.[1] ?? '';
  return `-----BEGIN CERTIFICATE-----\n${body.replace(/\s+/g, '')}\n-----END CERTIFICATE-----\n`;
}
