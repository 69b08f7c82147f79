import { transferTold } from '../../transfers/told.ts';
import { reasonOf } from './commands/message.ts';
import type { Handler2x } from './handler.ts';

/** 2.x N01: how far the upload of a log is. */
export const logStatusNotification: Handler2x<'LogStatusNotification'> = ({ request, ...turn }) => {
  const { status, requestId = null } = request;
  const info = reasonOf('statusInfo' in request ? request : {});
  return { answer: {}, ...transferTold(turn, { kind: 'log', action: 'LogStatusNotification', status, requestId, info }) };
};
