/**
 * The security events that the standard calls critical: a station must tell of them. The list of the 2.1 appendix with
 * the names that 1.6 has for the same; where the versions disagree (firmware signatures, TLS), the stricter one counts.
 * [2.1 appendix "Security events", security whitepaper of 1.6 §5]
 */
const critical: ReadonlySet<string> = new Set([
  'FirmwareUpdated',
  'SettingSystemTime',
  'StartupOfTheDevice',
  'ResetOrReboot',
  'SecurityLogWasCleared',
  'MemoryExhaustion',
  'TamperDetectionActivated',
  'InvalidFirmwareSignature',
  'InvalidFirmwareSigningCertificate',
  'InvalidCsmsCertificate',
  'InvalidCentralSystemCertificate',
  'InvalidChargingStationCertificate',
  'InvalidChargePointCertificate',
  'DiscardedRenewedClientCertificate',
  'InvalidTLSVersion',
  'InvalidTLSCipherSuite',
  'MaintenanceLoginAccepted',
  'MaintenanceLoginFailed',
]);
/** Critical by the list, and yet a station's everyday life. */
const everyday: ReadonlySet<string> = new Set(['FirmwareUpdated', 'SettingSystemTime', 'StartupOfTheDevice', 'ResetOrReboot']);

export interface SecurityWeight {
  /** By the standard's own list. */
  isCritical: boolean;
  /** OCPP severity (2.x N07): 3 critical, 5 alert, 6 warning. Names outside the list are makers' own and weigh as warnings. */
  severity: number;
}

export function securityWeight(type: string): SecurityWeight {
  const isCritical = critical.has(type);
  if (!isCritical) return { isCritical, severity: 6 };
  return { isCritical, severity: everyday.has(type) ? 5 : 3 };
}
