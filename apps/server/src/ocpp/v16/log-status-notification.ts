import { transferTold } from '../../transfers/told.ts';
import type { Handler16 } from './handler.ts';

/** Security whitepaper of 1.6, N01: how far the upload of a log is. */
export const logStatusNotification: Handler16<'LogStatusNotification'> = ({ request, ...turn }) => {
  const { status, requestId = null } = request;
  return { answer: {}, ...transferTold(turn, { kind: 'log', action: 'LogStatusNotification', status, requestId }) };
};
