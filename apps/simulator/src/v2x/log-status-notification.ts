import type { Message } from '../station/message.ts';
import type { Sent } from './calls.ts';

export function logStatus({ status, requestId }: Extract<Message, { kind: 'logStatus' }>): Sent<'LogStatusNotification'> {
  return { status, ...(requestId === null ? {} : { requestId }) };
}
