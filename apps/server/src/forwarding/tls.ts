import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type { ProblemName, Target } from './dial.ts';

type Credentials = Pick<Target, 'authority' | 'certificate' | 'certificateKey'>;

let publicRoots: SecureContext | null = null;

/**
 * What a line over TLS trusts and shows. Without an authority of its own: the public ones that come with Node and whatever
 * this machine trusts (an own root in its store counts). With one: that and nothing else; it may be an intermediate or the
 * server's own certificate. Throws where certificate and key are no pair that can be used.
 */
export function secureContextOf({ authority, certificate, certificateKey }: Credentials): SecureContext {
  const own = certificate === null || certificateKey === null ? {} : { cert: certificate, key: certificateKey };
  if (authority !== null) return createSecureContext({ ca: authority, allowPartialTrustChain: true, ...own });
  if (certificate !== null) return createSecureContext({ ca: rootsOfThisMachine(), ...own });
  // Hundreds of certificates are read once, not with every call.
  publicRoots ??= createSecureContext({ ca: rootsOfThisMachine() });
  return publicRoots;
}

function rootsOfThisMachine(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

const ofServer: readonly [RegExp, ProblemName][] = [
  [/ALTNAME_INVALID|HOSTNAME_MISMATCH/, 'tlsServerName'],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/, 'tlsServerExpired'],
  [/ISSUER_CERT|SELF_SIGNED|UNABLE_TO_VERIFY|CERT_UNTRUSTED|INVALID_CA/, 'tlsUntrusted'],
  [/UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|ALERT_PROTOCOL_VERSION|INAPPROPRIATE_FALLBACK/, 'tlsProtocol'],
  [/NO_SHARED_CIPHER|HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY|NO_SHARED_GROUP|DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL/, 'tlsCipher'],
  [/WRONG_VERSION_NUMBER|UNKNOWN_PROTOCOL|PACKET_LENGTH|RECORD_LENGTH|BAD_RECORD_TYPE|UNEXPECTED_MESSAGE|NOT_TLS/, 'tlsGarbage'],
];
/** Alerts: what the server says of the certificate it was shown. [RFC 8446 §6.2] */
const ofOurs: readonly [RegExp, ProblemName][] = [
  [/ALERT_CERTIFICATE_REQUIRED/, 'noCertificate'],
  [/ALERT_UNKNOWN_CA/, 'certificateUnknownAuthority'],
  [/ALERT_CERTIFICATE_EXPIRED/, 'certificateExpired'],
  [/ALERT_CERTIFICATE_REVOKED/, 'certificateRevoked'],
  [/ALERT_BAD_CERTIFICATE|ALERT_UNSUPPORTED_CERTIFICATE|ALERT_CERTIFICATE_UNKNOWN|ALERT_ACCESS_DENIED/, 'certificateInvalid'],
];
const hungUp = /^(ECONNRESET|EPIPE)$/;
const ofTls = /^(CERT_|ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO)/;

/** Which of the problems of encryption this error is; null: another one. `at`: epoch ms. */
export function tlsProblemOf({ code = '', message }: NodeJS.ErrnoException, target: Target, at: number): ProblemName | null {
  // Who waits for encryption hangs up on a request in the clear, or answers what is no HTTP.
  if (!target.url.startsWith('wss:')) return /^HPE_/.test(code) || hungUp.test(code) ? 'needsTls' : null;
  const text = `${code} ${message.toUpperCase().replaceAll(' ', '_')}`;
  const found = [...ofServer, ...ofOurs].find(([pattern]) => pattern.test(text))?.[1];
  // A server says roughly or nothing why it turns a certificate down: one that is over is reason enough.
  const isOurs = hungUp.test(code) || ofOurs.some(([, name]) => name === found);
  if (isOurs && target.certificate !== null && !isValid(target.certificate, at)) return 'certificateExpired';
  if (found !== undefined) return found;
  if (hungUp.test(code)) return 'tlsBroken';
  return ofTls.test(code) ? 'certificate' : null;
}

function isValid(pem: string, at: number): boolean {
  const { validFromDate, validToDate } = new X509Certificate(pem);
  return validFromDate.getTime() <= at && at <= validToDate.getTime();
}
