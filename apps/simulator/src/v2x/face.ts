import type { Calls201, Version } from '@stationmaster/ocpp';
import type { CommandRow, Encoded, Face } from '../station/face.ts';
import type { Answer, Message } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import { authorize } from './authorize.ts';
import { getBaseReport, notifyReport } from './base-report.ts';
import { bootNotification, readBoot } from './boot-notification.ts';
import { changeAvailability } from './change-availability.ts';
import { clearCache } from './clear-cache.ts';
import { answerDataTransfer, dataTransfer } from './data-transfer.ts';
import { getVariables } from './get-variables.ts';
import { meterValues } from './meter-values.ts';
import { notifyEvent } from './notify-event.ts';
import { requestStartTransaction } from './request-start-transaction.ts';
import { requestStopTransaction } from './request-stop-transaction.ts';
import { reset } from './reset.ts';
import { setVariables } from './set-variables.ts';
import { statusNotification } from './status-notification.ts';
import { transactionEvent } from './transaction-event.ts';
import { triggerMessage } from './trigger-message.ts';
import { unlockConnector } from './unlock-connector.ts';

type Commands = { [A in keyof Calls201]?: CommandRow<Calls201[A]['request'], Calls201[A]['response']> };

const commands = {
  ChangeAvailability: changeAvailability,
  ClearCache: clearCache,
  DataTransfer: answerDataTransfer,
  GetBaseReport: getBaseReport,
  GetVariables: getVariables,
  RequestStartTransaction: requestStartTransaction,
  RequestStopTransaction: requestStopTransaction,
  Reset: reset,
  SetVariables: setVariables,
  TriggerMessage: triggerMessage,
  UnlockConnector: unlockConnector,
} satisfies Commands;

/** What 2.0.1 and 2.1 add to a station. What both share is the same in both, so the words are written once in 2.0.1's types. */
export function face2x(version: Version): Face {
  return { version, encode, read, commands: new Map(Object.entries(commands) as unknown as [string, CommandRow<unknown, object>][]) };
}

function encode(message: Message, state: StationState): Encoded | null {
  switch (message.kind) {
    case 'boot':
      return { action: 'BootNotification', payload: bootNotification(message.reason, state) };
    case 'heartbeat':
      return { action: 'Heartbeat', payload: {} };
    case 'status':
      return { action: 'StatusNotification', payload: statusNotification(message) };
    case 'authorize':
      return { action: 'Authorize', payload: authorize(message) };
    case 'meterValues':
      return { action: 'MeterValues', payload: meterValues(message) };
    case 'event':
      return { action: 'TransactionEvent', payload: transactionEvent(message) };
    case 'report':
      return { action: 'NotifyReport', payload: notifyReport(message) };
    case 'notifyEvent':
      return { action: 'NotifyEvent', payload: notifyEvent(message) };
    case 'dataTransfer':
      return { action: 'DataTransfer', payload: dataTransfer(message) };
  }
}

function read(message: Message, payload: unknown): Answer {
  if (message.kind === 'boot') return readBoot(payload as Calls201['BootNotification']['response']);
  if (message.kind !== 'authorize' && message.kind !== 'event') return {};
  const { idTokenInfo } = payload as Calls201['TransactionEvent']['response'];
  return idTokenInfo === undefined ? {} : { tokenStatus: idTokenInfo.status };
}
