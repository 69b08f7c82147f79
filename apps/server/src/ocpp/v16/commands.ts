import type { ActionOf, RequestOf, ResponseOf } from '@stationmaster/ocpp';
import type { Encoders, Message, Said, VariableSaid } from '../../commands/encoded.ts';
import { chunks } from '../../commands/encoded.ts';
import type { VariableAddress } from '../../commands/words.ts';

function message<A extends ActionOf<'ocpp1.6'>>(
  action: A,
  payload: RequestOf<'ocpp1.6', A>,
  read: (answer: ResponseOf<'ocpp1.6', A>) => Said,
): Message {
  // The gateway has checked the answer against the schema of this action before it comes back.
  return { action, payload, read: (answer) => read(answer as ResponseOf<'ocpp1.6', A>) };
}
const plain = (answer: { status: 'Accepted' | 'Rejected' }): Said => ({
  status: answer.status === 'Accepted' ? 'accepted' : 'rejected',
  reason: null,
});
const key = (name: string): VariableAddress => ({ component: '', variable: name });

/** The verbs in OCPP 1.6 edition 2; connector n is EVSE n. */
export const commands16: Encoders = {
  start: (request, _facts) => [
    message(
      'RemoteStartTransaction',
      { idTag: request.token, ...(request.evseId === undefined ? {} : { connectorId: request.evseId }) },
      plain,
    ),
  ],
  stop: (_request, facts) =>
    facts.transactionId === null ? [] : [message('RemoteStopTransaction', { transactionId: Number(facts.transactionId) }, plain)],
  reset: (request) => [message('Reset', { type: request.kind === 'hard' ? 'Hard' : 'Soft' }, plain)],
  unlock: (request) => [message('UnlockConnector', { connectorId: request.evseId }, readUnlock)],
  changeAvailability: (request) => [
    message('ChangeAvailability', { connectorId: request.evseId, type: request.operative ? 'Operative' : 'Inoperative' }, readAvailability),
  ],
  trigger: (request) => [message('TriggerMessage', { requestedMessage: request.message, ...connectorOf(request.evseId) }, readTrigger)],
  readConfiguration: (request, facts) =>
    request.variables.length === 0
      ? [message('GetConfiguration', {}, readConfiguration)]
      : chunks(request.variables, facts.maxRead).map((part) =>
          message('GetConfiguration', { key: part.map((address) => address.variable) }, readConfiguration),
        ),
  writeConfiguration: (request) =>
    request.variables.map((entry) =>
      message('ChangeConfiguration', { key: entry.variable, value: entry.value }, (answer) => readChange(answer, entry.variable)),
    ),
};

function connectorOf(evseId: number | undefined): { connectorId?: number } {
  // §5.17: a connectorId must be above 0; 0 means the station and is left out.
  return evseId === undefined || evseId === 0 ? {} : { connectorId: evseId };
}
function readUnlock({ status }: ResponseOf<'ocpp1.6', 'UnlockConnector'>): Said {
  if (status === 'Unlocked') return { status: 'done', reason: null };
  return status === 'NotSupported' ? { status: 'notSupported', reason: null } : { status: 'rejected', reason: status };
}
function readAvailability({ status }: ResponseOf<'ocpp1.6', 'ChangeAvailability'>): Said {
  if (status === 'Scheduled') return { status: 'scheduled', reason: 'scheduled' };
  return { status: status === 'Accepted' ? 'accepted' : 'rejected', reason: null };
}
function readTrigger({ status }: ResponseOf<'ocpp1.6', 'TriggerMessage'>): Said {
  if (status === 'NotImplemented') return { status: 'notSupported', reason: null };
  return { status: status === 'Accepted' ? 'accepted' : 'rejected', reason: null };
}
function readConfiguration(answer: ResponseOf<'ocpp1.6', 'GetConfiguration'>): Said {
  const known = (answer.configurationKey ?? []).map(
    (entry): VariableSaid => ({
      address: key(entry.key),
      status: 'told',
      value: entry.value ?? null,
      mutability: entry.readonly ? 'ReadOnly' : 'ReadWrite',
    }),
  );
  const unknown = (answer.unknownKey ?? []).map(
    (name): VariableSaid => ({ address: key(name), status: 'unknown', value: null, mutability: null }),
  );
  return { status: 'done', reason: null, variables: [...known, ...unknown] };
}
function readChange({ status }: ResponseOf<'ocpp1.6', 'ChangeConfiguration'>, name: string): Said {
  const words = { Accepted: 'written', RebootRequired: 'rebootRequired', Rejected: 'rejected', NotSupported: 'unknown' } as const;
  return { status: 'done', reason: null, variables: [{ address: key(name), status: words[status], value: null, mutability: null }] };
}
