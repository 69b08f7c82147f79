/**
 * OCPP-J 1.6, 2.0.1 and 2.1, in either role: frames, schemas, errors and the peer that keeps calls
 * and answers together. It knows the protocol and nothing of the business, reads no clock and makes
 * no random number: ids and timers are passed in.
 *
 * A server creates one `Peer` per socket, hands it every text frame, takes calls in `onCall`, checks
 * them with `acceptRequest`, and answers with `encodeResult` or `encodeError`.
 */
export { actions, isAction } from './actions.ts';
export { type Check, checkRequest, checkResponse, prepare, type Refusal } from './check.ts';
export { deviationOf, deviations, type ToldDeviation } from './deviations.ts';
export type { Dialect } from './dialect.ts';
export { actionsToStation, checkAction, type FromStation, type SendOnly, type ToStation } from './directions.ts';
export { type ErrorAnswer, encodeCall, encodeError, encodeResult, encodeResultError, encodeSend } from './encode.ts';
export type { ErrorCode } from './errors.ts';
export type { FaultName, FrameFault } from './fault.ts';
export { type Frame, type IncomingCall, parseFrame } from './frame.ts';
export type { Outcome } from './outcome.ts';
export { InvalidCall, Peer } from './peer.ts';
export type { Exchange, LateAnswer, PeerOptions } from './peer-options.ts';
export { behaviours, type Nameplate, type QuirkName, quirkRowsOf, quirksOf } from './quirks.ts';
export { type Accepted, acceptRequest, acceptResponse } from './repair.ts';
export type { Loss, Severity } from './repair-row.ts';
export type { RepairName } from './repairs.ts';
export { type Part, schemaOf } from './schemas.ts';
export type { ActionOf, Calls16, Calls21, Calls201, CallsOf, RequestOf, ResponseOf } from './types.ts';
export { negotiate, type Version, versions } from './version.ts';
