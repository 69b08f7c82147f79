import type { Version } from '@stationmaster/ocpp';
import { variables2x } from '../v2x/device-model.ts';
import { keys16 } from '../v16/configuration-keys.ts';
import type { Evse, StationState } from './state.ts';

/** One configuration value: a 1.6 key (component '') or a variable of a 2.x component. */
export interface Setting {
  component: string;
  variable: string;
  /** 2.x tells some variables of one name apart; mostly empty. */
  instance: string;
  /** 0: of the whole station. */
  evseId: number;
  value: string;
  access: 'ReadOnly' | 'ReadWrite' | 'WriteOnly';
  type: 'integer' | 'decimal' | 'boolean' | 'string' | 'OptionList' | 'MemberList' | 'SequenceList' | 'dateTime';
  unit: string;
  needsReboot: boolean;
  /** Number: the largest value; text: the longest; live counters: how many fit. */
  max: number | null;
  /** The members that a list, or an option, may have; '' for any. */
  values: string;
}

export interface Address {
  component: string;
  variable: string;
  instance?: string;
  evseId: number;
}

/** Names are compared without case. [16 §5.8, P2 appendix] */
export function settingKey({ component, variable, evseId, instance = '' }: Address): string {
  return `${component}/${evseId}/${variable}${instance === '' ? '' : `/${instance}`}`.toLowerCase();
}

/** One list for all stations that are built alike: thousands of them share it until one is changed. */
const built = new Map<string, ReadonlyMap<string, Setting>>();

/** The settings a station of this version leaves the factory with. */
export function factorySettings(version: Version, evses: readonly Pick<Evse, 'id' | 'kind' | 'maxW'>[]): ReadonlyMap<string, Setting> {
  const likeness = `${version} ${evses.map(({ kind, maxW }) => `${kind}${maxW}`).join(' ')}`;
  const known = built.get(likeness);
  if (known !== undefined) return known;
  const rows = version === 'ocpp1.6' ? keys16(evses.length) : variables2x(version, evses);
  const settings = new Map(rows.map((row) => [settingKey(row), row]));
  built.set(likeness, settings);
  return settings;
}

/** What the core needs to know, and where each version keeps it. */
const places = {
  sampleSeconds: ['/0/MeterValueSampleInterval', 'SampledDataCtrlr/0/TxUpdatedInterval'],
  /** 1.6 keeps what it samples anyway. */
  keptSeconds: ['', 'SampledDataCtrlr/0/TxEndedInterval'],
  alignedSeconds: ['/0/ClockAlignedDataInterval', 'AlignedDataCtrlr/0/Interval'],
  alignedEndedSeconds: ['', 'AlignedDataCtrlr/0/TxEndedInterval'],
  attempts: ['/0/TransactionMessageAttempts', 'OCPPCommCtrlr/0/MessageAttempts/TransactionEvent'],
  retrySeconds: ['/0/TransactionMessageRetryInterval', 'OCPPCommCtrlr/0/MessageAttemptInterval/TransactionEvent'],
  connectionTimeoutSeconds: ['/0/ConnectionTimeOut', 'TxCtrlr/0/EVConnectionTimeOut'],
  pingSeconds: ['/0/WebSocketPingInterval', 'OCPPCommCtrlr/0/WebSocketPingInterval'],
  listItemsPerMessage: ['/0/SendLocalListMaxLength', 'LocalAuthListCtrlr/0/ItemsPerMessage'],
  stackLevel: ['/0/ChargeProfileMaxStackLevel', 'SmartChargingCtrlr/0/ProfileStackLevel'],
  schedulePeriods: ['/0/ChargingScheduleMaxPeriods', 'SmartChargingCtrlr/0/PeriodsPerSchedule'],
  limitChangePercent: ['', 'SmartChargingCtrlr/0/LimitChangeSignificance'],
  signingWaitSeconds: ['', 'SecurityCtrlr/0/CertSigningWaitMinimum'],
  signingRepeats: ['', 'SecurityCtrlr/0/CertSigningRepeatTimes'],
  connectionAttempts: ['', 'OCPPCommCtrlr/0/NetworkProfileConnectionAttempts'],
  heartbeatSeconds: ['/0/HeartbeatInterval', 'OCPPCommCtrlr/0/HeartbeatInterval'],
} as const satisfies Record<string, readonly [string, string]>;
const switches = {
  stopsOnInvalidId: ['/0/StopTransactionOnInvalidId', 'TxCtrlr/0/StopTxOnInvalidId'],
  authorizesRemote: ['/0/AuthorizeRemoteTxRequests', 'AuthCtrlr/0/AuthorizeRemoteStart'],
  startsOffline: ['/0/AllowOfflineTxForUnknownId', 'AuthCtrlr/0/OfflineTxForUnknownIdEnabled'],
  sessionsBeforeUpdate: ['', 'ChargingStation/0/AllowNewSessionsPendingFirmwareUpdate'],
  alignedEnabled: ['', 'AlignedDataCtrlr/0/Enabled'],
  alignedOnlyWhenIdle: ['', 'AlignedDataCtrlr/0/SendDuringIdle'],
  listEnabled: ['/0/LocalAuthListEnabled', 'LocalAuthListCtrlr/0/Enabled'],
  cacheEnabled: ['/0/AuthorizationCacheEnabled', 'AuthCacheCtrlr/0/Enabled'],
  startsKnownAtOnce: ['/0/LocalPreAuthorize', 'AuthCtrlr/0/LocalPreAuthorize'],
  startsKnownOffline: ['/0/LocalAuthorizeOffline', 'AuthCtrlr/0/LocalAuthorizeOffline'],
  reservesAny: ['/0/ReserveConnectorZeroSupported', 'ReservationCtrlr/0/NonEvseSpecific'],
  stopsOnDisconnect: ['/0/StopTransactionOnEVSideDisconnect', 'TxCtrlr/0/StopTxOnEVSideDisconnect'],
} as const satisfies Record<string, readonly [string, string]>;
const texts = {
  masterPass: ['', 'AuthCtrlr/0/MasterPassGroupId'],
  organization: ['/0/CpoName', 'SecurityCtrlr/0/OrganizationName'],
} as const satisfies Record<string, readonly [string, string]>;
/** Lists; those without a 1.6 name are read in 2.x only. */
const lists = {
  displayFormats: ['', 'DisplayMessageCtrlr/0/SupportedFormats'],
  displayPriorities: ['', 'DisplayMessageCtrlr/0/SupportedPriorities'],
  displayStates: ['', 'DisplayMessageCtrlr/0/SupportedStates'],
  derModes: ['', 'ACDERCtrlr/0/ModesSupported'],
  customTriggers: ['', 'CustomizationCtrlr/0/CustomTriggers'],
  txStartPoint: ['', 'TxCtrlr/0/TxStartPoint'],
  txStopPoint: ['', 'TxCtrlr/0/TxStopPoint'],
  networkPriority: ['', 'OCPPCommCtrlr/0/NetworkConfigurationPriority'],
  startedMeasurands: ['', 'SampledDataCtrlr/0/TxStartedMeasurands'],
  updatedMeasurands: ['/0/MeterValuesSampledData', 'SampledDataCtrlr/0/TxUpdatedMeasurands'],
  endedMeasurands: ['/0/StopTxnSampledData', 'SampledDataCtrlr/0/TxEndedMeasurands'],
  alignedMeasurands: ['/0/MeterValuesAlignedData', 'AlignedDataCtrlr/0/Measurands'],
  alignedEndedMeasurands: ['/0/StopTxnAlignedData', 'AlignedDataCtrlr/0/TxEndedMeasurands'],
} as const satisfies Record<string, readonly [string, string]>;

