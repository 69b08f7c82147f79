/**
 * The settings of OCPP that we know by name: their type, their unit, and what a list may hold. A key of 1.6 and the
 * variables of 2.x that mean the same share a row: `Key` of 1.6, `Component.Variable`, `*.Variable` of any component.
 * [16 §9; security whitepaper §7; P2 and 21P2 appendix 3]
 */
export type DataType = 'string' | 'decimal' | 'integer' | 'dateTime' | 'boolean' | 'OptionList' | 'SequenceList' | 'MemberList';
export interface Row {
  /** Names it in the texts of the console. */
  meaning: string;
  type: DataType;
  unit?: string;
  values?: readonly string[];
  least?: number;
  most?: number;
  names: readonly string[];
}

const row = (meaning: string, names: string, is: Omit<Row, 'meaning' | 'names'>): Row => ({ meaning, names: names.split(' '), ...is });
const yes = (meaning: string, names: string): Row => row(meaning, names, { type: 'boolean' });
const number = (meaning: string, names: string, unit?: string): Row =>
  row(meaning, names, { type: 'integer', least: 0, ...(unit === undefined ? {} : { unit }) });
const decimal = (meaning: string, names: string, unit: string): Row => row(meaning, names, { type: 'decimal', unit });
const text = (meaning: string, names: string): Row => row(meaning, names, { type: 'string' });

const measurands = [
  'Energy.Active.Import.Register',
  'Energy.Active.Export.Register',
  'Energy.Reactive.Import.Register',
  'Energy.Active.Import.Interval',
  'Power.Active.Import',
  'Power.Active.Export',
  'Power.Offered',
  'Power.Factor',
  'Current.Import',
  'Current.Export',
  'Current.Offered',
  'Voltage',
  'Frequency',
  'Temperature',
  'SoC',
  'RPM',
];
const measured = (meaning: string, names: string): Row => row(meaning, names, { type: 'MemberList', values: measurands });

const communication: readonly Row[] = [
  number('heartbeatInterval', 'HeartbeatInterval OCPPCommCtrlr.HeartbeatInterval', 's'),
  number('webSocketPingInterval', 'WebSocketPingInterval OCPPCommCtrlr.WebSocketPingInterval', 's'),
  number('messageTimeout', 'OCPPCommCtrlr.MessageTimeout NetworkConfiguration.MessageTimeout', 's'),
  number('messageAttempts', 'TransactionMessageAttempts OCPPCommCtrlr.MessageAttempts'),
  number('messageAttemptInterval', 'TransactionMessageRetryInterval OCPPCommCtrlr.MessageAttemptInterval', 's'),
  number('resetRetries', 'ResetRetries OCPPCommCtrlr.ResetRetries'),
  number('offlineThreshold', 'OCPPCommCtrlr.OfflineThreshold', 's'),
  yes('queueAllMessages', 'OCPPCommCtrlr.QueueAllMessages'),
  number('retryBackOffWaitMinimum', 'OCPPCommCtrlr.RetryBackOffWaitMinimum', 's'),
  number('retryBackOffRandomRange', 'OCPPCommCtrlr.RetryBackOffRandomRange', 's'),
  number('retryBackOffRepeatTimes', 'OCPPCommCtrlr.RetryBackOffRepeatTimes'),
  row('networkConfigurationPriority', 'OCPPCommCtrlr.NetworkConfigurationPriority', { type: 'SequenceList' }),
  number('networkProfileConnectionAttempts', 'OCPPCommCtrlr.NetworkProfileConnectionAttempts'),
  text('activeNetworkProfile', 'OCPPCommCtrlr.ActiveNetworkProfile'),
  row('fileTransferProtocols', 'SupportedFileTransferProtocols OCPPCommCtrlr.FileTransferProtocols', {
    type: 'MemberList',
    values: ['FTP', 'FTPS', 'HTTP', 'HTTPS', 'SFTP'],
  }),
  row('externalConfigChangeDate', 'OCPPCommCtrlr.ExternalConfigChangeDate', { type: 'dateTime' }),
  row('publicKeyWithSignedMeterValue', 'OCPPCommCtrlr.PublicKeyWithSignedMeterValue', {
    type: 'OptionList',
    values: ['Never', 'OncePerTransaction', 'EveryMeterValue'],
  }),
  text('csmsUrl', 'NetworkConfiguration.OcppCsmsUrl'),
  text('ocppInterface', 'NetworkConfiguration.OcppInterface'),
  yes('vpnEnabled', 'NetworkConfiguration.VpnEnabled'),
  yes('apnEnabled', 'NetworkConfiguration.ApnEnabled'),
  text('apn', 'NetworkConfiguration.Apn'),
];

