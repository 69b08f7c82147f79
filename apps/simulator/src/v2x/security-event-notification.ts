import { iso } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import type { Sent } from './calls.ts';

export function securityEvent({ type, at, info }: Extract<Message, { kind: 'securityEvent' }>): Sent<'SecurityEventNotification'> {
  return { type, timestamp: iso(at), ...(info === '' ? {} : { techInfo: info.slice(0, 255) }) };
}
