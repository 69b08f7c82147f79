import type { Calls16 } from '@stationmaster/ocpp';
import { type Handlers, notImplemented } from '../handlers.ts';
import { authorize } from './authorize.ts';
import { bootNotification } from './boot-notification.ts';
import { dataTransfer } from './data-transfer.ts';
import type { ToStation16 } from './directions.ts';
import { heartbeat } from './heartbeat.ts';
import { meterValues } from './meter-values.ts';
import { startTransaction } from './start-transaction.ts';
import { statusNotification } from './status-notification.ts';
import { stopTransaction } from './stop-transaction.ts';

/** Every message a 1.6 station may send: its handler. */
export const v16 = {
  Authorize: authorize,
  BootNotification: bootNotification,
  DataTransfer: dataTransfer,
  Heartbeat: heartbeat,
  MeterValues: meterValues,
  StartTransaction: startTransaction,
  StatusNotification: statusNotification,
  StopTransaction: stopTransaction,

  DiagnosticsStatusNotification: notImplemented,
  FirmwareStatusNotification: notImplemented,
  LogStatusNotification: notImplemented,
  SecurityEventNotification: notImplemented,
  SignCertificate: notImplemented,
  SignedFirmwareStatusNotification: notImplemented,
} satisfies Handlers<Calls16, Exclude<keyof Calls16, ToStation16>>;
