import { transferTold } from '../../transfers/told.ts';
import type { Handler16 } from './handler.ts';

/** 1.6 §4.5: how far a plain firmware update is. */
export const firmwareStatusNotification: Handler16<'FirmwareStatusNotification'> = ({ request: { status }, ...turn }) => ({
  answer: {},
  ...transferTold(turn, { kind: 'firmware', action: 'FirmwareStatusNotification', status, requestId: null }),
});
