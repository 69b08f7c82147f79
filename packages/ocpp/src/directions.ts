import { isAction } from './actions.ts';
import { type Check, unknownAction } from './check.ts';
import type { ActionOf } from './types.ts';
import type { Version } from './version.ts';

/** Actions that only a CSMS sends; all others may come from a station, DataTransfer from either. [16 §5; security whitepaper §5] */
const toStation16 = [
  ...['CancelReservation', 'CertificateSigned', 'ChangeAvailability', 'ChangeConfiguration', 'ClearCache', 'ClearChargingProfile'],
  ...['DeleteCertificate', 'ExtendedTriggerMessage', 'GetCompositeSchedule', 'GetConfiguration', 'GetDiagnostics'],
  ...['GetInstalledCertificateIds', 'GetLocalListVersion', 'GetLog', 'InstallCertificate', 'RemoteStartTransaction'],
  ...['RemoteStopTransaction', 'ReserveNow', 'Reset', 'SendLocalList', 'SetChargingProfile', 'SignedUpdateFirmware'],
  ...['TriggerMessage', 'UnlockConnector', 'UpdateFirmware'],
] as const satisfies readonly ActionOf<'ocpp1.6'>[];

/** [P2 §1] */
const toStation201 = [
  ...['CancelReservation', 'CertificateSigned', 'ChangeAvailability', 'ClearCache', 'ClearChargingProfile', 'ClearDisplayMessage'],
  ...['ClearVariableMonitoring', 'CostUpdated', 'CustomerInformation', 'DeleteCertificate', 'GetBaseReport', 'GetChargingProfiles'],
  ...['GetCompositeSchedule', 'GetDisplayMessages', 'GetInstalledCertificateIds', 'GetLocalListVersion', 'GetLog'],
  ...['GetMonitoringReport', 'GetReport', 'GetTransactionStatus', 'GetVariables', 'InstallCertificate', 'PublishFirmware'],
  ...['RequestStartTransaction', 'RequestStopTransaction', 'ReserveNow', 'Reset', 'SendLocalList', 'SetChargingProfile'],
  ...['SetDisplayMessage', 'SetMonitoringBase', 'SetMonitoringLevel', 'SetNetworkProfile', 'SetVariableMonitoring', 'SetVariables'],
  ...['TriggerMessage', 'UnlockConnector', 'UnpublishFirmware', 'UpdateFirmware'],
] as const satisfies readonly ActionOf<'ocpp2.0.1'>[];

/** [21P2 §1] */
const toStation21 = [
  ...toStation201,
  ...['AFRRSignal', 'AdjustPeriodicEventStream', 'ChangeTransactionTariff', 'ClearDERControl', 'ClearTariffs', 'GetDERControl'],
  ...['GetPeriodicEventStream', 'GetTariffs', 'NotifyAllowedEnergyTransfer', 'NotifyWebPaymentStarted', 'RequestBatterySwap'],
  ...['SetDERControl', 'SetDefaultTariff', 'UpdateDynamicSchedule', 'UsePriorityCharging'],
] as const satisfies readonly ActionOf<'ocpp2.1'>[];

/** The actions that only a CSMS sends, by version. */
export type ToStation<V extends Version> = {
  'ocpp1.6': (typeof toStation16)[number];
  'ocpp2.0.1': (typeof toStation201)[number];
  'ocpp2.1': (typeof toStation21)[number];
}[V];

/** The only SEND: it comes with message type 6 and never as a CALL. [21P4 §4.2.5] */
const sendOnly = 'NotifyPeriodicEventStream';
export type SendOnly = typeof sendOnly;

/** The actions that a station calls a CSMS with, by version. */
export type FromStation<V extends Version> = Exclude<ActionOf<V>, ToStation<V> | SendOnly>;

/** What only a CSMS sends; DataTransfer goes both ways. */
export const actionsToStation: { readonly [V in Version]: readonly ToStation<V>[] } = {
  'ocpp1.6': toStation16,
  'ocpp2.0.1': toStation201,
  'ocpp2.1': toStation21,
};

const toStation: Readonly<Record<Version, ReadonlySet<string>>> = {
  'ocpp1.6': new Set(toStation16),
  'ocpp2.0.1': new Set(toStation201),
  'ocpp2.1': new Set(toStation21),
};

/**
 * May a station call a CSMS with this action? Unknown is NotImplemented; known but not for a CSMS to
 * answer is NotSupported. [J16 §4.2.3 table 7, P4 §4.3 table 8]
 */
export function checkAction(version: Version, action: string): Check {
  if (!isAction(version, action)) return unknownAction(version, action);
  if (toStation[version].has(action)) return notSupported(`${action} is sent by the CSMS only.`);
  if (action === sendOnly) return notSupported(`${action} is sent with message type 6 only.`);
  return { ok: true };
}

function notSupported(description: string): Check {
  return { ok: false, code: 'NotSupported', description, path: '' };
}
