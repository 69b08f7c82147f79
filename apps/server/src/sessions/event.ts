import {
  applyEvent,
  decideStart,
  type FrameTime,
  hasStopped,
  maskToken,
  openSession,
  startKey2x,
  type TransactionEvent,
  type TransactionLimit,
  timing,
} from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { withoutCancelled } from '../payments/cancelled.ts';
import { useReservation } from '../reservations/use.ts';
import type { Authorization } from '../stations/state.ts';
import { chargingStep } from '../stations/status.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import { authorize } from '../tokens/authorize.ts';
import { closeSessions } from './close.ts';
import { readingStep, tapStep } from './evidence.ts';
import { findByKey } from './find.ts';
import { limited } from './limit.ts';
import { coversStart, type LiveSession, liveSessions, rowOf, type SessionHappening, sessionStep } from './live.ts';
import { priced } from './price.ts';
import { withTariff } from './tariff.ts';

/** One TransactionEvent, its card not yet authorised. */
export type Event = Omit<TransactionEvent, 'token' | 'isClockOff' | 'at'> & {
  transactionId: string;
  time: FrameTime;
  token: { idToken: string; type: string } | null;
  remoteStartId: number | null;
  /** The limits it tells to be in force at the station. */
  theirs: TransactionLimit | null;
  reservationId: number | null;
};
export interface Recorded {
  session: LiveSession;
  authorization: Authorization | null;
  step: Step;
  commandId: number | null;
  /** To be told in the answer; null: none. */
  limit: TransactionLimit | null;
}

/** 2.x: what one TransactionEvent makes of its session, whatever of the others has come already. */
export async function recordEvent(context: Pick<Context, 'db' | 'ids'>, turn: Turn, event: Event): Promise<Recorded> {
  const { state } = turn;
  const finding = findSession(context, turn, event);
  // Most events are of a running session and show no card: they wait for nothing.
  const [authorization, known] =
    event.token === null
      ? [null, await finding]
      : await Promise.all([authorization2x(context, turn, { ...event, token: event.token }), finding]);
  const before = known ?? (await opened(context, turn, event));
  const told = applied(before, event, { turn, authorization });
  const bought = chooses(known, told)
    ? await withTariff(context, state, { session: told, authorization, reservationId: event.reservationId })
    : told;
  const isEnd = hasStopped(bought) && !hasStopped(before);
  const after = isEnd ? withoutCancelled(bought, state) : bought;
  const evidence = readingStep(turn, event.readings, { sessionId: after.id, evseId: after.evseId, knownUntil: before.lastReadingAt });
  if (known !== null && after === known) {
    const { limit } = await limited(context, state, { session: known, authorization, event: { ...event, commandId: null } });
    return { session: known, authorization, step: evidence, commandId: null, limit };
  }

  const { evseId, id } = after;
  const isNew = known === null;
  const steps: Step[] = [];
  if (isNew && event.kind === 'Started') steps.push(closeSessions(turn, superseded(turn, after)));
  const begins = (isNew || event.remoteStartId !== null) && !isEnd;
  const effect = begins
    ? effectStep(turn, {
        kind: 'sessionStarted',
        evseId,
        idToken: event.token?.idToken ?? null,
        remoteStartId: event.remoteStartId,
        sessionId: id,
      })
    : null;
  const commandId = effect?.settled[0] ?? null;
  const moment = { state, until: Math.max(event.time.at, after.lastReadingAt ?? 0), readings: event.readings };
  const paid = { ...priced(after, moment), commandId: commandId ?? after.commandId };
  const { session, limit } = await limited(context, state, { session: paid, authorization, event: { ...event, commandId } });
  steps.push(sessionStep(turn, session, happening(isNew, isEnd)), evidence);
  if (effect !== null) steps.push(effect);
  if (isEnd) steps.push(effectStep(turn, { kind: 'sessionEnded', sessionId: id }));
  if (event.token !== null && authorization !== null) {
    const purpose = event.isTokenForStop || event.kind === 'Ended' ? 'stop' : 'start';
    steps.push(tapStep(turn, { ...event.token, evseId: evseId || null, purpose, sessionId: id }, authorization));
  }
  if (event.reservationId !== null || isArrival(event)) steps.push(reservedStep(turn, event, { session, authorization }));
  if (!event.isOffline) steps.push(chargingStep({ ...turn, state }, session));
  return { session, authorization, step: joinSteps(steps), commandId, limit };
}

/** The tariff is fixed with the first event, and once more when the card that pays is known only later. */
const chooses = (known: LiveSession | null, told: LiveSession): boolean =>
  known === null || (known.idToken === null && told.idToken !== null && known.status === 'active');

/** The card is held up to begin, not to end. */
const isArrival = ({ token, isTokenForStop, kind }: Event): boolean => token !== null && !isTokenForStop && kind !== 'Ended';

function reservedStep(
  turn: Turn,
  { reservationId, token, time }: Event,
  { session, authorization }: { session: LiveSession; authorization: Authorization | null },
): Step {
  const { evseId, id: sessionId } = session;
  const groupId = authorization?.groupId ?? null;
  return useReservation(turn, { reservationId, evseId, idToken: token?.idToken ?? null, groupId, at: time.at, sessionId });
}

function happening(isNew: boolean, isEnd: boolean): SessionHappening {
  if (isEnd) return 'session.ended';
  return isNew ? 'session.started' : 'session.updated';
}

function applied(
  before: LiveSession,
  event: Event,
  { turn, authorization }: { turn: Turn; authorization: Authorization | null },
): LiveSession {
  const { clockSkew } = timing(event.time, turn.state.clockSkewMs);
  const { token } = event;
  return applyEvent(before, {
    ...event,
    at: event.time.at,
    isOffline: event.isOffline,
    isClockOff: clockSkew,
    token:
      token === null || authorization === null
        ? null
        : {
            idToken: maskToken(token.idToken, token.type),
            type: token.type,
            tokenId: authorization.tokenId,
            isAccepted: authorization.status === 'Accepted',
          },
  });
}

function authorization2x(
  context: Pick<Context, 'db'>,
  { state }: Turn,
  event: Event & { token: { idToken: string; type: string } },
): Promise<Authorization> {
  const place = isArrival(event) ? state : undefined;
  return authorize(context, { tenantId: state.tenantId, ...event.token, openAccess: state.openAccess, place, at: event.time.at });
}

function findSession(context: Pick<Context, 'db'>, { state, at }: Turn, event: Event): ReturnType<typeof findByKey> {
  const isLive = event.kind === 'Started' && coversStart(state, event.time.at, at);
  return findByKey(context, state, { key: startKey2x(event.transactionId), isLive });
}

async function opened(context: Pick<Context, 'ids'>, { state, at: receivedAt }: Turn, event: Event): Promise<LiveSession> {
  const { transactionId, evseId, connectorId, time } = event;
  const id = await context.ids.session();
  return rowOf(
    openSession({ id, startKey: startKey2x(transactionId), transactionId, evseId: evseId ?? 0, connectorId, at: time.at, receivedAt }),
    state,
  );
}

function superseded({ state }: Turn, session: LiveSession): LiveSession[] {
  const { startKey: key, evseId, connectorId, startedAt: at } = session;
  const decision = decideStart(liveSessions(state), { key, evseId, connectorId, at });
  return decision.kind === 'new' ? decision.superseded : [];
}
