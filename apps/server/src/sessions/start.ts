import {
  beginSession,
  decideStart,
  frameTime,
  maskToken,
  matchStopped,
  nextSkew,
  openSession,
  startKey16,
  timing,
  unsetClockKey,
} from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { useReservation } from '../reservations/use.ts';
import type { Authorization } from '../stations/state.ts';
import { effectStep, joinSteps, noStep, type Step, skewStep, type Turn } from '../stations/step.ts';
import { authorize } from '../tokens/authorize.ts';
import { closeSessions } from './close.ts';
import { tapStep } from './evidence.ts';
import { findByKey } from './find.ts';
import { coversStart, type LiveSession, liveSessions, rowOf, sessionStep } from './live.ts';
import { priced } from './price.ts';
import { withTariff } from './tariff.ts';

export interface Start {
  evseId: number;
  connectorId: number;
  idToken: string;
  timestamp: string;
  meterStartWh: number;
  reservationId: number | null;
}
export interface Started {
  session: LiveSession;
  authorization: Authorization;
  step: Step;
  commandId: number | null;
}

/** 1.6: a session begins, or a start that we know already is told again. A refused card gets its session too (§4.8). */
export async function startSession(context: Pick<Context, 'db' | 'ids'>, turn: Turn, start: Start): Promise<Started> {
  const { state, at } = turn;
  const time = frameTime(start.timestamp, at);
  const { evseId, connectorId, idToken } = start;
  const token = { tenantId: state.tenantId, idToken, type: null, openAccess: state.openAccess, place: state, at: time.at };
  const [authorization, known] = await Promise.all([authorize(context, token), findStart(context, turn, start)]);
  const decision = decideStart(known === null ? liveSessions(state) : [known], {
    key: known?.startKey ?? keyOf(turn, start),
    evseId,
    connectorId,
    at: time.at,
  });
  if (decision.kind === 'repeat') return { session: decision.session, authorization, step: noStep, commandId: null };

  // Its stop may have come first, and is a session of its own already.
  const stopped = matchStopped(liveSessions(state), { at: time.at, meterStartWh: start.meterStartWh, idToken });
  const id = stopped?.id ?? (await context.ids.session());
  const opened = {
    ...(stopped ?? openSession({ id, startKey: '', transactionId: null, evseId, connectorId, at: time.at, receivedAt: at })),
    startKey: keyOf(turn, start),
    transactionId: String(id),
  };
  const skew = nextSkew(state.clockSkewMs, time.offset);
  const { clockSkew, offline } = timing(time, state.clockSkewMs);
  const begun = beginSession(opened, {
    evseId,
    connectorId,
    at: time.at,
    meterStartWh: start.meterStartWh,
    isOffline: offline,
    isClockOff: clockSkew,
    token: {
      idToken: maskToken(idToken, null),
      type: null,
      tokenId: authorization.tokenId,
      isAccepted: authorization.status === 'Accepted',
    },
  });
  const effect = effectStep(turn, { kind: 'sessionStarted', evseId, idToken, remoteStartId: null, sessionId: id });
  const commandId = effect.settled[0] ?? null;
  const row = stopped === null ? rowOf(begun, state) : { ...stopped, ...begun };
  const bought = await withTariff(context, state, { session: row, authorization, reservationId: start.reservationId });
  const session = { ...priced(bought, { state, until: time.at }), commandId };
  const tap = tapStep(turn, { idToken, type: null, evseId, purpose: 'start', sessionId: id }, authorization);
  const steps = [
    closeSessions(turn, decision.superseded),
    sessionStep(turn, session, stopped === null ? 'session.started' : 'session.updated'),
    tap,
    effect,
    useReservation(turn, { ...start, groupId: authorization.groupId, at: time.at, sessionId: id }),
  ];
  // A start in the past was kept while the station was offline: it says nothing about the clock.
  if (time.offset !== null && time.offset > -60_000) steps.push(skewStep(turn, skew));
  return { session, authorization, step: joinSteps(steps), commandId };
}

function keyOf({ at }: Turn, start: Start): string {
  const key = startKey16({ ...start, meterStart: start.meterStartWh });
  return frameTime(start.timestamp, at).offset === null ? unsetClockKey(key, at) : key;
}

/** The session of which this start is a repeat. With a clock that was never set, only a running one can be. */
async function findStart(context: Pick<Context, 'db'>, { state, at }: Turn, start: Start): Promise<LiveSession | null> {
  const key = startKey16({ ...start, meterStart: start.meterStartWh });
  const time = frameTime(start.timestamp, at);
  if (time.offset !== null) return await findByKey(context, state, { key, isLive: coversStart(state, time.at, at) });
  return liveSessions(state).find((session) => session.status === 'active' && session.startKey.startsWith(`${key}@`)) ?? null;
}
