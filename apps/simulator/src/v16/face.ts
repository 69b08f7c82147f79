import type { Calls16 } from '@stationmaster/ocpp';
import type { CommandRow, Encoded, Face } from '../station/face.ts';
import type { Answer, Message } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import { authorize } from './authorize.ts';
import { bootNotification, readBoot } from './boot-notification.ts';
import { changeAvailability } from './change-availability.ts';
import { changeConfiguration } from './change-configuration.ts';
import { clearCache } from './clear-cache.ts';
import { answerDataTransfer, dataTransfer } from './data-transfer.ts';
import { getConfiguration } from './get-configuration.ts';
import { meterValues, sessionMeterValues } from './meter-values.ts';
import { remoteStartTransaction } from './remote-start-transaction.ts';
import { remoteStopTransaction } from './remote-stop-transaction.ts';
import { reset } from './reset.ts';
import { startTransaction } from './start-transaction.ts';
import { statusNotification } from './status-notification.ts';
import { stopTransaction } from './stop-transaction.ts';
import { triggerMessage } from './trigger-message.ts';
import { unlockConnector } from './unlock-connector.ts';

type Commands = { [A in keyof Calls16]?: CommandRow<Calls16[A]['request'], Calls16[A]['response']> };

const commands = {
  ChangeAvailability: changeAvailability,
  ChangeConfiguration: changeConfiguration,
  ClearCache: clearCache,
  DataTransfer: answerDataTransfer,
  GetConfiguration: getConfiguration,
  RemoteStartTransaction: remoteStartTransaction,
  RemoteStopTransaction: remoteStopTransaction,
  Reset: reset,
  TriggerMessage: triggerMessage,
  UnlockConnector: unlockConnector,
} satisfies Commands;

/** What OCPP 1.6 adds to a station. */
export const face16: Face = {
  version: 'ocpp1.6',
  encode,
  read,
  commands: new Map(Object.entries(commands) as unknown as [string, CommandRow<unknown, object>][]),
};

function encode(message: Message, state: StationState): Encoded | null {
  switch (message.kind) {
    case 'boot':
      return { action: 'BootNotification', payload: bootNotification(state) };
    case 'heartbeat':
      return { action: 'Heartbeat', payload: {} };
    case 'status':
      return { action: 'StatusNotification', payload: statusNotification(message) };
    case 'authorize':
      return { action: 'Authorize', payload: authorize(message.idToken) };
    case 'meterValues':
      return { action: 'MeterValues', payload: meterValues(message, state) };
    case 'dataTransfer':
      return { action: 'DataTransfer', payload: dataTransfer(message) };
    case 'event':
      if (message.type === 'Started') return { action: 'StartTransaction', payload: startTransaction(message) };
      if (message.type === 'Ended') return { action: 'StopTransaction', payload: stopTransaction(message, state) };
      return { action: 'MeterValues', payload: sessionMeterValues(message, state) };
    default:
      return null;
  }
}

function read(message: Message, payload: unknown): Answer {
  if (message.kind === 'boot') return readBoot(payload as Calls16['BootNotification']['response']);
  if (message.kind !== 'authorize' && message.kind !== 'event') return {};
  const { idTagInfo, transactionId } = payload as Partial<Calls16['StartTransaction']['response']>;
  return {
    ...(idTagInfo === undefined ? {} : { tokenStatus: idTagInfo.status }),
    ...(transactionId === undefined ? {} : { transactionId }),
  };
}
