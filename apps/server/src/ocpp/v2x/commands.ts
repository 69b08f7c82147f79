import type { ActionOf, RequestOf, ResponseOf } from '@stationmaster/ocpp';
import type { Encoders, Message, Said } from '../../commands/encoded.ts';
import { chunks } from '../../commands/encoded.ts';
import { placeOf, readVariables, readWritten } from './variables.ts';

type Action = ActionOf<'ocpp2.0.1'>;
type Request<A extends Action> = RequestOf<'ocpp2.0.1', A>;
type Response<A extends Action> = ResponseOf<'ocpp2.0.1', A>;

function message<A extends Action>(action: A, payload: Request<A>, read: (answer: Response<A>) => Said): Message {
  // The gateway has checked the answer against the schema of this action before it comes back.
  return { action, payload, read: (answer) => read(answer as Response<A>) };
}

/** The verbs in OCPP 2.0.1; the messages used here are the same in 2.1. */
export const commands2x: Encoders = {
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
  readConfiguration: (request, facts) =>
    request.variables.length === 0
      ? [message('GetBaseReport', { requestId: facts.commandId, reportBase: 'FullInventory' }, readReport)]
      : chunks(request.variables, facts.maxRead).map((part) =>
          message('GetVariables', { getVariableData: part.map(placeOf) }, readVariables),
        ),
  writeConfiguration: (request, facts) =>
    chunks(request.variables, facts.maxWrite).map((part) =>
      message('SetVariables', { setVariableData: part.map((entry) => ({ ...placeOf(entry), attributeValue: entry.value })) }, readWritten),
    ),
};

/** F06: StatusNotification is asked per connector, with evse and connectorId; without one, every known connector is asked. */
function triggers(
  request: Parameters<Encoders['trigger']>[0],
  facts: Parameters<Encoders['trigger']>[1],
): ({ id: number; connectorId?: number } | null)[] {
  const { evseId, connectorId } = request;
  if (request.message !== 'StatusNotification')
    return [evseId === undefined || evseId === 0 ? null : { id: evseId, ...(connectorId === undefined ? {} : { connectorId }) }];
  if (evseId !== undefined && evseId > 0) return [{ id: evseId, connectorId: connectorId ?? 1 }];
  return facts.connectors
    .filter((connector) => connector.evseId > 0)
    .map((connector) => ({ id: connector.evseId, connectorId: connector.connectorId }));
}
interface Info {
  statusInfo?: { reasonCode: string; additionalInfo?: string };
}
const reasonOf = ({ statusInfo }: Info): string | null =>
  statusInfo === undefined ? null : [statusInfo.reasonCode, statusInfo.additionalInfo].filter(Boolean).join(': ');

function plain(answer: { status: 'Accepted' | 'Rejected' } & Info): Said {
  return { status: answer.status === 'Accepted' ? 'accepted' : 'rejected', reason: reasonOf(answer) };
}
function schedulable(answer: { status: 'Accepted' | 'Rejected' | 'Scheduled' } & Info): Said {
  if (answer.status === 'Scheduled') return { status: 'scheduled', reason: 'scheduled' };
  return { status: answer.status === 'Accepted' ? 'accepted' : 'rejected', reason: reasonOf(answer) };
}
function readUnlock(answer: Response<'UnlockConnector'>): Said {
  if (answer.status === 'Unlocked') return { status: 'done', reason: reasonOf(answer) };
  return { status: 'rejected', reason: reasonOf(answer) ?? answer.status };
}
function readTrigger(answer: Response<'TriggerMessage'>): Said {
  if (answer.status === 'NotImplemented') return { status: 'notSupported', reason: reasonOf(answer) };
  return { status: answer.status === 'Accepted' ? 'accepted' : 'rejected', reason: reasonOf(answer) };
}
function readReport(answer: Response<'GetBaseReport'>): Said {
  if (answer.status === 'EmptyResultSet') return { status: 'done', reason: 'emptyResultSet' };
  if (answer.status === 'NotSupported') return { status: 'notSupported', reason: reasonOf(answer) };
  return { status: answer.status === 'Accepted' ? 'accepted' : 'rejected', reason: reasonOf(answer) };
}
