import type { Version } from '@stationmaster/ocpp';
import type { Setting } from '../station/settings.ts';
import type { Evse } from '../station/state.ts';

type Row = readonly [component: string, variable: string, access: 'R' | 'RW' | 'W', type: Setting['type'], value: string, unit?: string];

const usualMeasurands = 'Energy.Active.Import.Register,Power.Active.Import,Current.Import,SoC';

/** `variable` may carry an instance behind a colon. The required variables of 2.0.1 Part 2 Appendix 3 and some that real stations have. */
const rows: readonly Row[] = [
  ['ChargingStation', 'AvailabilityState', 'R', 'OptionList', 'Available'],
  ['ChargingStation', 'Available', 'R', 'boolean', 'true'],
  ['ChargingStation', 'SupplyPhases', 'R', 'integer', '3'],
  ['ChargingStation', 'AllowNewSessionsPendingFirmwareUpdate', 'RW', 'boolean', 'true'],
  ['OCPPCommCtrlr', 'HeartbeatInterval', 'RW', 'integer', '300', 's'],
  ['OCPPCommCtrlr', 'WebSocketPingInterval', 'RW', 'integer', '60', 's'],
  ['OCPPCommCtrlr', 'RetryBackOffRepeatTimes', 'RW', 'integer', '5'],
  ['OCPPCommCtrlr', 'RetryBackOffRandomRange', 'RW', 'integer', '10', 's'],
  ['OCPPCommCtrlr', 'RetryBackOffWaitMinimum', 'RW', 'integer', '1', 's'],
  ['OCPPCommCtrlr', 'MessageAttempts', 'RW', 'integer', '5'],
  ['OCPPCommCtrlr', 'MessageAttemptInterval', 'RW', 'integer', '10', 's'],
  ['OCPPCommCtrlr', 'MessageTimeout', 'R', 'integer', '30', 's'],
  ['OCPPCommCtrlr', 'NetworkConfigurationPriority', 'RW', 'SequenceList', '1'],
  ['OCPPCommCtrlr', 'OfflineThreshold', 'RW', 'integer', '60', 's'],
  ['OCPPCommCtrlr', 'ResetRetries', 'RW', 'integer', '3'],
  ['OCPPCommCtrlr', 'UnlockOnEVSideDisconnect', 'RW', 'boolean', 'true'],
  ['SecurityCtrlr', 'OrganizationName', 'RW', 'string', ''],
  ['SecurityCtrlr', 'SecurityProfile', 'R', 'integer', '1'],
  ['SecurityCtrlr', 'BasicAuthPassword', 'W', 'string', ''],
  ['AuthCtrlr', 'Enabled', 'RW', 'boolean', 'true'],
  ['AuthCtrlr', 'AuthorizeRemoteStart', 'RW', 'boolean', 'false'],
  ['AuthCtrlr', 'LocalAuthorizeOffline', 'RW', 'boolean', 'true'],
  ['AuthCtrlr', 'LocalPreAuthorize', 'RW', 'boolean', 'false'],
  ['AuthCtrlr', 'OfflineTxForUnknownIdEnabled', 'RW', 'boolean', 'true'],
  ['AuthCacheCtrlr', 'Enabled', 'RW', 'boolean', 'true'],
  ['AuthCacheCtrlr', 'Available', 'R', 'boolean', 'true'],
  ['LocalAuthListCtrlr', 'Available', 'R', 'boolean', 'true'],
  ['LocalAuthListCtrlr', 'Enabled', 'RW', 'boolean', 'true'],
  ['LocalAuthListCtrlr', 'Entries', 'R', 'integer', '0'],
  ['LocalAuthListCtrlr', 'ItemsPerMessage', 'R', 'integer', '100'],
  ['LocalAuthListCtrlr', 'BytesPerMessage', 'R', 'integer', '32768'],
  ['ReservationCtrlr', 'Available', 'R', 'boolean', 'true'],
  ['ReservationCtrlr', 'Enabled', 'RW', 'boolean', 'true'],
  ['ReservationCtrlr', 'NonEvseSpecific', 'R', 'boolean', 'true'],
  ['TxCtrlr', 'EVConnectionTimeOut', 'RW', 'integer', '120', 's'],
  ['TxCtrlr', 'StopTxOnEVSideDisconnect', 'RW', 'boolean', 'true'],
  ['TxCtrlr', 'StopTxOnInvalidId', 'RW', 'boolean', 'true'],
  ['TxCtrlr', 'TxStartPoint', 'RW', 'MemberList', 'PowerPathClosed'],
  ['TxCtrlr', 'TxStopPoint', 'RW', 'MemberList', 'EVConnected,Authorized'],
  ['SampledDataCtrlr', 'TxStartedMeasurands', 'RW', 'MemberList', usualMeasurands],
  ['SampledDataCtrlr', 'TxUpdatedMeasurands', 'RW', 'MemberList', usualMeasurands],
  ['SampledDataCtrlr', 'TxEndedMeasurands', 'RW', 'MemberList', usualMeasurands],
  ['SampledDataCtrlr', 'TxUpdatedInterval', 'RW', 'integer', '60', 's'],
  ['SampledDataCtrlr', 'TxEndedInterval', 'RW', 'integer', '0', 's'],
  ['AlignedDataCtrlr', 'Interval', 'RW', 'integer', '0', 's'],
  ['DeviceDataCtrlr', 'ItemsPerMessage', 'R', 'integer', '20'],
  ['DeviceDataCtrlr', 'BytesPerMessage', 'R', 'integer', '32768'],
  ['SmartChargingCtrlr', 'Available', 'R', 'boolean', 'true'],
  ['SmartChargingCtrlr', 'Enabled', 'RW', 'boolean', 'true'],
  ['SmartChargingCtrlr', 'Entries:ChargingProfiles', 'R', 'integer', '0'],
  ['SmartChargingCtrlr', 'LimitChangeSignificance', 'RW', 'decimal', '10', 'Percent'],
  ['SmartChargingCtrlr', 'PeriodsPerSchedule', 'R', 'integer', '24'],
  ['SmartChargingCtrlr', 'ProfileStackLevel', 'R', 'integer', '8'],
  ['SmartChargingCtrlr', 'RateUnit', 'R', 'MemberList', 'A,W'],
  ['SmartChargingCtrlr', 'NotifyChargingLimitWithSchedules', 'RW', 'boolean', 'true'],
  ['ClockCtrlr', 'TimeSource', 'RW', 'SequenceList', 'NTP,Heartbeat'],
  ['ClockCtrlr', 'TimeZone', 'RW', 'string', 'Europe/Berlin'],
];
const only21: readonly Row[] = [
  ['SmartChargingCtrlr', 'MaxExternalConstraintsId', 'R', 'integer', '1000'],
  ['SmartChargingCtrlr', 'SupportsDynamicProfiles', 'R', 'boolean', 'true'],
  ['SmartChargingCtrlr', 'SupportedAdditionalPurposes', 'R', 'MemberList', 'PriorityCharging,LocalGeneration'],
  ['SmartChargingCtrlr', 'SupportsUseLocalTime', 'R', 'boolean', 'true'],
  ['OCPPCommCtrlr', 'FieldLength', 'R', 'integer', '1000'],
  ['ClockCtrlr', 'NextTimeOffsetTransitionDateTime', 'RW', 'string', ''],
];

