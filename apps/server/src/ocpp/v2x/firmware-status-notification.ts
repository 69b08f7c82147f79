import { transferTold } from '../../transfers/told.ts';
import { reasonOf } from './commands/message.ts';
import type { Handler2x } from './handler.ts';

/** 2.x L01, L02: how far a firmware update is. */
export const firmwareStatusNotification: Handler2x<'FirmwareStatusNotification'> = ({ request, ...turn }) => {
  const { status, requestId = null } = request;
  const info = reasonOf('statusInfo' in request ? request : {});
  return { answer: {}, ...transferTold(turn, { kind: 'firmware', action: 'FirmwareStatusNotification', status, requestId, info }) };
};
