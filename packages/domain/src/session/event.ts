import type { Instant, Reading } from '../reading.ts';
import { type SessionDetails, withExport, withResumption, withToldDetails } from './details.ts';
import { withMarks } from './marks.ts';
import { applyReadings, derived } from './readings.ts';
import { addNumber, hasNumber, highest } from './sequence.ts';
import { hasStopped, type Session } from './session.ts';
import { beginSession, type SessionToken, withToken } from './start.ts';
import { withState } from './states.ts';
import { resumeSession, stopSession } from './stop.ts';

/** A 2.x TransactionEvent in our words. */
export interface TransactionEvent {
  kind: 'Started' | 'Updated' | 'Ended';
  at: Instant;
  seqNo: number;
  isOffline: boolean;
  isClockOff: boolean;
  chargingState: string | null;
  stopReason: string | null;
  evseId: number | null;
  connectorId: number | null;
  token: SessionToken | null;
  /** The card is held up to end the session: triggers StopAuthorized and Deauthorized. */
  isTokenForStop: boolean;
  /** The station goes on after a loss of power: trigger TxResumed of 2.1 (E17). */
  isResumed?: boolean;
  details?: SessionDetails;
  readings: readonly Reading[];
}

/**
 * The session after one event. Events may come in any order, repeated or not at all; every fact is merged, none is
 * overwritten by its absence (2.x E01–E08).
 */
export function applyEvent<S extends Session>(session: S, event: TransactionEvent): S {
  const seen = session.state.seq ?? [];
  const isRepeat = hasNumber(seen, event.seqNo);
  let result = isRepeat ? session : numbered(session, event.seqNo);
  result = placed(result, event);
  if (event.token !== null && !event.isTokenForStop && event.kind !== 'Ended') result = withToken(result, event.token);
  if (event.kind === 'Started') result = begun(result, event);
  else if (!result.state.hasBegun && event.at < result.startedAt) result = { ...result, startedAt: event.at };
  const counted = result;
  result = applyReadings(result, event.readings);
  // The number alone may close a gap; readings have computed everything anew already.
  if (!isRepeat && result === counted) result = derived(result);
  result = withExport(result, event.readings);
  result = charging(result, event, isRepeat);
  result = detailed(result, event, isRepeat);
  if (event.kind === 'Ended') return ended(result, event);
  // The station goes on with a session that we had closed: 2.1 TxResumed, or a stop that never was.
  const goesOn = !isRepeat && result.state.isAssumedEnd === true && event.at > (result.endedAt ?? 0) && !event.isOffline;
  return goesOn ? resumeSession(result) : result;
}

/** With its number noted; what follows from that is not computed yet. */
function numbered<S extends Session>(session: S, seqNo: number): S {
  const seen = session.state.seq ?? [];
  const isLate = seqNo < (highest(seen) ?? seqNo);
  return {
    ...session,
    marks: isLate ? withMarks(session.marks, { outOfOrder: true }) : session.marks,
    state: { ...session.state, seq: addNumber(seen, seqNo) },
  };
}

function detailed<S extends Session>(session: S, { details, isResumed = false, at }: TransactionEvent, isRepeat: boolean): S {
  const result = details === undefined ? session : withToldDetails(session, details, at);
  return isResumed && !isRepeat ? withResumption(result) : result;
}

function placed<S extends Session>(session: S, { evseId, connectorId }: TransactionEvent): S {
  if (evseId === null || (session.evseId === evseId && (session.connectorId !== null || connectorId === null))) return session;
  return { ...session, evseId: session.evseId || evseId, connectorId: session.connectorId ?? connectorId };
}

function begun<S extends Session>(session: S, event: TransactionEvent): S {
  const { at, isOffline, isClockOff } = event;
  return beginSession(session, {
    evseId: session.evseId,
    connectorId: session.connectorId,
    at,
    meterStartWh: null,
    token: null,
    isOffline,
    isClockOff,
  });
}

function charging<S extends Session>(session: S, { chargingState, at }: TransactionEvent, isRepeat: boolean): S {
  const { chargingAt = at } = session.state;
  // What it told is part of the stretches already, though no longer a point of its own.
  if (isRepeat && at < chargingAt) return session;
  if (chargingState === null || (session.chargingState === chargingState && at === session.state.chargingAt)) return session;
  const told = withState(session, chargingState, { at, since: chargingAt });
  return at < chargingAt ? told : { ...told, chargingState, state: { ...told.state, chargingAt: at } };
}

function ended<S extends Session>(session: S, event: TransactionEvent): S {
  if (hasStopped(session)) return session;
  const { at, stopReason, token, isOffline, isClockOff } = event;
  return stopSession(session, { at, meterStopWh: null, reason: stopReason, idToken: token?.idToken ?? null, isOffline, isClockOff });
}