const authorization: readonly Row[] = [
  yes('allowOfflineTxForUnknownId', 'AllowOfflineTxForUnknownId AuthCtrlr.OfflineTxForUnknownIdEnabled'),
  yes('authorizationCacheEnabled', 'AuthorizationCacheEnabled AuthCacheCtrlr.Enabled'),
  number('authorizationCacheLifeTime', 'AuthCacheCtrlr.LifeTime', 's'),
  number('authorizationCacheStorage', 'AuthCacheCtrlr.Storage', 'B'),
  row('authorizationCachePolicy', 'AuthCacheCtrlr.Policy', { type: 'OptionList', values: ['LRU', 'LFU', 'FIFO', 'CUSTOM'] }),
  yes('authorizeRemoteStart', 'AuthorizeRemoteTxRequests AuthCtrlr.AuthorizeRemoteStart'),
  yes('localAuthorizeOffline', 'LocalAuthorizeOffline AuthCtrlr.LocalAuthorizeOffline'),
  yes('localPreAuthorize', 'LocalPreAuthorize AuthCtrlr.LocalPreAuthorize'),
  yes('disableRemoteAuthorization', 'AuthCtrlr.DisableRemoteAuthorization'),
  yes('authorizationEnabled', 'AuthCtrlr.Enabled'),
  text('masterPassGroupId', 'AuthCtrlr.MasterPassGroupId'),
  yes('disablePostAuthorize', 'AuthCacheCtrlr.DisablePostAuthorize LocalAuthListCtrlr.DisablePostAuthorize'),
  yes('localListEnabled', 'LocalAuthListEnabled LocalAuthListCtrlr.Enabled'),
  number('localListMaxLength', 'LocalAuthListMaxLength'),
  number('localListEntries', 'LocalAuthListCtrlr.Entries'),
  number('sendLocalListMaxLength', 'SendLocalListMaxLength LocalAuthListCtrlr.ItemsPerMessage'),
  yes('reserveAnyConnector', 'ReserveConnectorZeroSupported ReservationCtrlr.NonEvseSpecific'),
  yes('reservationEnabled', 'ReservationCtrlr.Enabled'),
];

const transactions: readonly Row[] = [
  number('connectionTimeOut', 'ConnectionTimeOut TxCtrlr.EVConnectionTimeOut', 's'),
  number('maxEnergyOnInvalidId', 'MaxEnergyOnInvalidId TxCtrlr.MaxEnergyOnInvalidId', 'Wh'),
  yes('stopOnEVSideDisconnect', 'StopTransactionOnEVSideDisconnect TxCtrlr.StopTxOnEVSideDisconnect'),
  yes('stopOnInvalidId', 'StopTransactionOnInvalidId TxCtrlr.StopTxOnInvalidId'),
  yes('unlockOnEVSideDisconnect', 'UnlockConnectorOnEVSideDisconnect OCPPCommCtrlr.UnlockOnEVSideDisconnect'),
  row('txStartPoint', 'TxCtrlr.TxStartPoint', {
    type: 'MemberList',
    values: ['ParkingBayOccupancy', 'EVConnected', 'Authorized', 'DataSigned', 'PowerPathClosed', 'EnergyTransfer'],
  }),
  row('txStopPoint', 'TxCtrlr.TxStopPoint', {
    type: 'MemberList',
    values: ['ParkingBayOccupancy', 'EVConnected', 'Authorized', 'DataSigned', 'PowerPathClosed', 'EnergyTransfer'],
  }),
  yes('txBeforeAccepted', 'TxCtrlr.TxBeforeAcceptedEnabled'),
  decimal('chargingTime', 'TxCtrlr.ChargingTime', 's'),
  number('resumptionTimeout', 'TxCtrlr.ResumptionTimeout', 's'),
  yes('allowEnergyTransferResumption', 'TxCtrlr.AllowEnergyTransferResumption'),
  row('supportedLimits', 'TxCtrlr.SupportedLimits', { type: 'MemberList' }),
];

