import type { Saying } from '../station/face.ts';
import { sayFirmwareStatus, sayLogStatus, saySecurityEvent, signingFor } from '../station/file-sayings.ts';
import { sayBoot, sayDataTransfer, sayHeartbeat, sayMeterValues, sayStatus, sayTransactions } from '../station/sayings.ts';
import { sayAuthorize } from './authorize.ts';
import { sayBatterySwap } from './battery-swap.ts';
import type { FromStation21, FromStation201 } from './calls.ts';
import { sayCertificateStatus, sayChainStatus, sayEvCertificate } from './certificate-sayings.ts';
import { sayChargingLimit, sayClearedLimit } from './charging-limit.ts';
import { sayCustomerInformation } from './customer-information.ts';
import { sayDerAlarm, sayDerControls, sayDerStartStop } from './der-controls.ts';
import { sayDisplayMessages } from './display-messages.ts';
import { sayPull } from './dynamic-schedule.ts';
import { sayReport } from './get-base-report.ts';
import { sayProfiles } from './get-charging-profiles.ts';
import { sayMonitors } from './get-monitoring-report.ts';
import { sayEvChargingNeeds } from './notify-ev-charging-needs.ts';
import { sayEvChargingSchedule } from './notify-ev-charging-schedule.ts';
import { sayEvent } from './notify-event.ts';
import { saySettlement, sayVatNumber } from './payments.ts';
import { sayCloseStream, sayOpenStream, sayStream } from './periodic-event-stream.ts';
import { sayPriorityCharging } from './priority-charging.ts';
import { sayPublishStatus } from './publish-firmware.ts';
import { sayReservationStatus } from './reservation-status-update.ts';

/** Every message that a 2.0.1 station may send: what it would say now. */
export const sayings201 = {
  Authorize: sayAuthorize,
  BootNotification: sayBoot,
  ClearedChargingLimit: sayClearedLimit,
  DataTransfer: sayDataTransfer,
  FirmwareStatusNotification: sayFirmwareStatus,
  Get15118EVCertificate: sayEvCertificate,
  GetCertificateStatus: sayCertificateStatus,
  Heartbeat: sayHeartbeat,
  LogStatusNotification: sayLogStatus,
  MeterValues: sayMeterValues,
  NotifyChargingLimit: sayChargingLimit,
  NotifyCustomerInformation: sayCustomerInformation,
  NotifyDisplayMessages: sayDisplayMessages,
  NotifyEVChargingNeeds: sayEvChargingNeeds,
  NotifyEVChargingSchedule: sayEvChargingSchedule,
  NotifyEvent: sayEvent,
  NotifyMonitoringReport: sayMonitors,
  NotifyReport: sayReport,
  PublishFirmwareStatusNotification: sayPublishStatus,
  ReportChargingProfiles: sayProfiles,
  ReservationStatusUpdate: sayReservationStatus,
  SecurityEventNotification: saySecurityEvent,
  SignCertificate: signingFor('ChargingStationCertificate'),
  StatusNotification: sayStatus,
  TransactionEvent: sayTransactions,
} satisfies { [A in FromStation201]: Saying };

/** And every one that a 2.1 station may send. */
export const sayings21 = {
  ...sayings201,
  BatterySwap: sayBatterySwap,
  ClosePeriodicEventStream: sayCloseStream,
  GetCertificateChainStatus: sayChainStatus,
  NotifyDERAlarm: sayDerAlarm,
  NotifyDERStartStop: sayDerStartStop,
  NotifyPeriodicEventStream: sayStream,
  NotifyPriorityCharging: sayPriorityCharging,
  NotifySettlement: saySettlement,
  OpenPeriodicEventStream: sayOpenStream,
  PullDynamicScheduleUpdate: sayPull,
  ReportDERControl: sayDerControls,
  VatNumberValidation: sayVatNumber,
} satisfies { [A in FromStation21]: Saying };
