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
  moveRunning: { status: 409, message: 'The station has this security profile already, or is being moved to another one.' },
  noEncryption: { status: 409, message: 'There is no encryption here yet: set TLS_PORT, or PUBLIC_URL to an https address.' },
  notAdoptable: { status: 409, message: 'This attempt cannot be adopted: {why}' },
  tooLarge: { status: 413, message: 'The body is larger than {limit}.' },
  fileAddressUnknown: { status: 404, message: 'This address leads to no file, or not any more.' },
  lengthRequired: { status: 411, message: 'The request does not say how long the file is (Content-Length).' },
  rangeNotThere: { status: 416, message: 'Of this file {have} bytes are here: go on from there.' },
  checksumDiffers: {
    status: 422,
    message: 'This is not the file the checksum was given for. Expected {expected}, found {found}. Nothing was kept.',
  },
  logNotText: { status: 409, message: 'Log {id} is no text that can be shown here. Download it instead.' },
  uploadEmpty: { status: 400, message: 'The file is empty.' },
  uploadCutOff: { status: 400, message: 'The file ended before it was whole. Send the rest with Content-Range, or begin again.' },
  diskFull: { status: 507, message: 'There is no room for this file on the disk. Nothing was kept.' },
  tooMany: { status: 429, message: 'Too many requests. Try again in {seconds} s.' },
  stationOffline: { status: 409, message: 'The station is not connected.' },
  stationNotAccepted: {
    status: 409,
    message: 'The station is not accepted yet: until then it can only be configured and asked for messages. Nothing was sent.',
  },
  queueFull: { status: 409, message: 'Too many messages already wait for this station. Nothing was sent; try again in a moment.' },
  tokenRefused: { status: 409, message: 'This card may not charge there: {reason}.' },
  noPaymentProvider: { status: 409, message: 'This install takes no payments itself: set PAYMENT_PROVIDER, or let the kiosk settle.' },
  paymentNotYours: { status: 409, message: 'Payment {id} is settled by {by}, not by a kiosk.' },
  paymentOver: { status: 409, message: 'Payment {id} was settled or called off before.' },
  notPrepaid: { status: 409, message: 'Card {id} is not prepaid: switch that on first.' },
  creditLeft: { status: 409, message: 'Card {id} still holds {amount} {currency}. Pay it out and correct its credit to 0 first.' },
  voucherUnknown: { status: 404, message: 'There is no voucher with this code. Look for a character that was mistyped.' },
  voucherOver: { status: 409, message: 'This voucher cannot be redeemed any more.' },
  voucherNotYet: { status: 409, message: 'This voucher can be redeemed from {from} on.' },
  voucherUsed: { status: 409, message: 'This voucher has been redeemed already.' },
  voucherUsedUp: { status: 409, message: 'This voucher has been redeemed as often as it may be.' },
  voucherLimit: { status: 409, message: 'Nobody may redeem more of these vouchers than this driver or card has.' },
  voucherNotForThem: { status: 409, message: 'This voucher is for other drivers.' },
  voucherNotHere: { status: 409, message: 'This voucher does not hold here.' },
  voucherNeedsAccount: { status: 409, message: 'This voucher is for drivers with an account or a card.' },
  voucherInUse: { status: 409, message: 'This voucher is being used for another payment.' },
  reservationOver: { status: 409, message: 'Reservation {id} is over ({status}): it cannot be changed any more.' },
  inMaintenance: { status: 409, message: 'The station is being worked on until {until}: nothing can be reserved there before.' },
  profileRefused: { status: 409, message: 'The station cannot take this charging profile. Nothing was sent; see details for the places.' },
  secretCannotWait: {
    status: 409,
    message: 'A password or key is not kept here, so this command cannot wait or go to many stations. Nothing was sent.',
  },
  campaignState: { status: 409, message: 'That cannot be done with campaign {id} now: it is {state}.' },
  alertRuleStays: { status: 409, message: 'Rule {id} came with the install: switch it off instead of removing it.' },
  runbookStays: { status: 409, message: 'Recipe {id} came with the install: switch it off instead of removing it.' },
  runbookRunning: { status: 409, message: 'A recipe already runs for {id}. Stop it first.' },
  alreadySent: { status: 409, message: 'Command {id} has been sent already.' },
  sessionNotEnded: { status: 409, message: 'Session {id} is still running. It can be set right once it has ended.' },
  repairReversed: { status: 409, message: 'Repair {id} has been taken back already.' },
  endBeforeStart: { status: 409, message: 'The session would end before it starts.' },
  keyUnreadable: {
    status: 400,
    message: 'This is not a public key of a meter. Give it as SubjectPublicKeyInfo or bare point, in hex, base64 or PEM.',
  },
  certificateUnusable: { status: 400, message: 'This certificate cannot be used: {why}. Nothing was sent or kept.' },
  authorityLocked: {
    status: 409,
    message:
      'The certificate authority was made with another key file. Bring back DATA_DIR/certificate-key (or CERTIFICATE_KEY) and restart.',
  },
  certificateNotRevocable: {
    status: 409,
    message:
      'Certificate {id} cannot be taken back here: only what our authority has signed for servers and stations, and what was brought in.',
  },
  sessionNotActive: { status: 409, message: 'Session {id} has already ended.' },
  notPriced: {
    status: 409,
    message: 'Session {id} has no price: no tariff held where it was charged, or nothing is known of it but its end.',
  },
  reservationNotPriced: {
    status: 409,
    message:
      'Reservation {id} has no price of its own: it is not over yet, its session pays for it, or its tariff has none for reservations.',
  },
  internal: { status: 500, message: 'Something went wrong on our side. Quote the request id {requestId}.' },
  starting: { status: 503, message: 'The server is starting. Try again in a moment.' },
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
