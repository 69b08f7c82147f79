import {
  frameTime,
  hasStopped,
  matchUnnumbered,
  numberedKey16,
  openSession,
  type Reading,
  stopKey16,
  stopSession,
  timing,
  withMarks,
} from '@stationmaster/domain';
import type { Context } from '../context.ts';
import type { Authorization } from '../stations/state.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import { authorize } from '../tokens/authorize.ts';
import { readingStep, tapStep } from './evidence.ts';
import { findByKey, findByNumber, findStopped } from './find.ts';
import { type LiveSession, liveSessions, rowOf, sessionStep } from './live.ts';
import { priced } from './price.ts';
import { withTariff } from './tariff.ts';
import { withReadings } from './update.ts';

export interface Stop {
  transactionId: number;
  timestamp: string;
  meterStopWh: number;
  reason: string;
  idToken: string | null;
  readings: readonly Reading[];
}
export interface Stopped {
  session: LiveSession;
  authorization: Authorization | null;
  step: Step;
}
type Needs = Pick<Context, 'db' | 'ids'>;

/** 1.6: a session has ended. Whatever the message holds there is a session for it, so that it can always be answered. */
export async function endSession(context: Needs, turn: Turn, stop: Stop): Promise<Stopped> {
  const { state, at } = turn;
  const { idToken, reason, meterStopWh, readings } = stop;
  const time = frameTime(stop.timestamp, at);
  const { clockSkew, offline } = timing(time, state.clockSkewMs);
  const token = idToken === null ? null : { tenantId: state.tenantId, idToken, type: null, openAccess: state.openAccess, at: time.at };
  const [authorization, before] = await Promise.all([
    token === null ? null : authorize(context, token),
    sessionOf(context, turn, { ...stop, at: time.at }),
  ]);

  const measured = withReadings(before, readings, liveSessions(state));
  const after = stopSession(measured, { at: time.at, meterStopWh, reason, idToken, isOffline: offline, isClockOff: clockSkew });
  const evidence = readingStep(turn, readings, { sessionId: after.id, evseId: after.evseId, knownUntil: before.lastReadingAt });
  if (after === before) return { session: before, authorization, step: evidence };
  const session = priced(after, { state, until: time.at, readings });
  const isEnd = !hasStopped(before);
  const steps = [sessionStep(turn, session, isEnd ? 'session.ended' : 'session.updated'), evidence];
  if (isEnd) steps.push(effectStep(turn, { kind: 'sessionEnded', sessionId: session.id }));
  if (isEnd && idToken !== null && authorization !== null) {
    steps.push(
      tapStep(turn, { idToken, type: null, evseId: session.evseId || null, purpose: 'stop', sessionId: session.id }, authorization),
    );
  }
  return { session, authorization, step: joinSteps(steps) };
}

async function sessionOf(context: Needs, turn: Turn, stop: Stop & { at: number }): Promise<LiveSession> {
  const { state } = turn;
  const { transactionId, meterStopWh, idToken, at } = stop;
  if (transactionId > 0)
    return (
      (await findByNumber(context, state, transactionId)) ??
      (await orphan(context, turn, { ...stop, startKey: numberedKey16(transactionId) }))
    );

  const fitting = matchUnnumbered(liveSessions(state), { evseId: null, at, meterWh: meterStopWh, idToken });
  const known = (await findStopped(context, state, { at, meterStopWh })) ?? fitting;
  if (known !== null) return { ...known, marks: withMarks(known.marks, { transactionIdMissing: true }) };
  const startKey = stopKey16({ timestamp: stop.timestamp, meterStop: meterStopWh, idToken });
  const repeated = await findByKey(context, state, { key: startKey, isLive: false });
  if (repeated !== null) return repeated;
  const made = await orphan(context, turn, { ...stop, startKey });
  return { ...made, marks: withMarks(made.marks, { transactionIdMissing: true }) };
}

/** A stop without a start is a session of its own, at no known place. */
async function orphan(
  context: Needs,
  { state, at: receivedAt }: Turn,
  stop: Stop & { at: number; startKey: string },
): Promise<LiveSession> {
  const id = await context.ids.session();
  const first = stop.readings.reduce((earliest, reading) => Math.min(earliest, reading.at), stop.at);
  const transactionId = stop.transactionId > 0 ? String(stop.transactionId) : null;
  const opening = { id, startKey: stop.startKey, transactionId, evseId: 0, connectorId: null, at: first, receivedAt };
  return withTariff(context, state, { session: rowOf(openSession(opening), state), authorization: null });
}
