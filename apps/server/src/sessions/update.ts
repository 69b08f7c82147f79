import { applyReadings, matchUnnumbered, numberedKey16, openSession, type Reading, resumeSession, withMarks } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import { readingStep } from './evidence.ts';
import { findByNumber } from './find.ts';
import { type LiveSession, liveSessions, rowOf, sessionStep } from './live.ts';
import { priced } from './price.ts';
import { withTariff } from './tariff.ts';

export interface Update {
  evseId: number;
  transactionId: number | null;
  readings: readonly Reading[];
}
export interface Updated {
  sessionId: number | null;
  step: Step;
}

type Needs = Pick<Context, 'db' | 'ids'>;

/** 1.6 MeterValues: the readings, and what they change in the session they belong to. */
export async function updateSession(context: Needs, turn: Turn, update: Update): Promise<Updated> {
  const { evseId, readings } = update;
  const before = await sessionOf(context, turn, update);
  const effect = effectStep(turn, { kind: 'message', action: 'MeterValues', evseId });
  const evidence = readingStep(turn, readings, {
    sessionId: before?.id ?? 0,
    evseId,
    knownUntil: before?.lastReadingAt ?? null,
  });
  if (before === null) return { sessionId: null, step: joinSteps([evidence, effect]) };

  const after = withReadings(before, readings, liveSessions(turn.state));
  const isNew = !turn.state.sessions.has(before.id);
  const moment = { state: turn.state, until: after.lastReadingAt ?? turn.at, readings };
  const changed = after === before && !isNew ? [] : [sessionStep(turn, priced(after, moment), 'session.updated')];
  return { sessionId: before.id, step: joinSteps([...changed, evidence, effect]) };
}

/** The readings in the session; one that we had closed goes on when nothing else runs at its place. */
export function withReadings(session: LiveSession, readings: readonly Reading[], others: readonly LiveSession[]): LiveSession {
  const after = applyReadings(session, readings);
  const isLater = after.endedAt !== null && (after.lastReadingAt ?? 0) > after.endedAt;
  if (!after.state.isAssumedEnd || !isLater) return after;
  const isReplaced = others.some(
    (other) => other.id !== session.id && other.evseId === session.evseId && other.startedAt >= session.startedAt,
  );
  return isReplaced ? { ...after, endedAt: after.lastReadingAt } : resumeSession(after);
}

function sessionOf(context: Needs, turn: Turn, update: Update): Promise<LiveSession | null> | LiveSession | null {
  const { state, at } = turn;
  const { evseId, transactionId, readings } = update;
  if (evseId === 0 && (transactionId ?? 0) <= 0) return null;
  if (transactionId !== null && transactionId > 0) {
    const known = findByNumber(context, state, transactionId);
    return known instanceof Promise ? known.then((stored) => stored ?? numbered(context, turn, { ...update, transactionId })) : known;
  }
  const moment = readings[0]?.at ?? at;
  const found = matchUnnumbered(liveSessions(state), { evseId, at: moment, meterWh: registerOf(readings), idToken: null });
  if (found === null || transactionId === null) return found;
  return { ...found, marks: withMarks(found.marks, { transactionIdMissing: true }) };
}

/** A number that nobody knows: a session of its own; while another runs there it is kept as evidence and given to none. */
async function numbered(
  context: Needs,
  { state, at }: Turn,
  { evseId, transactionId, readings }: Update & { transactionId: number },
): Promise<LiveSession | null> {
  if (evseId === 0 || liveSessions(state).some((session) => session.status === 'active' && session.evseId === evseId)) return null;
  const id = await context.ids.session();
  const startKey = numberedKey16(transactionId);
  const startedAt = readings[0]?.at ?? at;
  const opening = { id, startKey, transactionId: String(transactionId), evseId, connectorId: 1, at: startedAt, receivedAt: at };
  return await withTariff(context, state, { session: rowOf(openSession(opening), state), authorization: null });
}

/** The total register these readings begin with. */
export function registerOf(readings: readonly Reading[]): number | null {
  const total = readings.find(
    ({ measurand, phase, location }) => measurand === 'Energy.Active.Import.Register' && phase === '' && location === 'Outlet',
  );
  return total?.value ?? null;
}

/** Readings that belong to no session: the main meter, clock-aligned values of an idle EVSE. */
export function recordReadings(turn: Turn, evseId: number, readings: readonly Reading[]): Step {
  return joinSteps([
    readingStep(turn, readings, { sessionId: 0, evseId, knownUntil: null }),
    effectStep(turn, { kind: 'message', action: 'MeterValues', evseId }),
  ]);
}