/** What the core needs to know of the most that fits. */
const limits = {
  localList: ['/0/LocalAuthListMaxLength', 'LocalAuthListCtrlr/0/Entries'],
  displayMessages: ['', 'DisplayMessageCtrlr/0/DisplayMessages'],
  certificates: ['/0/CertificateStoreMaxLength', 'SecurityCtrlr/0/CertificateEntries'],
  profiles: ['/0/MaxChargingProfilesInstalled', 'SmartChargingCtrlr/0/Entries/ChargingProfiles'],
} as const satisfies Record<string, readonly [string, string]>;

export type NumberName = keyof typeof places;

/** The key under which this version keeps a number, for `Map` access. */
export function placeOf(version: Version, name: NumberName): string {
  return places[name][version === 'ocpp1.6' ? 0 : 1].toLowerCase();
}

export function numberOf(state: Pick<StationState, 'version' | 'settings'>, name: NumberName): number {
  return Number(state.settings.get(placeOf(state.version, name))?.value ?? 0);
}

/** A number of 2.x by its address `Component/EVSE/Variable/Instance`; 0 when there is none. */
export function isTrue({ settings }: Pick<StationState, 'settings'>, address: string): boolean {
  return settings.get(address.toLowerCase())?.value.toLowerCase() === 'true';
}

export function numberIn({ settings }: Pick<StationState, 'settings'>, address: string): number {
  return Number(settings.get(address.toLowerCase())?.value ?? 0);
}

/** How many of something the station keeps: a key of its own in 1.6, the maxLimit of a variable in 2.x. */
export function mostOf({ version, settings }: Pick<StationState, 'version' | 'settings'>, name: keyof typeof limits): number {
  const is16 = version === 'ocpp1.6';
  const setting = settings.get(limits[name][is16 ? 0 : 1].toLowerCase());
  return (is16 ? Number(setting?.value) : setting?.max) ?? 0;
}

export function isOn(state: Pick<StationState, 'version' | 'settings'>, name: keyof typeof switches): boolean {
  const place = switches[name][state.version === 'ocpp1.6' ? 0 : 1];
  return state.settings.get(place.toLowerCase())?.value.toLowerCase() === 'true';
}

export function textOf(state: Pick<StationState, 'version' | 'settings'>, name: keyof typeof texts): string {
  return state.settings.get(texts[name][state.version === 'ocpp1.6' ? 0 : 1].toLowerCase())?.value ?? '';
}

/** The members of a list, in its order. */
export function listOf(state: Pick<StationState, 'version' | 'settings'>, name: keyof typeof lists): string[] {
  const value = state.settings.get(lists[name][state.version === 'ocpp1.6' ? 0 : 1].toLowerCase())?.value ?? '';
  return value.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
}

/** Whether a value fits its setting: type and upper limit. */
export function fits(setting: Setting, value: string): boolean {
  if (setting.type === 'boolean') return /^(true|false)$/i.test(value);
  if (setting.type === 'integer') return /^\d{1,9}$/.test(value) && (setting.max === null || Number(value) <= setting.max);
  if (setting.type === 'decimal') return /^-?\d+(\.\d+)?$/.test(value);
  if (value.length > (setting.max ?? 2500)) return false;
  const allowed = setting.values.split(',');
  return setting.values === '' || value.split(',').every((word) => word.trim() === '' || allowed.includes(word.trim()));
}
