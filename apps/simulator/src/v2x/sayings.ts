import type { Saying } from '../station/face.ts';
import { sayFirmwareStatus, sayLogStatus, saySecurityEvent, signingFor } from '../station/file-sayings.ts';
import { sayBoot, sayDataTransfer, sayHeartbeat, sayMeterValues, sayStatus, sayTransactions } from '../station/sayings.ts';
import type { FromStation21 } from './calls.ts';
import { sayCertificateStatus, sayChainStatus, sayEvCertificate } from './certificate-sayings.ts';
import { sayChargingLimit, sayClearedLimit } from './charging-limit.ts';
import { sayCustomerInformation } from './customer-information.ts';
import { sayPull } from './dynamic-schedule.ts';
import { sayReport } from './get-base-report.ts';
import { sayProfiles } from './get-charging-profiles.ts';
import { sayMonitors } from './get-monitoring-report.ts';
import { sayEvChargingNeeds } from './notify-ev-charging-needs.ts';
import { sayEvChargingSchedule } from './notify-ev-charging-schedule.ts';
import { sayEvent } from './notify-event.ts';
import { sayCloseStream, sayOpenStream, sayStream } from './periodic-event-stream.ts';
import { sayPriorityCharging } from './priority-charging.ts';
import { sayPublishStatus } from './publish-firmware.ts';
import { sayReservationStatus } from './reservation-status-update.ts';

const sayings = {
  FirmwareStatusNotification: sayFirmwareStatus,
  Get15118EVCertificate: sayEvCertificate,
  GetCertificateChainStatus: sayChainStatus,
  GetCertificateStatus: sayCertificateStatus,
  LogStatusNotification: sayLogStatus,
  PublishFirmwareStatusNotification: sayPublishStatus,
  SecurityEventNotification: saySecurityEvent,
  SignCertificate: signingFor('ChargingStationCertificate'),
  ClearedChargingLimit: sayClearedLimit,
  NotifyChargingLimit: sayChargingLimit,
  NotifyEVChargingNeeds: sayEvChargingNeeds,
  NotifyEVChargingSchedule: sayEvChargingSchedule,
  NotifyEvent: sayEvent,
  NotifyMonitoringReport: sayMonitors,
  NotifyReport: sayReport,
  ClosePeriodicEventStream: sayCloseStream,
  NotifyPeriodicEventStream: sayStream,
  OpenPeriodicEventStream: sayOpenStream,
  NotifyPriorityCharging: sayPriorityCharging,
  PullDynamicScheduleUpdate: sayPull,
  ReportChargingProfiles: sayProfiles,
  BootNotification: sayBoot,
  DataTransfer: sayDataTransfer,
  Heartbeat: sayHeartbeat,
  MeterValues: sayMeterValues,
  NotifyCustomerInformation: sayCustomerInformation,
  ReservationStatusUpdate: sayReservationStatus,
  StatusNotification: sayStatus,
  TransactionEvent: sayTransactions,
} satisfies { [A in FromStation21]?: Saying };

/** Every message that a 2.x station may send: what it would say now. */
export const sayings2x: ReadonlyMap<string, Saying> = new Map(Object.entries(sayings));
