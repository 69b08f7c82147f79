import type { ErrorCode } from '@stationmaster/ocpp';

const codes: ReadonlySet<string> = new Set<ErrorCode>([
  'NotImplemented',
  'NotSupported',
  'InternalError',
  'ProtocolError',
  'SecurityError',
  'FormatViolation',
  'PropertyConstraintViolation',
  'OccurrenceConstraintViolation',
  'TypeConstraintViolation',
  'GenericError',
]);

/** An error code as it may be handed on; what the standard does not know becomes GenericError. */
export function codeOf(text: string): ErrorCode {
  return codes.has(text) ? (text as ErrorCode) : 'GenericError';
}
