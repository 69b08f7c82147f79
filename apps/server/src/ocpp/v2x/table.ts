import type { Calls21, Calls201, FromStation, SendOnly } from '@stationmaster/ocpp';
import type { Handlers, SendHandlerOf } from '../handlers.ts';
import { authorize } from './authorize.ts';
import { batterySwap } from './battery-swap.ts';
import { bootNotification } from './boot-notification.ts';
import { clearedChargingLimit } from './cleared-charging-limit.ts';
import { closePeriodicEventStream } from './close-periodic-event-stream.ts';
import { dataTransfer } from './data-transfer.ts';
import { firmwareStatusNotification } from './firmware-status-notification.ts';
import { get15118EVCertificate } from './get-15118-ev-certificate.ts';
import { getCertificateChainStatus } from './get-certificate-chain-status.ts';
import { getCertificateStatus } from './get-certificate-status.ts';
import { heartbeat } from './heartbeat.ts';
import { logStatusNotification } from './log-status-notification.ts';
import { meterValues } from './meter-values.ts';
import { notifyChargingLimit } from './notify-charging-limit.ts';
import { notifyCustomerInformation } from './notify-customer-information.ts';
import { notifyDERAlarm } from './notify-der-alarm.ts';
import { notifyDERStartStop } from './notify-der-start-stop.ts';
import { notifyDisplayMessages } from './notify-display-messages.ts';
import { notifyEvChargingNeeds } from './notify-ev-charging-needs.ts';
import { notifyEvChargingSchedule } from './notify-ev-charging-schedule.ts';
import { notifyEvent } from './notify-event.ts';
import { notifyMonitoringReport } from './notify-monitoring-report.ts';
import { notifyPeriodicEventStream } from './notify-periodic-event-stream.ts';
import { notifyPriorityCharging } from './notify-priority-charging.ts';
import { notifyReport } from './notify-report.ts';
import { notifySettlement } from './notify-settlement.ts';
import { openPeriodicEventStream } from './open-periodic-event-stream.ts';
import { publishFirmwareStatusNotification } from './publish-firmware-status-notification.ts';
import { pullDynamicScheduleUpdate } from './pull-dynamic-schedule-update.ts';
import { reportChargingProfiles } from './report-charging-profiles.ts';
import { reportDERControl } from './report-der-control.ts';
import { reservationStatusUpdate } from './reservation-status-update.ts';
import { securityEventNotification } from './security-event-notification.ts';
import { signCertificate } from './sign-certificate.ts';
import { statusNotification } from './status-notification.ts';
import { transactionEvent } from './transaction-event.ts';
import { vatNumberValidation } from './vat-number-validation.ts';

const shared = {
  Authorize: authorize,
  BootNotification: bootNotification,
  DataTransfer: dataTransfer,
  Heartbeat: heartbeat,
  MeterValues: meterValues,
  NotifyEvent: notifyEvent,
  NotifyMonitoringReport: notifyMonitoringReport,
  NotifyReport: notifyReport,
  ReservationStatusUpdate: reservationStatusUpdate,
  StatusNotification: statusNotification,
  TransactionEvent: transactionEvent,

  ClearedChargingLimit: clearedChargingLimit,
  FirmwareStatusNotification: firmwareStatusNotification,
  Get15118EVCertificate: get15118EVCertificate,
  GetCertificateStatus: getCertificateStatus,
  LogStatusNotification: logStatusNotification,
  NotifyChargingLimit: notifyChargingLimit,
  NotifyCustomerInformation: notifyCustomerInformation,
  NotifyDisplayMessages: notifyDisplayMessages,
  NotifyEVChargingNeeds: notifyEvChargingNeeds,
  NotifyEVChargingSchedule: notifyEvChargingSchedule,
  PublishFirmwareStatusNotification: publishFirmwareStatusNotification,
  ReportChargingProfiles: reportChargingProfiles,
  SecurityEventNotification: securityEventNotification,
  SignCertificate: signCertificate,
};

/** Every message a 2.0.1 station may send: its handler. */
export const v201 = shared satisfies Handlers<Calls201, FromStation<'ocpp2.0.1'>>;

/** Every message a 2.1 station may send and wants answered: its handler. */
export const v21 = {
  ...shared,
  BatterySwap: batterySwap,
  ClosePeriodicEventStream: closePeriodicEventStream,
  GetCertificateChainStatus: getCertificateChainStatus,
  NotifyDERAlarm: notifyDERAlarm,
  NotifyDERStartStop: notifyDERStartStop,
  NotifyPriorityCharging: notifyPriorityCharging,
  NotifySettlement: notifySettlement,
  OpenPeriodicEventStream: openPeriodicEventStream,
  PullDynamicScheduleUpdate: pullDynamicScheduleUpdate,
  ReportDERControl: reportDERControl,
  VatNumberValidation: vatNumberValidation,
} satisfies Handlers<Calls21, FromStation<'ocpp2.1'>>;

/** What a 2.1 station sends without wanting an answer. */
export const sends21 = {
  NotifyPeriodicEventStream: notifyPeriodicEventStream,
} satisfies { [A in SendOnly]: SendHandlerOf<Calls21, A> };
