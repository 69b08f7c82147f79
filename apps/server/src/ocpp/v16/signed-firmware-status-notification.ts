import { transferTold } from '../../transfers/told.ts';
import type { Handler16 } from './handler.ts';

/** Security whitepaper of 1.6, L01: how far a signed firmware update is. */
export const signedFirmwareStatusNotification: Handler16<'SignedFirmwareStatusNotification'> = ({ request, ...turn }) => {
  const { status, requestId = null } = request;
  return { answer: {}, ...transferTold(turn, { kind: 'firmware', action: 'SignedFirmwareStatusNotification', status, requestId }) };
};