const metering: readonly Row[] = [
  number('alignedInterval', 'ClockAlignedDataInterval AlignedDataCtrlr.Interval', 's'),
  measured('alignedMeasurands', 'MeterValuesAlignedData AlignedDataCtrlr.Measurands'),
  number('alignedMeasurandsMaxLength', 'MeterValuesAlignedDataMaxLength'),
  number('sampledInterval', 'MeterValueSampleInterval SampledDataCtrlr.TxUpdatedInterval', 's'),
  measured('sampledMeasurands', 'MeterValuesSampledData SampledDataCtrlr.TxUpdatedMeasurands'),
  number('sampledMeasurandsMaxLength', 'MeterValuesSampledDataMaxLength'),
  measured('startedMeasurands', 'SampledDataCtrlr.TxStartedMeasurands'),
  number('endedInterval', 'SampledDataCtrlr.TxEndedInterval AlignedDataCtrlr.TxEndedInterval', 's'),
  measured('endedSampledMeasurands', 'StopTxnSampledData SampledDataCtrlr.TxEndedMeasurands'),
  number('endedSampledMaxLength', 'StopTxnSampledDataMaxLength'),
  measured('endedAlignedMeasurands', 'StopTxnAlignedData AlignedDataCtrlr.TxEndedMeasurands'),
  number('endedAlignedMaxLength', 'StopTxnAlignedDataMaxLength'),
  yes('sendDuringIdle', 'AlignedDataCtrlr.SendDuringIdle'),
  yes('signReadings', 'AlignedDataCtrlr.SignReadings SampledDataCtrlr.SignReadings'),
  yes('registerValuesWithoutPhases', 'SampledDataCtrlr.RegisterValuesWithoutPhases'),
];

const charging: readonly Row[] = [
  number('maxStackLevel', 'ChargeProfileMaxStackLevel SmartChargingCtrlr.ProfileStackLevel'),
  row('rateUnits', 'ChargingScheduleAllowedChargingRateUnit SmartChargingCtrlr.RateUnit', {
    type: 'MemberList',
    values: ['A', 'W', 'Current', 'Power'],
  }),
  number('maxPeriods', 'ChargingScheduleMaxPeriods SmartChargingCtrlr.PeriodsPerSchedule'),
  number('maxProfiles', 'MaxChargingProfilesInstalled SmartChargingCtrlr.Entries'),
  yes('switch3to1Phase', 'ConnectorSwitch3to1PhaseSupported SmartChargingCtrlr.Phases3to1 SmartChargingCtrlr.ACPhaseSwitchingSupported'),
  yes('smartChargingEnabled', 'SmartChargingCtrlr.Enabled'),
  decimal('limitChangeSignificance', 'SmartChargingCtrlr.LimitChangeSignificance', 'Percent'),
  yes('externalControlSignals', 'SmartChargingCtrlr.ExternalControlSignalsEnabled'),
  yes('notifyChargingLimit', 'SmartChargingCtrlr.NotifyChargingLimitWithSchedules'),
  yes('dynamicProfiles', 'SmartChargingCtrlr.SupportsDynamicProfiles'),
];

