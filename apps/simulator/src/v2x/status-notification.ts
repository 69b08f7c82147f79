import { iso } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import { reportedWord } from '../station/status.ts';
import type { Sent } from './calls.ts';

type Request = Sent<'StatusNotification'>;

export function statusNotification({ evseId, status, at }: Extract<Message, { kind: 'status' }>): Request {
  return { timestamp: iso(at), connectorStatus: reportedWord('ocpp2.0.1', status) as Request['connectorStatus'], evseId, connectorId: 1 };
}
