import type { ErrorDetail } from '@stationmaster/contract';

/**
 * The one table of errors: code → HTTP status and a sentence a person understands. `{name}` is filled from the values.
 * docs/generated/errors.md is made from it. Add a row, throw `fail('code')`; never match on sentences.
 */
export const errorTable = {
  badRequest: { status: 400, message: 'The request is not valid. See details for the fields.' },
  badJson: { status: 400, message: 'The body is not valid JSON.' },
  badCursor: { status: 400, message: 'The cursor does not belong to this list. Start again without a cursor.' },
  unknownAction: { status: 400, message: '{action} is not a message that a CSMS sends in {version}.' },
  payloadInvalid: {
    status: 400,
    message: 'The payload is not what {action} of {version} asks for. Nothing was sent; see details for the places.',
  },
  badCsv: { status: 400, message: 'Line {line} of the file is not valid: {why}. Nothing was changed.' },
  notSignedIn: { status: 401, message: 'Sign in first, or send an API key as "Authorization: Bearer …".' },
  wrongCredentials: { status: 401, message: 'E-mail address or password is wrong.' },
  notAllowed: { status: 403, message: 'Your role ({role}) may not do this; it needs {needed}.' },
  foreignOrigin: { status: 403, message: 'The request came from another website and was refused.' },
  invitationInvalid: { status: 403, message: 'This link has been used or has expired. Ask an administrator for a new one.' },
  notFound: { status: 404, message: 'There is no {what} {id}.' },
  routeNotFound: { status: 404, message: 'There is nothing at {path}. The API is described at /api/docs.' },
  methodNotAllowed: { status: 405, message: '{method} is not possible at {path}.' },
  alreadyExists: { status: 409, message: 'There is already a {what} {id}.' },
  inUse: { status: 409, message: '{what} {id} is still used by {by}.' },
  stillCharging: { status: 409, message: 'A car is charging there. Stop it first.' },
  lastAdministrator: { status: 409, message: 'This is the last administrator. Make another one first.' },
  idempotencyReused: { status: 409, message: 'This Idempotency-Key was used for a different request.' },
  idempotencyRunning: { status: 409, message: 'The first request with this Idempotency-Key is still running.' },
  idempotencyCutOff: {
    status: 409,
    message: 'The first request with this Idempotency-Key was cut off, and what it did is not known. Look there, then use a new key.',
  },
  notAdoptable: { status: 409, message: 'This attempt cannot be adopted: {why}' },
  tooLarge: { status: 413, message: 'The body is larger than {limit}.' },
  tooMany: { status: 429, message: 'Too many requests. Try again in {seconds} s.' },
  stationOffline: { status: 409, message: 'The station is not connected.' },
  stationNotAccepted: {
    status: 409,
    message: 'The station is not accepted yet: until then it can only be configured and asked for messages. Nothing was sent.',
  },
  queueFull: { status: 409, message: 'Too many messages already wait for this station. Nothing was sent; try again in a moment.' },
  tokenRefused: { status: 409, message: 'This card may not charge there: {reason}.' },
  reservationOver: { status: 409, message: 'Reservation {id} is over ({status}): it cannot be changed any more.' },
  profileRefused: { status: 409, message: 'The station cannot take this charging profile. Nothing was sent; see details for the places.' },
  secretCannotWait: {
    status: 409,
    message: 'A password or key is not kept here, so this command cannot wait or go to many stations. Nothing was sent.',
  },
  alreadySent: { status: 409, message: 'Command {id} has been sent already.' },
  sessionNotActive: { status: 409, message: 'Session {id} has already ended.' },
  internal: { status: 500, message: 'Something went wrong on our side. Quote the request id {requestId}.' },
  databaseDown: { status: 503, message: 'The database does not answer. Nothing was changed; try again in a moment.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errorTable;

/** An error a caller of the API is told about. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly values: Readonly<Record<string, string | number>>;
  readonly details: readonly ErrorDetail[];
  constructor(code: ErrorCode, values: Record<string, string | number> = {}, details: readonly ErrorDetail[] = []) {
    super(fill(errorTable[code].message, values));
    this.name = 'Failure';
    this.code = code;
    this.values = values;
    this.details = details;
  }
}

export function fail(code: ErrorCode, values: Record<string, string | number> = {}): Failure {
  return new Failure(code, values);
}

function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
