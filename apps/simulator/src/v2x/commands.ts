import type { Command } from '../station/face.ts';
import { afrrSignal } from './afrr-signal.ts';
import { requestBatterySwap } from './battery-swap.ts';
import type { Asked, Said, ToStation21, ToStation201 } from './calls.ts';
import { cancelReservation } from './cancel-reservation.ts';
import { certificateSigned } from './certificate-signed.ts';
import { changeAvailability } from './change-availability.ts';
import { clearCache } from './clear-cache.ts';
import { clearChargingProfile } from './clear-charging-profile.ts';
import { clearVariableMonitoring } from './clear-variable-monitoring.ts';
import { costUpdated } from './cost-updated.ts';
import { customerInformation } from './customer-information.ts';
import { answerDataTransfer } from './data-transfer.ts';
import { deleteCertificate } from './delete-certificate.ts';
import { clearDerControl, getDerControl, setDerControl } from './der-controls.ts';
import { clearDisplayMessage, getDisplayMessages, setDisplayMessage } from './display-messages.ts';
import { updateDynamicSchedule } from './dynamic-schedule.ts';
import { getBaseReport } from './get-base-report.ts';
import { getChargingProfiles } from './get-charging-profiles.ts';
import { getCompositeSchedule } from './get-composite-schedule.ts';
import { getInstalledCertificateIds } from './get-installed-certificate-ids.ts';
import { getLocalListVersion } from './get-local-list-version.ts';
import { getLog } from './get-log.ts';
import { getMonitoringReport } from './get-monitoring-report.ts';
import { getReport } from './get-report.ts';
import { getTransactionStatus } from './get-transaction-status.ts';
import { getVariables } from './get-variables.ts';
import { installCertificate } from './install-certificate.ts';
import { notifyAllowedEnergyTransfer } from './notify-allowed-energy-transfer.ts';
import { notifyWebPaymentStarted } from './payments.ts';
import { adjustPeriodicEventStream, getPeriodicEventStream } from './periodic-event-stream.ts';
import { usePriorityCharging } from './priority-charging.ts';
import { publishFirmware, unpublishFirmware } from './publish-firmware.ts';
import { requestStartTransaction } from './request-start-transaction.ts';
import { requestStopTransaction } from './request-stop-transaction.ts';
import { reserveNow } from './reserve-now.ts';
import { reset } from './reset.ts';
import { sendLocalList } from './send-local-list.ts';
import { setChargingProfile } from './set-charging-profile.ts';
import { setMonitoringBase } from './set-monitoring-base.ts';
import { setMonitoringLevel } from './set-monitoring-level.ts';
import { setNetworkProfile } from './set-network-profile.ts';
import { setVariableMonitoring } from './set-variable-monitoring.ts';
import { setVariables } from './set-variables.ts';
import { changeTransactionTariff, clearTariffs, getTariffs, setDefaultTariff } from './tariffs.ts';
import { triggerMessage } from './trigger-message.ts';
import { unlockConnector } from './unlock-connector.ts';
import { updateFirmware } from './update-firmware.ts';

/** Every message that a CSMS may send to a 2.0.1 station. */
export const commands201 = {
  CancelReservation: cancelReservation,
  CertificateSigned: certificateSigned,
  ChangeAvailability: changeAvailability,
  ClearCache: clearCache,
  ClearChargingProfile: clearChargingProfile,
  ClearDisplayMessage: clearDisplayMessage,
  ClearVariableMonitoring: clearVariableMonitoring,
  CostUpdated: costUpdated,
  CustomerInformation: customerInformation,
  DataTransfer: answerDataTransfer,
  DeleteCertificate: deleteCertificate,
  GetBaseReport: getBaseReport,
  GetChargingProfiles: getChargingProfiles,
  GetCompositeSchedule: getCompositeSchedule,
  GetDisplayMessages: getDisplayMessages,
  GetInstalledCertificateIds: getInstalledCertificateIds,
  GetLocalListVersion: getLocalListVersion,
  GetLog: getLog,
  GetMonitoringReport: getMonitoringReport,
  GetReport: getReport,
  GetTransactionStatus: getTransactionStatus,
  GetVariables: getVariables,
  InstallCertificate: installCertificate,
  PublishFirmware: publishFirmware,
  RequestStartTransaction: requestStartTransaction,
  RequestStopTransaction: requestStopTransaction,
  ReserveNow: reserveNow,
  Reset: reset,
  SendLocalList: sendLocalList,
  SetChargingProfile: setChargingProfile,
  SetDisplayMessage: setDisplayMessage,
  SetMonitoringBase: setMonitoringBase,
  SetMonitoringLevel: setMonitoringLevel,
  SetNetworkProfile: setNetworkProfile,
  SetVariableMonitoring: setVariableMonitoring,
  SetVariables: setVariables,
  TriggerMessage: triggerMessage,
  UnlockConnector: unlockConnector,
  UnpublishFirmware: unpublishFirmware,
  UpdateFirmware: updateFirmware,
} satisfies { [A in ToStation201]: Command<Asked<A>, Said<A>> };

/** And to a 2.1 station. */
export const commands21 = {
  ...commands201,
  AFRRSignal: afrrSignal,
  AdjustPeriodicEventStream: adjustPeriodicEventStream,
  ChangeTransactionTariff: changeTransactionTariff,
  ClearDERControl: clearDerControl,
  ClearTariffs: clearTariffs,
  GetDERControl: getDerControl,
  GetPeriodicEventStream: getPeriodicEventStream,
  GetTariffs: getTariffs,
  NotifyAllowedEnergyTransfer: notifyAllowedEnergyTransfer,
  NotifyWebPaymentStarted: notifyWebPaymentStarted,
  RequestBatterySwap: requestBatterySwap,
  SetDERControl: setDerControl,
  SetDefaultTariff: setDefaultTariff,
  UpdateDynamicSchedule: updateDynamicSchedule,
  UsePriorityCharging: usePriorityCharging,
} satisfies { [A in ToStation21]: Command<Asked<A>, Said<A>> };
