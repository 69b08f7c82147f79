import { type Draft, stationClock } from './draft.ts';

/** By their names in 2.x; 1.6 has older ones for some. [appendix security events, whitepaper §6] */
export type SecurityEventType =
  | 'FirmwareUpdated'
  | 'ResetOrReboot'
  | 'InvalidFirmwareSignature'
  | 'InvalidFirmwareSigningCertificate'
  | 'InvalidCsmsCertificate'
  | 'InvalidChargingStationCertificate';

export interface SecurityEvent {
  type: SecurityEventType;
  at: number;
  info: string;
}

/** Most that the security log keeps. */
const mostKept = 100;

export function raise(draft: Draft, type: SecurityEventType, info = ''): void {
  const event: SecurityEvent = { type, at: stationClock(draft), info };
  draft.state.securityLog = [...draft.state.securityLog, event].slice(-mostKept);
  draft.effects.push({ kind: 'call', message: { kind: 'securityEvent', ...event } });
}
