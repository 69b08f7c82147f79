import { type Draft, stationClock, tell } from './draft.ts';

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
  draft.state.untoldEvents = [...draft.state.untoldEvents, event];
  tell(draft, 'securityEvent', { type });
  tellEvents(draft);
}

/** What happened while nobody listened is told afterwards: no security event is lost. [P2 A04] */
export function tellEvents(draft: Draft): void {
  const { state, effects } = draft;
  if (state.link !== 'open' || state.registration !== 'Accepted') return;
  for (const event of state.untoldEvents) effects.push({ kind: 'call', message: { kind: 'securityEvent', ...event } });
  state.untoldEvents = [];
}
