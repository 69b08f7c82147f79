import { X509Certificate } from 'node:crypto';
import type { ServerPairs } from './ports.ts';

/** Why nobody could talk to us over TLS. */
export type TlsFailure =
  | 'tlsProtocol'
  | 'tlsCipher'
  | 'tlsUntrusted'
  | 'tlsServerExpired'
  | 'tlsServerName'
  | 'tlsPlain'
  | 'tlsGarbage'
  | 'tlsTimeout'
  | 'tlsBroken';

export interface TlsError {
  code?: string | undefined;
  /** Server name the caller asked for (SNI). */
  servername?: string | undefined;
  /** What it has sent so far. */
  bytesRead: number;
}

const byCode: readonly [RegExp, TlsFailure][] = [
  [/UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|ALERT_PROTOCOL_VERSION|INAPPROPRIATE_FALLBACK/, 'tlsProtocol'],
  [
    /NO_SHARED_CIPHER|NO_SUITABLE|HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY|NO_SHARED_GROUP|UNSUPPORTED_SIGNATURE|DH_KEY_TOO_SMALL/,
    'tlsCipher',
  ],
  [/ALERT_CERTIFICATE_EXPIRED/, 'tlsServerExpired'],
  [/ALERT_UNKNOWN_CA|ALERT_CERTIFICATE_UNKNOWN|ALERT_BAD_CERTIFICATE|ALERT_UNSUPPORTED_CERTIFICATE|ALERT_ACCESS_DENIED/, 'tlsUntrusted'],
  [/UNRECOGNIZED_NAME/, 'tlsServerName'],
  [/HTTP_REQUEST/, 'tlsPlain'],
  [/HANDSHAKE_TIMEOUT/, 'tlsTimeout'],
  [
    /WRONG_VERSION_NUMBER|UNKNOWN_PROTOCOL|PACKET_LENGTH|RECORD_LENGTH|BAD_RECORD_TYPE|UNEXPECTED_MESSAGE|NOT_TLS|LENGTH_MISMATCH/,
    'tlsGarbage',
  ],
];

/**
 * What a failed handshake was about; null: nothing worth telling (a health check that connects and leaves). A station that
 * turns our certificate down says why only roughly: where the name it asked for is not in the certificate, that is why.
 */
export function failureOf({ code = '', servername, bytesRead }: TlsError, pairs: ServerPairs): TlsFailure | null {
  const found = byCode.find(([pattern]) => pattern.test(code))?.[1];
  const isRefused = found === 'tlsUntrusted' || (found === undefined && bytesRead > 0);
  if (isRefused && servername && !coversName(pairs, servername)) return 'tlsServerName';
  if (found !== undefined) return found;
  return bytesRead === 0 ? null : 'tlsBroken';
}

function coversName({ rsa, ecdsa }: ServerPairs, name: string): boolean {
  return [rsa, ecdsa].some((pair) => pair !== undefined && new X509Certificate(pair.cert).checkHost(name) !== undefined);
}
