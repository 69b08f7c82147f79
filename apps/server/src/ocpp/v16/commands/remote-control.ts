import type { ResponseOf } from '@stationmaster/ocpp';
import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import { message, plain } from './message.ts';

/** Connector n is EVSE n. */
export const remoteControl = {
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
} satisfies EncodersOf<'start' | 'stop' | 'reset' | 'unlock' | 'changeAvailability' | 'trigger'>;

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
