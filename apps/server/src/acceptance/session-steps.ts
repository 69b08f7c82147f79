import { foundAmiss, foundWell, judgeMeter, judgeRecord, maskToken } from '@stationmaster/domain';
import { ownCommand } from '../commands/own-command.ts';
import { Failure } from '../errors.ts';
import { findAlarm, findSession, findStarted, findTap } from './facts-store.ts';
import { minuteMs, type StepHandler, sessionOf } from './step.ts';
import { patchStep } from './store.ts';

/** Somebody has to walk to the station. */
const atTheStation = { person: 30 * minuteMs, none: 3 * minuteMs };

/** A card that may not charge is held to the reader. */
export const refused: StepHandler = {
  withinMs: atTheStation,
  look: async ({ db }, { run: { tenantId, stationId }, beganAt, isLate }) => {
    const tap = await findTap(db, { tenantId, stationId, since: beganAt, isAccepted: false, token: null });
    if (tap !== undefined) return foundWell('cardRefused', { card: maskToken(tap.idToken, null), reason: tap.reason });
    return isLate ? foundAmiss('noRefusal') : null;
  },
};

export const accepted: StepHandler = {
  withinMs: atTheStation,
  look: async ({ db }, { run: { tenantId, stationId, plan }, beganAt, isLate }) => {
    const tap = await findTap(db, { tenantId, stationId, since: beganAt, isAccepted: true, token: plan.token });
    if (tap !== undefined) return foundWell('cardAccepted', { card: maskToken(tap.idToken, null) });
    return isLate ? foundAmiss('noAcceptance') : null;
  },
};

/** The card may have begun it already, where the car was plugged in. Without a person it is begun from afar. */
export const start: StepHandler = {
  withinMs: atTheStation,
  begin: async (context, { run }) => {
    const { hands, token, evseId } = run.plan;
    if (hands === 'person') return {};
    if (token === null) return { isRefused: 'noCard' };
    const sent = await ownCommand(context, run, { verb: 'start', evseId, token }).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      return { status: error.code };
    });
    const isTaken = sent?.status === 'accepted' || sent?.status === 'confirmed';
    return isTaken ? {} : { isRefused: sent?.status ?? 'failed' };
  },
  look: async ({ db }, { run, step, isLate }) => {
    const session = await findStarted(db, { stationId: run.stationId, since: run.startedAt.getTime() });
    if (session !== undefined && session.status === 'active') {
      await patchStep(db, { runId: run.id, place: step.place }, { data: { ...step.data, sessionId: session.id } });
      return foundWell('started', { session: session.id, evse: session.evseId });
    }
    const why = step.data['isRefused'];
    if (typeof why === 'string') return foundAmiss('startRefused', { why });
    return isLate ? foundAmiss(session === undefined ? 'notStarted' : 'endedAtOnce') : null;
  },
};

export const meter: StepHandler = {
  withinMs: { person: 5 * minuteMs, none: 5 * minuteMs },
  begin: async (context, { run }) => {
    await ownCommand(context, run, { verb: 'trigger', message: 'MeterValues', evseId: run.plan.evseId });
    return {};
  },
  look: async ({ db }, { run, isLate }) => {
    const session = await findSession(db, sessionOf(run) ?? 0);
    if (session === undefined) return foundAmiss('sessionGone');
    const found = judgeMeter(session, isLate);
    return found === null && session.status === 'ended' ? foundAmiss('endedTooSoon', { why: session.stopReason }) : found;
  },
};

export const stop: StepHandler = {
  withinMs: { person: 3 * minuteMs, none: 3 * minuteMs },
  begin: async (context, { run }) => {
    const sessionId = sessionOf(run);
    const session = await findSession(context.db, sessionId ?? 0);
    if (sessionId === null || session?.status !== 'active') return {};
    const sent = await ownCommand(context, run, { verb: 'stop', sessionId });
    return { answer: sent?.status ?? 'failed' };
  },
  look: async ({ db }, { run, step, isLate }) => {
    const session = await findSession(db, sessionOf(run) ?? 0);
    if (session?.status === 'ended')
      return step.data['answer'] === undefined
        ? foundAmiss('endedTooSoon', { why: session.stopReason })
        : foundWell('stopped', { why: session.stopReason });
    const { answer } = step.data;
    if (answer === 'rejected' || answer === 'notSupported' || answer === 'failed') return foundAmiss('stopRefused');
    return isLate ? foundAmiss('notStopped') : null;
  },
};

export const record: StepHandler = {
  withinMs: { person: minuteMs, none: minuteMs },
  look: async ({ db }, { run }) => {
    const session = await findSession(db, sessionOf(run) ?? 0);
    if (session === undefined) return foundAmiss('sessionGone');
    const { startedAt, endedAt } = session;
    if (endedAt === null) return null;
    return judgeRecord({ ...session, seconds: Math.round((endedAt.getTime() - startedAt.getTime()) / 1000) });
  },
};

/** A fault is brought about by hand (emergency stop, door), told, and gone again. */
export const alarm: StepHandler = {
  withinMs: atTheStation,
  look: async ({ db, gateway }, { run, beganAt, isLate }) => {
    const told = await findAlarm(db, { stationId: run.stationId, since: beganAt });
    const connectors = [...(gateway.peek(run.stationId)?.connectors.values() ?? [])];
    const isStillThere = connectors.some(({ status }) => status === 'Faulted');
    if (told !== undefined && !isStillThere) return foundWell('alarmTold', { what: told.what });
    if (!isLate) return null;
    return told === undefined ? foundAmiss('noAlarm') : foundAmiss('alarmStays', { what: told.what });
  },
};
