import type { Version } from './version.ts';

/**
 * What a CALLERROR can say, in the spelling of 2.x; `spellingFor` knows what 1.6 writes.
 * [J16 §4.2.3 table 7, P4 §4.3 table 8]
 */
export type ErrorCode =
  | 'NotImplemented'
  | 'NotSupported'
  | 'InternalError'
  | 'ProtocolError'
  | 'SecurityError'
  | 'FormatViolation'
  | 'PropertyConstraintViolation'
  | 'OccurrenceConstraintViolation'
  | 'TypeConstraintViolation'
  | 'GenericError'
  | 'MessageTypeNotSupported'
  | 'RpcFrameworkError';

/** 1.6 keeps its misspellings on purpose (errata 5.1, 5.2) and lacks the last two. */
const spelling16: { readonly [C in ErrorCode]?: string } = {
  FormatViolation: 'FormationViolation',
  OccurrenceConstraintViolation: 'OccurenceConstraintViolation',
  MessageTypeNotSupported: 'GenericError',
  RpcFrameworkError: 'FormationViolation',
};

/** The code as the version writes it. */
export function spellingFor(version: Version, code: ErrorCode): string {
  return version === 'ocpp1.6' ? (spelling16[code] ?? code) : code;
}
