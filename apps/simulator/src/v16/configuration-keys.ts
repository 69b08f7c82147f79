import type { Setting } from '../station/settings.ts';

type Row = readonly [key: string, access: 'R' | 'RW' | 'W', type: Setting['type'], value: string, unit?: string];

const knownMeasurands = 'Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,Frequency,SoC';

const featureProfiles = 'Core,FirmwareManagement,LocalAuthListManagement,RemoteTrigger,Reservation,SmartCharging';

/** The standard keys of OCPP 1.6 edition 2 chapter 9 and of the security whitepaper, with what our stations ship. */
const rows: readonly Row[] = [
  ['AllowOfflineTxForUnknownId', 'RW', 'boolean', 'true'],
  ['AuthorizationCacheEnabled', 'RW', 'boolean', 'true'],
  ['AuthorizeRemoteTxRequests', 'RW', 'boolean', 'false'],
  ['BlinkRepeat', 'RW', 'integer', '3', 'times'],
  ['ClockAlignedDataInterval', 'RW', 'integer', '0', 's'],
  ['ConnectionTimeOut', 'RW', 'integer', '120', 's'],
  ['ConnectorPhaseRotation', 'RW', 'MemberList', '0.RST'],
  ['GetConfigurationMaxKeys', 'R', 'integer', '100'],
  ['HeartbeatInterval', 'RW', 'integer', '300', 's'],
  ['LightIntensity', 'RW', 'integer', '80', '%'],
  ['LocalAuthorizeOffline', 'RW', 'boolean', 'true'],
  ['LocalPreAuthorize', 'RW', 'boolean', 'false'],
  ['MaxEnergyOnInvalidId', 'RW', 'integer', '0', 'Wh'],
  ['MeterValuesAlignedData', 'RW', 'MemberList', 'Energy.Active.Import.Register'],
  ['MeterValuesSampledData', 'RW', 'MemberList', 'Energy.Active.Import.Register,Power.Active.Import,Current.Import,SoC'],
  ['MeterValueSampleInterval', 'RW', 'integer', '60', 's'],
  ['MinimumStatusDuration', 'RW', 'integer', '0', 's'],
  ['NumberOfConnectors', 'R', 'integer', '1'],
  ['ResetRetries', 'RW', 'integer', '3', 'times'],
  ['StopTransactionOnEVSideDisconnect', 'RW', 'boolean', 'true'],
  ['StopTransactionOnInvalidId', 'RW', 'boolean', 'true'],
  ['StopTxnAlignedData', 'RW', 'MemberList', ''],
  ['StopTxnSampledData', 'RW', 'MemberList', ''],
  ['SupportedFeatureProfiles', 'R', 'MemberList', featureProfiles],
  ['TransactionMessageAttempts', 'RW', 'integer', '5', 'times'],
  ['TransactionMessageRetryInterval', 'RW', 'integer', '10', 's'],
  ['UnlockConnectorOnEVSideDisconnect', 'RW', 'boolean', 'true'],
  ['WebSocketPingInterval', 'RW', 'integer', '60', 's'],
  ['LocalAuthListEnabled', 'RW', 'boolean', 'true'],
  ['LocalAuthListMaxLength', 'R', 'integer', '1000'],
  ['SendLocalListMaxLength', 'R', 'integer', '100'],
  ['ReserveConnectorZeroSupported', 'R', 'boolean', 'true'],
  ['ChargeProfileMaxStackLevel', 'R', 'integer', '8'],
  ['ChargingScheduleAllowedChargingRateUnit', 'R', 'MemberList', 'Current,Power'],
  ['ChargingScheduleMaxPeriods', 'R', 'integer', '24'],
  ['ConnectorSwitch3to1PhaseSupported', 'R', 'boolean', 'false'],
  ['MaxChargingProfilesInstalled', 'R', 'integer', '20'],
  ['AuthorizationKey', 'W', 'string', ''],
  ['AdditionalRootCertificateCheck', 'R', 'boolean', 'false'],
  ['CertificateSignedMaxChainSize', 'R', 'integer', '10000'],
  ['CertificateStoreMaxLength', 'R', 'integer', '20'],
  ['SupportedFileTransferProtocols', 'R', 'MemberList', 'HTTP,HTTPS'],
  ['CpoName', 'RW', 'string', ''],
  ['SecurityProfile', 'RW', 'integer', '1'],
];

const accesses = { R: 'ReadOnly', RW: 'ReadWrite', W: 'WriteOnly' } as const;
/** Read only when the station starts. */
const afterReboot: ReadonlySet<string> = new Set(['ConnectorPhaseRotation', 'SecurityProfile']);

export function keys16(connectors: number): Setting[] {
  return rows.map(([variable, access, type, value, unit]) => ({
    component: '',
    variable,
    instance: '',
    evseId: 0,
    value: variable === 'NumberOfConnectors' ? String(connectors) : value,
    access: accesses[access],
    type,
    unit: unit ?? '',
    needsReboot: afterReboot.has(variable),
    max: type === 'integer' ? 86_400 : 500,
    values: /^(MeterValues|StopTxn)(Sampled|Aligned)Data$/.test(variable) ? knownMeasurands : '',
  }));
}
