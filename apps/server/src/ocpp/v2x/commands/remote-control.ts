import type { Encoder, EncodersOf, Said } from '../../../commands/encoded.ts';
import { message, plain, type Request, type Response, reasonOf, schedulable } from './message.ts';

export const remoteControl = {
  start: (request, facts) => [
    message(
      'RequestStartTransaction',
      {
        remoteStartId: facts.commandId,
        idToken: { idToken: request.token, type: facts.idTokenType as Request<'RequestStartTransaction'>['idToken']['type'] },
        ...(request.evseId === undefined ? {} : { evseId: request.evseId }),
      },
      plain,
    ),
  ],
  stop: (_request, facts) =>
    facts.transactionId === null ? [] : [message('RequestStopTransaction', { transactionId: facts.transactionId }, plain)],
  reset: (request) => [
    message(
      'Reset',
      { type: request.kind === 'hard' ? 'Immediate' : 'OnIdle', ...(request.evseId === undefined ? {} : { evseId: request.evseId }) },
      schedulable,
    ),
  ],
  unlock: (request) => [message('UnlockConnector', { evseId: request.evseId, connectorId: request.connectorId }, readUnlock)],
  changeAvailability: (request) => [
    message(
      'ChangeAvailability',
      {
        operationalStatus: request.operative ? 'Operative' : 'Inoperative',
        ...(request.evseId === 0
          ? {}
          : { evse: { id: request.evseId, ...(request.connectorId === undefined ? {} : { connectorId: request.connectorId }) } }),
      },
      schedulable,
    ),
  ],
  trigger: (request, facts) =>
    triggers(request, facts).map((evse) =>
      message('TriggerMessage', { requestedMessage: request.message, ...(evse === null ? {} : { evse }) }, readTrigger),
    ),
} satisfies EncodersOf<'start' | 'stop' | 'reset' | 'unlock' | 'changeAvailability' | 'trigger'>;

/** F06: StatusNotification is asked per connector, with evse and connectorId; without one, every known connector is asked. */
function triggers(
  request: Parameters<Encoder<'trigger'>>[0],
  facts: Parameters<Encoder<'trigger'>>[1],
): ({ id: number; connectorId?: number } | null)[] {
  const { evseId, connectorId } = request;
  if (request.message !== 'StatusNotification')
    return [evseId === undefined || evseId === 0 ? null : { id: evseId, ...(connectorId === undefined ? {} : { connectorId }) }];
  if (evseId !== undefined && evseId > 0) return [{ id: evseId, connectorId: connectorId ?? 1 }];
  return facts.connectors
    .filter((connector) => connector.evseId > 0)
    .map((connector) => ({ id: connector.evseId, connectorId: connector.connectorId }));
}
function readUnlock(answer: Response<'UnlockConnector'>): Said {
  if (answer.status === 'Unlocked') return { status: 'done', reason: reasonOf(answer) };
  return { status: 'rejected', reason: reasonOf(answer) ?? answer.status };
}
function readTrigger(answer: Response<'TriggerMessage'>): Said {
  if (answer.status === 'NotImplemented') return { status: 'notSupported', reason: reasonOf(answer) };
  return { status: answer.status === 'Accepted' ? 'accepted' : 'rejected', reason: reasonOf(answer) };
}
