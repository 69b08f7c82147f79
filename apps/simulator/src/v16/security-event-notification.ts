import { iso } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import type { SecurityEventType } from '../station/security-events.ts';
import type { Asked } from './calls.ts';

/** Where the whitepaper has its own name. [whitepaper §6] */
const names: Readonly<Partial<Record<SecurityEventType, string>>> = {
  InvalidCsmsCertificate: 'InvalidCentralSystemCertificate',
  InvalidChargingStationCertificate: 'InvalidChargePointCertificate',
};

export function securityEvent({ type, at, info }: Extract<Message, { kind: 'securityEvent' }>): Asked<'SecurityEventNotification'> {
  return { type: names[type] ?? type, timestamp: iso(at), ...(info === '' ? {} : { techInfo: info.slice(0, 255) }) };
}
