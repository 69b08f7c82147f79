import type { messageRoutes } from '@stationmaster/contract';
import { InvalidCall, type Version } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import { Failure, fail } from '../errors.ts';
import { withoutSecrets } from '../gateway/mask.ts';
import type { Outbound, OutboundOutcome } from '../gateway/outbound.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { mayBeSent } from '../ocpp/gate.ts';
import { expectPassword, followPassword, withdrawPassword } from '../stations/manage.ts';
import { stationRowId } from '../stations/row-id.ts';
import type { StationState } from '../stations/state.ts';
import { type Message, passwordFate, passwordIn } from './password.ts';
import { type Problem, problemsOf } from './schema.ts';
import { isSendable } from './sendable.ts';

type Route = typeof messageRoutes.sendMessage;
type Answer = Output<Route>;

/**
 * Sends one message exactly as given, and waits for what becomes of it. Failures, with nothing sent: notFound,
 * stationOffline, unknownAction, payloadInvalid, stationNotAccepted, queueFull.
 */
export async function sendMessage(context: Context, call: Call, { params, body }: Pick<Input<Route>, 'params' | 'body'>): Promise<Answer> {
  const { action } = params;
  const { payload, timeoutSeconds } = body;
  const { id, identity, version, callTimeoutMs } = await call.tx(async (db) => {
    const state = context.gateway.peek(await stationRowId(db, params.stationId));
    if (state === undefined) throw fail('stationOffline');
    check(state, { action, payload });
    if (context.gateway.isFull(state.id)) throw fail('queueFull');
    call.subject(params.stationId, { action, payload: withoutSecrets(payload) });
    return state;
  });
  const timing = timeoutSeconds === undefined ? { timeoutMs: callTimeoutMs } : { timeoutMs: timeoutSeconds * 1000, isExact: true };
  const outcome = await sendKeepingPassword(context, { id, identity }, { action, payload, commandId: null, ...timing });
  if (outcome.kind === 'offline') throw fail('stationOffline');
  if (outcome.kind === 'queueFull') throw fail('queueFull');
  return { ...traceOf(outcome), action, version, ...saidBy(outcome, { version, action }) };
}

function check(state: StationState, { action, payload }: { action: string; payload: unknown }): void {
  const { version } = state;
  if (!isSendable(version, action)) throw fail('unknownAction', { action, version });
  refuseInvalid(version, action, problemsOf(version, { action, part: 'Request' }, payload));
  if (!mayBeSent(state, action)) throw fail('stationNotAccepted');
}

function refuseInvalid(version: Version, action: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const details = problems.map(({ path, message }) => ({ path: path === '' ? 'payload' : `payload.${path}`, message }));
  throw new Failure('payloadInvalid', { action, version }, details);
}

/**
 * A message that writes the password the station connects with must not lock it out: while it is out, and for as long as nobody
 * knows what came of it, the station gets in with either; with the old one until it first came with the new.
 */
async function sendKeepingPassword(
  context: Context,
  { id, identity }: Pick<StationState, 'id' | 'identity'>,
  message: Outbound & Message,
): Promise<OutboundOutcome> {
  const password = passwordIn(message, identity);
  if (password === null) return await send(context, id, message);
  await expectPassword(context, id, password);
  const outcome = await send(context, id, message).catch(async (error: unknown) => {
    await withdrawPassword(context, id, password);
    throw error;
  });
  const fate = passwordFate(message.action, outcome);
  if (fate === 'taken') await followPassword(context, id, password);
  else if (fate === 'refused') await withdrawPassword(context, id, password);
  return outcome;
}

async function send({ gateway }: Pick<Context, 'gateway'>, stationId: number, message: Outbound): Promise<OutboundOutcome> {
  try {
    return await gateway.send(stationId, message);
  } catch (error) {
    if (!(error instanceof InvalidCall)) throw error;
    // It came back in another version since the check.
    throw new Failure('payloadInvalid', { action: message.action, version: gateway.peek(stationId)?.version ?? '' });
  }
}

type Sent = Exclude<OutboundOutcome, { kind: 'offline' | 'queueFull' }>;

function traceOf({ frameId, sentAt, answeredAt }: Sent): Pick<Answer, 'frameId' | 'sentAt' | 'answeredAt'> {
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  return { frameId: sentAt === null ? null : frameId, sentAt: iso(sentAt), answeredAt: iso(answeredAt) };
}

function saidBy(
  outcome: Sent,
  { version, action }: { version: Version; action: string },
): Pick<Answer, 'outcome' | 'payload' | 'error' | 'answerProblems'> {
  switch (outcome.kind) {
    case 'result':
      return { outcome: 'result', payload: withoutSecrets(outcome.payload) };
    case 'error': {
      const { code, description, details } = outcome;
      return { outcome: 'error', error: { code, description, details: withoutSecrets(details ?? {}) } };
    }
    case 'invalid': {
      const problems = problemsOf(version, { action, part: 'Response' }, outcome.payload);
      return {
        outcome: 'result',
        payload: withoutSecrets(outcome.payload),
        answerProblems: problems.length > 0 ? problems : [{ path: '', message: outcome.why }],
      };
    }
    default:
      return { outcome: outcome.kind };
  }
}
