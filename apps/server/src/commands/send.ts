import { InvalidCall, type Outcome, type Version } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import { withoutSecrets } from '../gateway/mask.ts';
import type { Outbound, OutboundOutcome } from '../gateway/outbound.ts';
import { commands21, commands201 } from '../ocpp/v2x/commands.ts';
import { commands16 } from '../ocpp/v16/commands.ts';
import type { Told } from '../reports/step.ts';
import type { Encoders, Facts, Message, Said, VariableSaid } from './encoded.ts';
import type { Progress, Step } from './progress.ts';
import type { CommandRequest } from './words.ts';

export interface Run {
  progress: Progress;
  facts: Facts;
  timeoutMs: number;
  /** A station that is away may come back: the command waits. */
  mayWait: boolean;
  /** When its effect must have been seen, epoch ms; left out: as long as its verb usually takes. */
  effectBy?: number;
}

const encoders: Record<Version, Encoders> = { 'ocpp1.6': commands16, 'ocpp2.0.1': commands201, 'ocpp2.1': commands21 };

/** The messages of a command in the words of one version; null: the version has none for it. */
export function encode(version: Version, request: CommandRequest, facts: Facts): Message[] | null {
  // Each encoder takes its own verb's request; the table is complete by type, TypeScript cannot see the pairing.
  const encoder = encoders[version][request.verb] as ((request: CommandRequest, facts: Facts) => Message[] | null) | null;
  return encoder === null ? null : encoder(request, facts);
}

/** Sends one message after the other; stops at the first that the station does not take. */
export async function sendAll(
  context: Pick<Context, 'gateway' | 'log'>,
  { progress, timeoutMs }: Run,
  messages: readonly Message[],
): Promise<Step> {
  const answers: unknown[] = [];
  const variables: VariableSaid[] = [];
  const records: Told[] = [];
  let said: Said = { status: 'done', reason: null };
  for (const { action, payload, read, isCheck } of messages) {
    const outcome = await sendOne(context, progress, { action, payload, timeoutMs, commandId: progress.id });
    if (isCheck && outcome?.kind !== 'result') break;
    if (outcome === null) return { status: 'failed', reason: 'invalidMessage', variables, records };
    if (outcome.kind !== 'result') return { ...lost(outcome), variables, records };
    said = read(outcome.payload);
    answers.push(withoutSecrets(outcome.payload));
    variables.push(...(said.variables ?? []));
    records.push(...(said.records ?? []));
    if (said.status === 'rejected' || said.status === 'notSupported' || said.status === 'noEffect') break;
  }
  const { complete, limits } = said;
  return {
    ...stepOf(said, progress.request, variables),
    answer: answers.length === 1 ? answers[0] : answers,
    variables,
    records,
    ...(complete && { complete }),
    ...(limits && { limits }),
  };
}

/** null: the parameters do not fit the version's message, nothing was sent. */
async function sendOne(
  { gateway, log }: Pick<Context, 'gateway' | 'log'>,
  progress: Progress,
  message: Outbound,
): Promise<OutboundOutcome | null> {
  try {
    return await gateway.send(progress.stationId, message);
  } catch (error) {
    if (!(error instanceof InvalidCall)) throw error;
    log.warn({ command: progress.id, action: message.action, err: error }, 'command.invalid');
    return null;
  }
}

/** What an answer (the last of several) makes of the command. */
export function stepOf(said: Said, request: CommandRequest, variables: readonly VariableSaid[]): Step {
  if (said.status === 'accepted' || said.status === 'scheduled') return { status: 'accepted', reason: said.reason };
  if (said.status !== 'done') return { status: said.status, reason: said.reason };
  if (request.verb !== 'writeConfiguration') return { status: 'confirmed', reason: said.reason };
  const refused = variables.filter((variable) => variable.status === 'rejected' || variable.status === 'unknown');
  if (refused.length === 0) return { status: 'accepted', reason: null };
  const isUnknown = refused.every((variable) => variable.status === 'unknown');
  return { status: isUnknown ? 'notSupported' : 'rejected', reason: refused.map((variable) => variable.address.variable).join(', ') };
}

/** A call without a result, in our words. */
export function lost(outcome: Exclude<Outcome, { kind: 'result' }> | { kind: 'offline' }): Step {
  if (outcome.kind === 'invalid') return { status: 'failed', reason: 'invalidAnswer', answer: outcome.payload };
  if (outcome.kind !== 'error') return silentEnds[outcome.kind];
  const isUnknown = outcome.code === 'NotImplemented' || outcome.code === 'NotSupported';
  return {
    status: isUnknown ? 'notSupported' : 'failed',
    reason: outcome.code,
    answer: { code: outcome.code, description: outcome.description, details: outcome.details },
  };
}
const silentEnds = {
  offline: { status: 'offline' },
  timedOut: { status: 'timedOut' },
  closed: { status: 'failed', reason: 'connectionClosed' },
  queueFull: { status: 'failed', reason: 'queueFull' },
} as const satisfies Record<string, Step>;
