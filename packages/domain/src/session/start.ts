import { addRegister } from '../meter/meter.ts';
import type { Instant, Wh } from '../reading.ts';
import { withMarks } from './marks.ts';
import { derived } from './readings.ts';
import type { Session } from './session.ts';

/** The card of a session, and what we said to it. */
export interface SessionToken {
  idToken: string;
  type: string | null;
  tokenId: number | null;
  isAccepted: boolean;
}

export interface Begin {
  evseId: number;
  connectorId: number | null;
  at: Instant;
  /** 1.6 meterStart; 2.x has it among the readings. */
  meterStartWh: Wh | null;
  token: SessionToken | null;
  isOffline: boolean;
  isClockOff: boolean;
}

/** The session once its start is known, whatever of it came before. A repeat changes nothing. */
export function beginSession<S extends Session>(session: S, begin: Begin): S {
  if (session.state.hasBegun) return session;
  const { at, meterStartWh } = begin;
  const meter = meterStartWh === null ? session.state.meter : addRegister(session.state.meter, at, meterStartWh);
  const begun: S = {
    ...session,
    evseId: begin.evseId || session.evseId,
    connectorId: begin.connectorId ?? session.connectorId,
    startedAt: at,
    marks: withMarks(session.marks, { ...(begin.isOffline ? { offline: true } : {}), ...(begin.isClockOff ? { clockSkew: true } : {}) }),
    state: { ...session.state, meter, hasBegun: true, ...(meterStartWh === null ? {} : { startWh: meterStartWh }) },
  };
  return derived(begin.token === null ? begun : withToken(begun, begin.token));
}

/** The card that pays: the first one counts, later ones (a stop, a second tap) do not replace it. */
export function withToken<S extends Session>(session: S, token: SessionToken): S {
  if (session.idToken !== null && session.idToken !== token.idToken) return session;
  return {
    ...session,
    idToken: token.idToken,
    idTokenType: token.type,
    tokenId: token.tokenId ?? session.tokenId,
    marks: token.isAccepted ? session.marks : withMarks(session.marks, { tokenRefused: true }),
  };
}

export type StartDecision<S> = { kind: 'repeat'; session: S } | { kind: 'new'; superseded: S[] };

/**
 * What a start means among the sessions of the station: a repeat of one with its key, or something new, and then the open
 * ones of that connector that began before have ended without our being told.
 */
export function decideStart<S extends Session>(
  sessions: Iterable<S>,
  start: { key: string; evseId: number; connectorId: number | null; at: Instant },
): StartDecision<S> {
  const superseded: S[] = [];
  for (const session of sessions) {
    if (session.startKey === start.key && session.state.hasBegun) return { kind: 'repeat', session };
    if (session.status === 'active' && session.startKey !== start.key && isBefore(session, start)) superseded.push(session);
  }
  return { kind: 'new', superseded };
}

function isBefore(session: Session, start: { evseId: number; at: Instant }): boolean {
  return start.evseId !== 0 && session.evseId === start.evseId && session.startedAt <= start.at;
}
