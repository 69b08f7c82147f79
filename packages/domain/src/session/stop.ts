import { addRegister } from '../meter/meter.ts';
import type { Instant, Wh } from '../reading.ts';
import { withMarks } from './marks.ts';
import { derived } from './readings.ts';
import { hasStopped, type Session } from './session.ts';

export interface Stop {
  at: Instant;
  /** 1.6 meterStop; 2.x has it among the readings. */
  meterStopWh: Wh | null;
  reason: string | null;
  idToken: string | null;
  isOffline: boolean;
  isClockOff: boolean;
}

/** The session once the station has said that it ended. The first such word counts; it corrects an end that we had assumed. */
export function stopSession<S extends Session>(session: S, stop: Stop): S {
  if (hasStopped(session)) return session;
  const { at, meterStopWh } = stop;
  const { isAssumedEnd, ...state } = session.state;
  const meter = meterStopWh === null ? state.meter : addRegister(state.meter, at, meterStopWh);
  return derived({
    ...session,
    status: 'ended',
    endedAt: at,
    // Nothing but the stop is known: the session has no length that could be priced.
    startedAt: state.hasBegun ? session.startedAt : Math.min(session.startedAt, at),
    stopReason: stop.reason,
    stopIdToken: stop.idToken,
    marks: withMarks(session.marks, {
      ...(isAssumedEnd ? { lateData: true } : {}),
      ...(stop.isOffline ? { offline: true } : {}),
      ...(stop.isClockOff ? { clockSkew: true } : {}),
    }),
    state: { ...state, meter, ...(meterStopWh === null ? {} : { stopWh: meterStopWh }) },
  });
}

/** Ends a session whose stop never came, with what is known: at its last reading. */
export function closeStale<S extends Session>(session: S): S {
  if (session.status === 'ended') return session;
  const endedAt = Math.max(session.startedAt, session.lastReadingAt ?? session.startedAt);
  return derived({ ...session, status: 'ended', endedAt, state: { ...session.state, isAssumedEnd: true } });
}

/** Takes back an end that we had assumed, when the station goes on telling of the session. */
export function resumeSession<S extends Session>(session: S): S {
  if (!session.state.isAssumedEnd) return session;
  const { isAssumedEnd: _, ...state } = session.state;
  return derived({ ...session, status: 'active', endedAt: null, marks: withMarks(session.marks, { lateData: true }), state });
}
