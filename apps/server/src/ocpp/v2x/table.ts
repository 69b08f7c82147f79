import type { Calls21, Calls201 } from '@stationmaster/ocpp';
import { type Handlers, notImplemented } from '../handlers.ts';
import { authorize } from './authorize.ts';
import { bootNotification } from './boot-notification.ts';
import { dataTransfer } from './data-transfer.ts';
import type { ToStation21, ToStation201 } from './directions.ts';
import { heartbeat } from './heartbeat.ts';
import { meterValues } from './meter-values.ts';
import { notifyEvent } from './notify-event.ts';
import { notifyReport } from './notify-report.ts';
import { statusNotification } from './status-notification.ts';
import { transactionEvent } from './transaction-event.ts';

const shared = {
  Authorize: authorize,
  BootNotification: bootNotification,
  DataTransfer: dataTransfer,
  Heartbeat: heartbeat,
  MeterValues: meterValues,
  NotifyEvent: notifyEvent,
  NotifyReport: notifyReport,
  StatusNotification: statusNotification,
  TransactionEvent: transactionEvent,

  ClearedChargingLimit: notImplemented,
  FirmwareStatusNotification: notImplemented,
  Get15118EVCertificate: notImplemented,
  GetCertificateStatus: notImplemented,
  LogStatusNotification: notImplemented,
  NotifyChargingLimit: notImplemented,
  NotifyCustomerInformation: notImplemented,
  NotifyDisplayMessages: notImplemented,
  NotifyEVChargingNeeds: notImplemented,
  NotifyEVChargingSchedule: notImplemented,
  NotifyMonitoringReport: notImplemented,
  PublishFirmwareStatusNotification: notImplemented,
  ReportChargingProfiles: notImplemented,
  ReservationStatusUpdate: notImplemented,
  SecurityEventNotification: notImplemented,
  SignCertificate: notImplemented,
};

/** Every message a 2.0.1 station may send: its handler. */
export const v201 = shared satisfies Handlers<Calls201, Exclude<keyof Calls201, ToStation201>>;

/** Every message a 2.1 station may send: its handler. NotifyPeriodicEventStream is a SEND and never answered. */
export const v21 = {
  ...shared,
  BatterySwap: notImplemented,
  ClosePeriodicEventStream: notImplemented,
  GetCertificateChainStatus: notImplemented,
  NotifyDERAlarm: notImplemented,
  NotifyDERStartStop: notImplemented,
  NotifyPeriodicEventStream: notImplemented,
  NotifyPriorityCharging: notImplemented,
  NotifySettlement: notImplemented,
  OpenPeriodicEventStream: notImplemented,
  PullDynamicScheduleUpdate: notImplemented,
  ReportDERControl: notImplemented,
  VatNumberValidation: notImplemented,
} satisfies Handlers<Calls21, Exclude<keyof Calls21, ToStation21>>;
