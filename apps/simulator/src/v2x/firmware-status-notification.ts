import type { Message } from '../station/message.ts';
import type { Sent } from './calls.ts';

export function firmwareStatus({ status, requestId }: Extract<Message, { kind: 'firmwareStatus' }>): Sent<'FirmwareStatusNotification'> {
  return { status, ...(requestId === null ? {} : { requestId }) };
}
