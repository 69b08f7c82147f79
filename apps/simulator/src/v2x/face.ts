import type { Version } from '@stationmaster/ocpp';
import type { Command, Encoded, Face } from '../station/face.ts';
import type { Answer, Message } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import { authorize } from './authorize.ts';
import { bootNotification, readBoot } from './boot-notification.ts';
import type { Heard } from './calls.ts';
import { chargingLimit } from './charging-limit.ts';
import { commands21, commands201 } from './commands.ts';
import { dataTransfer } from './data-transfer.ts';
import { dropWithTransactions } from './display-messages.ts';
import { firmwareStatus } from './firmware-status-notification.ts';
import { hearings2x, rings2x } from './hearings.ts';
import { tokenAnswer } from './id-token.ts';
import { logStatus } from './log-status-notification.ts';
import { meterValues } from './meter-values.ts';
import { reservationStatusUpdate } from './reservation-status-update.ts';
import { sayings21, sayings201 } from './sayings.ts';
import { securityEvent } from './security-event-notification.ts';
import { signCertificate } from './sign-certificate.ts';
import { statusNotification } from './status-notification.ts';
import { transactionEvent } from './transaction-event.ts';
import { watch } from './watch.ts';

/** What 2.0.1 and 2.1 add to a station. */
export function face2x(version: Version): Face {
  const [commands, sayings] = version === 'ocpp2.0.1' ? [commands201, sayings201] : [commands21, sayings21];
  return {
    version,
    encode,
    read,
    commands: new Map(Object.entries(commands) as unknown as [string, Command<unknown, object>][]),
    sayings: new Map(Object.entries(sayings)),
    rings: rings2x,
    afterwards: (draft) => {
      dropWithTransactions(draft);
      watch(draft);
    },
    hearings: hearings2x,
  };
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
      return { action: 'MeterValues', payload: meterValues(message, state) };
    case 'event':
      return { action: 'TransactionEvent', payload: transactionEvent(message, state) };
    case 'reservation':
      return { action: 'ReservationStatusUpdate', payload: reservationStatusUpdate(message) };
    case 'chargingLimit':
      return chargingLimit(message, state);
    case 'dataTransfer':
      return { action: 'DataTransfer', payload: dataTransfer(message) };
    case 'firmwareStatus':
      return { action: 'FirmwareStatusNotification', payload: firmwareStatus(message) };
    case 'logStatus':
      return { action: 'LogStatusNotification', payload: logStatus(message) };
    case 'securityEvent':
      return { action: 'SecurityEventNotification', payload: securityEvent(message) };
    case 'signCertificate':
      return { action: 'SignCertificate', payload: signCertificate(message, state) };
    case 'words':
      return message;
  }
}

function read(message: Message, payload: unknown): Answer {
  if (message.kind === 'words') return { payload: payload as object };
  if (message.kind === 'boot') return readBoot(payload as Heard<'BootNotification'>);
  if (message.kind !== 'authorize' && message.kind !== 'event') return {};
  const { idTokenInfo, totalCost, transactionLimit, tariff } = payload as Heard<'TransactionEvent'> & Pick<Heard<'Authorize'>, 'tariff'>;
  return {
    ...(totalCost === undefined ? {} : { totalCost }),
    ...(tariff === undefined ? {} : { tariff }),
    ...(transactionLimit === undefined ? {} : { limit: transactionLimit }),
    ...(idTokenInfo === undefined ? {} : tokenAnswer(idTokenInfo)),
  };
}
