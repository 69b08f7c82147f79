import type { Calls16 } from '@stationmaster/ocpp';
import type { Command, Encoded, Face } from '../station/face.ts';
import type { Answer, Message } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import { authorize } from './authorize.ts';
import { bootNotification, readBoot } from './boot-notification.ts';
import { commands16 } from './commands.ts';
import { dataTransfer } from './data-transfer.ts';
import { firmwareStatus } from './firmware-status-notification.ts';
import { logStatus } from './log-status-notification.ts';
import { meterValues, sessionMeterValues } from './meter-values.ts';
import { sayings16 } from './sayings.ts';
import { securityEvent } from './security-event-notification.ts';
import { signCertificate } from './sign-certificate.ts';
import { startTransaction } from './start-transaction.ts';
import { statusNotification } from './status-notification.ts';
import { stopTransaction } from './stop-transaction.ts';

/** What OCPP 1.6 adds to a station. */
export const face16: Face = {
  version: 'ocpp1.6',
  encode,
  read,
  commands: new Map(Object.entries(commands16) as unknown as [string, Command<unknown, object>][]),
  sayings: sayings16,
  rings: new Map(),
  afterwards: () => undefined,
  hearings: new Map(),
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
    case 'firmwareStatus':
      return firmwareStatus(message);
    case 'logStatus':
      return logStatus(message);
    case 'securityEvent':
      return { action: 'SecurityEventNotification', payload: securityEvent(message) };
    case 'signCertificate':
      return { action: 'SignCertificate', payload: signCertificate(message) };
    case 'words':
      return message;
    default:
      return null;
  }
}

function read(message: Message, payload: unknown): Answer {
  if (message.kind === 'words') return { payload: payload as object };
  if (message.kind === 'boot') return readBoot(payload as Calls16['BootNotification']['response']);
  if (message.kind !== 'authorize' && message.kind !== 'event') return {};
  const { idTagInfo, transactionId } = payload as Partial<Calls16['StartTransaction']['response']>;
  return {
    ...(idTagInfo === undefined ? {} : { tokenStatus: idTagInfo.status }),
    ...(idTagInfo?.expiryDate === undefined ? {} : { tokenExpiresAt: Date.parse(idTagInfo.expiryDate) }),
    ...(idTagInfo?.parentIdTag === undefined ? {} : { groupId: idTagInfo.parentIdTag }),
    ...(transactionId === undefined ? {} : { transactionId }),
  };
}
