import { passwordVariables } from '../commands/words.ts';
import { at, list } from '../frames/told.ts';
import type { OutboundOutcome } from '../gateway/outbound.ts';

export interface Message {
  action: string;
  payload: unknown;
}
/** Whether the station has the password now: it is heard of no more, or says neither, where that is not known. */
export type Fate = 'taken' | 'refused' | 'unknown';

/**
 * The password that this message writes into the station `identity`, for its next connection to us: 1.6 ChangeConfiguration of
 * AuthorizationKey, 2.x SetVariables of BasicAuthPassword, 2.1 SetNetworkProfile with one. null: none, or that of another station.
 */
export function passwordIn({ action, payload }: Message, identity: string): string | null {
  if (action === 'ChangeConfiguration') return isPassword(at(payload, 'key')) ? textOf(at(payload, 'value')) : null;
  if (action === 'SetVariables') return textOf(at(entryIn(payload, 'setVariableData'), 'attributeValue'));
  if (action !== 'SetNetworkProfile') return null;
  // Under another identity it is another station to us, with a password of its own.
  const other = at(payload, 'connectionData.identity') ?? identity;
  return other === identity ? textOf(at(payload, 'connectionData.basicAuthPassword')) : null;
}

/** What became of the password in a message that wrote one. A network profile that is taken is not in use yet: `unknown`. */
export function passwordFate(action: string, outcome: OutboundOutcome): Fate {
  if (outcome.kind === 'offline' || outcome.sentAt === null || outcome.kind === 'error') return 'refused';
  if (outcome.kind !== 'result') return 'unknown';
  const status =
    action === 'SetVariables' ? at(entryIn(outcome.payload, 'setVariableResult'), 'attributeStatus') : at(outcome.payload, 'status');
  if (typeof status !== 'string') return 'unknown';
  if (status !== 'Accepted' && status !== 'RebootRequired') return 'refused';
  return action === 'SetNetworkProfile' ? 'unknown' : 'taken';
}

function entryIn(payload: unknown, field: string): unknown {
  return list(payload, field).find((entry) => isPassword(at(entry, 'variable.name')) && isActual(entry));
}
function isPassword(name: unknown): boolean {
  return typeof name === 'string' && passwordVariables.has(name.toLowerCase());
}
function isActual(entry: unknown): boolean {
  return (at(entry, 'attributeType') ?? 'Actual') === 'Actual';
}
function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
