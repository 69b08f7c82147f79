import { checkRequest, type ErrorCode, type IncomingCall, InvalidCall, type Version } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import type { OutboundOutcome } from '../gateway/outbound.ts';
import { mayBeSent } from '../ocpp/gate.ts';
import { codeOf } from './codes.ts';
import { commandForStation, numberInCommand } from './numbers.ts';
import { judgeCommand } from './rights.ts';
import { type ForwardedRow, selectStationNumber, settle } from './store.ts';

export type CommandNeeds = Pick<Context, 'db' | 'gateway' | 'clock' | 'ids'>;
type CommandAnswer = { payload: unknown } | { code: ErrorCode; description: string };
/** Who commands which station, and what it may. */
export interface By {
  stationId: number;
  tenantId: number;
  version: Version;
  commands: readonly string[];
}
export interface Recorded {
  answer: CommandAnswer;
  row: ForwardedRow;
}

const patienceMs = 60_000;

/** A command of the second back end: checked, with the station's own numbers, sent as a call of ours, and kept in the record whatever comes of it. */
export async function takeCommand(needs: CommandNeeds, by: By, call: IncomingCall): Promise<Recorded> {
  const { stationId, version } = by;
  const refused = refusalOf(needs, by, call);
  if (refused !== null) return await recorded(needs, by, { call, answer: refused, outcome: 'notAllowed' });
  const number = numberInCommand(version, call);
  const own = number === undefined ? undefined : await selectStationNumber(needs.db, stationId, number);
  // A session that is not there: what a station says of it. [16 §5.11, §5.16]
  if (own === null) return await recorded(needs, by, { call, answer: { payload: { status: 'Rejected' } }, outcome: 'failed' });
  const payload = own === undefined ? call.payload : commandForStation(call, own);
  const outcome = await sent(needs, stationId, { action: call.action, payload });
  const answer = answerOf(outcome);
  return await recorded(needs, by, { call, answer, outcome: 'payload' in answer ? 'answered' : 'failed', sent: outcome });
}

function refusalOf(
  { gateway }: CommandNeeds,
  { stationId, version, commands }: By,
  call: IncomingCall,
): { code: ErrorCode; description: string } | null {
  const check = checkRequest(version, call.action, call.payload);
  if (!check.ok) return check;
  const judged = judgeCommand(commands, call);
  if (judged !== null) return judged;
  const live = gateway.peek(stationId);
  if (live === undefined) return { code: 'GenericError', description: 'The station is not connected.' };
  if (!mayBeSent(live, call.action)) return { code: 'SecurityError', description: 'The station is not accepted yet.' };
  return null;
}

async function sent({ gateway }: CommandNeeds, stationId: number, message: { action: string; payload: unknown }): Promise<OutboundOutcome> {
  try {
    return await gateway.send(stationId, { ...message, timeoutMs: patienceMs, commandId: null });
  } catch (error) {
    if (!(error instanceof InvalidCall)) throw error;
    return { kind: 'offline' };
  }
}

function answerOf(outcome: OutboundOutcome): CommandAnswer {
  switch (outcome.kind) {
    case 'result':
      return { payload: outcome.payload };
    case 'error':
      return { code: codeOf(outcome.code), description: outcome.description };
    case 'timedOut':
      return { code: 'GenericError', description: 'The station did not answer in time.' };
    case 'invalid':
      return { code: 'GenericError', description: `The station answered what is against the standard: ${outcome.why}` };
    case 'queueFull':
      return { code: 'GenericError', description: 'Too many messages wait for the station.' };
    default:
      return { code: 'GenericError', description: 'The station is not connected.' };
  }
}

interface Done {
  call: IncomingCall;
  answer: CommandAnswer;
  outcome: 'answered' | 'notAllowed' | 'failed';
  sent?: OutboundOutcome;
}

async function recorded(
  { db, clock, ids }: CommandNeeds,
  { stationId, tenantId }: By,
  { call, answer, outcome, sent }: Done,
): Promise<Recorded> {
  const trace = sent === undefined || sent.kind === 'offline' ? null : sent;
  const at = trace?.sentAt ?? clock();
  const tookMs = trace?.sentAt && trace.answeredAt ? trace.answeredAt - trace.sentAt : null;
  const row = {
    ...{
      stationId,
      tenantId,
      at,
      frameId: trace?.frameId ?? ids.frame(),
      direction: 'out' as const,
      action: call.action.slice(0, 50),
      sessionId: null,
    },
    ...{
      outcome,
      detail: 'code' in answer ? `${answer.code} ${answer.description}` : null,
      answeredBy: 'us' as const,
      differs: [],
      tookMs,
      tries: 1,
    },
    answer: 'payload' in answer ? answer.payload : null,
  };
  await settle(db, row, { isKept: false, theirId: null });
  return { answer, row };
}