const station: readonly Row[] = [
  number('blinkRepeat', 'BlinkRepeat'),
  row('lightIntensity', 'LightIntensity', { type: 'integer', unit: 'Percent', least: 0, most: 100 }),
  number('minimumStatusDuration', 'MinimumStatusDuration', 's'),
  number('numberOfConnectors', 'NumberOfConnectors'),
  row('connectorPhaseRotation', 'ConnectorPhaseRotation', { type: 'MemberList' }),
  number('connectorPhaseRotationMaxLength', 'ConnectorPhaseRotationMaxLength'),
  number('getConfigurationMaxKeys', 'GetConfigurationMaxKeys'),
  row('featureProfiles', 'SupportedFeatureProfiles', {
    type: 'MemberList',
    values: ['Core', 'FirmwareManagement', 'LocalAuthListManagement', 'Reservation', 'SmartCharging', 'RemoteTrigger'],
  }),
  number('featureProfilesMaxLength', 'SupportedFeatureProfilesMaxLength'),
  number('itemsPerMessage', '*.ItemsPerMessage'),
  number('bytesPerMessage', '*.BytesPerMessage', 'B'),
  row('timeSource', 'ClockCtrlr.TimeSource', {
    type: 'SequenceList',
    values: ['Heartbeat', 'NTP', 'GPS', 'RealTimeClock', 'MobileNetwork', 'RadioTimeTransmitter'],
  }),
  text('timeZone', 'ClockCtrlr.TimeZone'),
  row('clockTime', 'ClockCtrlr.DateTime', { type: 'dateTime' }),
  text('ntpServer', 'ClockCtrlr.NtpServerUri'),
  row('availabilityState', '*.AvailabilityState', {
    type: 'OptionList',
    values: ['Available', 'Occupied', 'Reserved', 'Unavailable', 'Faulted'],
  }),
  yes('available', '*.Available'),
  yes('enabled', '*.Enabled'),
  yes('problem', '*.Problem'),
  yes('tripped', '*.Tripped'),
  yes('active', '*.Active'),
  yes('overload', '*.Overload'),
  yes('fallback', '*.Fallback'),
  text('vendorName', '*.VendorName'),
  text('modelName', '*.Model'),
  text('serialNumber', '*.SerialNumber'),
  text('firmwareVersion', '*.FirmwareVersion'),
  row('supplyPhases', '*.SupplyPhases', { type: 'integer', least: 0, most: 3 }),
  decimal('power', '*.Power', 'W'),
  decimal('acCurrent', '*.ACCurrent', 'A'),
  decimal('acVoltage', '*.ACVoltage', 'V'),
  decimal('dcCurrent', '*.DCCurrent', 'A'),
  decimal('dcVoltage', '*.DCVoltage', 'V'),
  decimal('energy', '*.Energy', 'Wh'),
  decimal('frequency', '*.Frequency', 'Hz'),
  decimal('temperature', '*.Temperature', 'Celsius'),
  decimal('humidity', '*.Humidity', 'RH'),
  decimal('fanSpeed', '*.FanSpeed', 'RPM'),
  decimal('signalStrength', '*.SignalStrength', 'dBm'),
  decimal('stateOfCharge', '*.StateOfCharge', 'Percent'),
  text('iccid', '*.ICCID'),
  text('imsi', '*.IMSI'),
  text('connectorType', 'Connector.ConnectorType'),
  text('evseId', 'EVSE.EvseId EVSE.ISO15118EvseId'),
  yes('allowReset', 'EVSE.AllowReset'),
  yes('allowSessionsPendingFirmware', 'ChargingStation.AllowNewSessionsPendingFirmwareUpdate'),
  text('displayLanguage', 'DisplayMessageCtrlr.Language'),
  number('displayMessages', 'DisplayMessageCtrlr.DisplayMessages'),
  text('currency', 'TariffCostCtrlr.Currency'),
  text('tariffFallbackMessage', 'TariffCostCtrlr.TariffFallbackMessage'),
  text('totalCostFallbackMessage', 'TariffCostCtrlr.TotalCostFallbackMessage'),
];

const security: readonly Row[] = [
  row('securityProfile', 'SecurityProfile SecurityCtrlr.SecurityProfile NetworkConfiguration.SecurityProfile', {
    type: 'integer',
    least: 0,
    most: 3,
  }),
  text('organizationName', 'CpoName SecurityCtrlr.OrganizationName ISO15118Ctrlr.OrganizationName'),
  text('password', 'AuthorizationKey SecurityCtrlr.BasicAuthPassword NetworkConfiguration.BasicAuthPassword'),
  text('identity', 'SecurityCtrlr.Identity NetworkConfiguration.Identity'),
  yes('additionalRootCertificateCheck', 'AdditionalRootCertificateCheck SecurityCtrlr.AdditionalRootCertificateCheck'),
  number('maxCertificateChainSize', 'CertificateSignedMaxChainSize SecurityCtrlr.MaxCertificateChainSize'),
  number('certificateEntries', 'CertificateStoreMaxLength SecurityCtrlr.CertificateEntries'),
  number('certSigningWaitMinimum', 'SecurityCtrlr.CertSigningWaitMinimum', 's'),
  number('certSigningRepeatTimes', 'SecurityCtrlr.CertSigningRepeatTimes'),
  yes('pncEnabled', 'ISO15118Ctrlr.PnCEnabled'),
  yes('centralContractValidation', 'ISO15118Ctrlr.CentralContractValidationAllowed'),
  yes('contractValidationOffline', 'ISO15118Ctrlr.ContractValidationOffline'),
];

const monitoring: readonly Row[] = [
  row('monitoringBase', 'MonitoringCtrlr.ActiveMonitoringBase MonitoringCtrlr.MonitoringBase', {
    type: 'OptionList',
    values: ['All', 'FactoryDefault', 'HardWiredOnly'],
  }),
  row('monitoringLevel', 'MonitoringCtrlr.ActiveMonitoringLevel MonitoringCtrlr.MonitoringLevel', { type: 'integer', least: 0, most: 9 }),
  row('offlineQueuingSeverity', 'MonitoringCtrlr.OfflineQueuingSeverity', { type: 'integer', least: 0, most: 9 }),
  number('maxEventStreams', 'MonitoringCtrlr.MaxPeriodicEventStreams'),
];

/** In the order in which the keys of 1.6 are shown. */
export const topics = { station, communication, authorization, transactions, metering, charging, security, monitoring } as const;
export type Topic = keyof typeof topics;
