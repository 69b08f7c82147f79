import { negotiate, type Version } from '@stationmaster/ocpp';
import { checkWay, type Way, type WayProblem } from './way.ts';

/** What a station sent to open its connection. Header values as received; nothing of it is believed yet. */
export interface Attempt {
  path: string;
  offered: string[];
  authorization: string | undefined;
  remoteAddress: string;
  userAgent: string;
  way: Way;
}
/** What we know of that identity. */
export interface Known {
  id: number;
  securityProfile: number;
  /** It is on its way to this profile: good as well. */
  movingTo: number | null;
  /** Common names that its certificate may have, its id aside. */
  certificateNames: readonly string[];
  /** What its certificate must have as organisation; '': anything. */
  organization: string;
  registration: string;
  verify: (password: Buffer) => boolean;
  hasPassword: boolean;
}
export type UnknownPolicy = 'lobby' | 'refuse' | 'adopt';

/** Why we do not let it in; the words of contract `lobbyReasons`. */
export type HandshakeReason =
  | 'noStationId'
  | 'badStationId'
  | 'noSubprotocol'
  | 'wrongSubprotocol'
  | 'noPassword'
  | 'wrongPassword'
  | 'wrongUserName'
  | 'unknownStation'
  | 'lobbyFull'
  | 'tooManyConnections'
  | WayProblem;
export type Verdict =
  | { kind: 'accept'; version: Version; profile: number }
  | { kind: 'lobby'; version: Version }
  | { kind: 'adopt'; version: Version }
  | { kind: 'refuse'; status: 400 | 401 | 403 | 404 | 503 | typeof HANG_UP; reason: HandshakeReason };

/** The connection is ended without an answer: what a certificate that proves nothing gets (2.x TC_A_08). */
export const HANG_UP = 0;
const MAX_IDENTITY = 48;

/**
 * The station's identity: the last path segment, percent-decoded, whatever stands before it, so that what a person typed has
 * a chance. OCPP 2.x Part 4: at most 48 characters, no colon (it ends the user name of the Basic header).
 */
export function identityOf(path: string): { identity: string } | { reason: 'noStationId' | 'badStationId' } {
  const segment = path.split('?')[0]?.split('/').filter(Boolean).at(-1) ?? '';
  const identity = decode(segment);
  if (identity === null) return { reason: 'badStationId' };
  if (identity === '' || (path.split('/').filter(Boolean).length === 1 && identity.toLowerCase() === 'ocpp'))
    return { reason: 'noStationId' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (identity.length > MAX_IDENTITY || /[:/\s\u0000-\u001f\u007f]/.test(identity)) return { reason: 'badStationId' };
  return { identity };
}

/** Lets in, into the lobby, or refuses, before the upgrade (OCPP-J 1.6 §3, 2.x Part 4 §3.1: 404 unknown, 401 credentials). */
export function decideHandshake(
  attempt: Attempt,
  { identity, known, unknown }: { identity: string; known: Known | null; unknown: UnknownPolicy },
): Verdict {
  if (attempt.offered.length === 0) return { kind: 'refuse', status: 400, reason: 'noSubprotocol' };
  const version = negotiate(attempt.offered);
  if (version === null) return { kind: 'refuse', status: 400, reason: 'wrongSubprotocol' };
  if (known === null) return unknown === 'refuse' ? { kind: 'refuse', status: 404, reason: 'unknownStation' } : { kind: unknown, version };
  return asOneOf(attempt, { identity, known, version });
}

/** As the profile it is set to, or as the one it is being moved to; when neither fits, what the first of them lacks is told. */
function asOneOf(attempt: Attempt, { identity, known, version }: { identity: string; known: Known; version: Version }): Verdict {
  const profiles = [...new Set([known.movingTo ?? known.securityProfile, known.securityProfile])].sort((a, b) => b - a);
  const verdicts = profiles.map((profile): Verdict => {
    const refusal = refusalOf(attempt, { identity, known, profile });
    return refusal === null ? { kind: 'accept', version, profile } : { kind: 'refuse', ...refusal };
  });
  return verdicts.find(({ kind }) => kind === 'accept') ?? verdicts.at(-1) ?? { kind: 'refuse', status: 401, reason: 'noPassword' };
}

/** What this attempt lacks for that profile. [2.x A00, SW: 0 nothing, 1 password, 2 password over TLS, 3 the station's certificate] */
function refusalOf(
  attempt: Attempt,
  { identity, known, profile }: { identity: string; known: Known; profile: number },
): { status: 401 | 403 | typeof HANG_UP; reason: HandshakeReason } | null {
  const wrong = checkWay(attempt.way, profile, { names: [identity, ...known.certificateNames], organization: known.organization });
  if (wrong !== null) return { status: wrong === 'needsTls' ? 403 : HANG_UP, reason: wrong };
  if (profile === 0 || profile === 3) return null;
  const credentials = basicCredentials(attempt.authorization);
  if (credentials === null) return { status: 401, reason: 'noPassword' };
  if (credentials.userName !== identity) return { status: 401, reason: 'wrongUserName' };
  return known.verify(credentials.password) ? null : { status: 401, reason: 'wrongPassword' };
}

/** The Basic header as bytes, split at the first colon: a 1.6 AuthorizationKey may be any bytes. [SW A00, errata] */
export function basicCredentials(header: string | undefined): { userName: string; password: Buffer } | null {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const bytes = Buffer.from(encoded, 'base64');
  const colon = bytes.indexOf(0x3a);
  return colon < 0 ? null : { userName: bytes.subarray(0, colon).toString('utf8'), password: bytes.subarray(colon + 1) };
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment).trim();
  } catch {
    return null;
  }
}
