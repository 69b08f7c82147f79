/** The configuration keys that a CSMS can read, without the password. [16 §9; security whitepaper §6] */
export const standardKeys: readonly string[] = [
  ...['AllowOfflineTxForUnknownId', 'AuthorizationCacheEnabled', 'AuthorizeRemoteTxRequests', 'BlinkRepeat', 'ClockAlignedDataInterval'],
  ...['ConnectionTimeOut', 'ConnectorPhaseRotation', 'ConnectorPhaseRotationMaxLength', 'GetConfigurationMaxKeys', 'HeartbeatInterval'],
  ...['LightIntensity', 'LocalAuthorizeOffline', 'LocalPreAuthorize', 'MaxEnergyOnInvalidId', 'MeterValuesAlignedData'],
  ...['MeterValuesAlignedDataMaxLength', 'MeterValuesSampledData', 'MeterValuesSampledDataMaxLength', 'MeterValueSampleInterval'],
  ...['MinimumStatusDuration', 'NumberOfConnectors', 'ResetRetries', 'StopTransactionOnEVSideDisconnect', 'StopTransactionOnInvalidId'],
  ...['StopTxnAlignedData', 'StopTxnAlignedDataMaxLength', 'StopTxnSampledData', 'StopTxnSampledDataMaxLength'],
  ...['SupportedFeatureProfiles', 'SupportedFeatureProfilesMaxLength', 'TransactionMessageAttempts', 'TransactionMessageRetryInterval'],
  ...['UnlockConnectorOnEVSideDisconnect', 'WebSocketPingInterval', 'LocalAuthListEnabled', 'LocalAuthListMaxLength'],
  ...['SendLocalListMaxLength', 'ReserveConnectorZeroSupported', 'ChargeProfileMaxStackLevel', 'ChargingScheduleAllowedChargingRateUnit'],
  ...['ChargingScheduleMaxPeriods', 'ConnectorSwitch3to1PhaseSupported', 'MaxChargingProfilesInstalled', 'SupportedFileTransferProtocols'],
  ...['AdditionalRootCertificateCheck', 'CertificateSignedMaxChainSize', 'CertificateStoreMaxLength', 'CpoName', 'SecurityProfile'],
];