/** The most that a variable may hold, where it is not the usual. */
const limits: Readonly<Record<string, number>> = { 'LocalAuthListCtrlr.Entries': 1000, 'SmartChargingCtrlr.Entries:ChargingProfiles': 20 };

const accesses = { R: 'ReadOnly', RW: 'ReadWrite', W: 'WriteOnly' } as const;
const afterReboot: ReadonlySet<string> = new Set(['NetworkConfigurationPriority', 'TimeSource']);

export function variables2x(version: Version, evses: readonly Pick<Evse, 'id' | 'kind' | 'maxW'>[]): Setting[] {
  const own = version === 'ocpp2.1' ? [...rows, ...only21] : rows;
  const station = own.map((row) => settingOf(row, 0));
  return [...station, ...evses.flatMap((evse) => evseRows(evse).map((row) => settingOf(row, evse.id)))];
}

function evseRows({ kind, maxW }: Pick<Evse, 'kind' | 'maxW'>): Row[] {
  return [
    ['EVSE', 'AvailabilityState', 'R', 'OptionList', 'Available'],
    ['EVSE', 'Available', 'R', 'boolean', 'true'],
    ['EVSE', 'Power', 'R', 'decimal', String(maxW), 'W'],
    ['EVSE', 'SupplyPhases', 'R', 'integer', kind === 'AC' ? '3' : '0'],
    ['Connector', 'ConnectorType', 'R', 'string', kind === 'AC' ? 'sType2' : 'cCCS2'],
    ['Connector', 'AvailabilityState', 'R', 'OptionList', 'Available'],
  ];
}

function settingOf([component, name, access, type, value, unit]: Row, evseId: number): Setting {
  const [variable = '', instance = ''] = name.split(':');
  return {
    component,
    variable,
    instance,
    evseId,
    value,
    access: accesses[access],
    type,
    unit: unit ?? '',
    needsReboot: afterReboot.has(variable),
    max: limits[`${component}.${name}`] ?? (type === 'integer' ? 86_400 : null),
  };
}
