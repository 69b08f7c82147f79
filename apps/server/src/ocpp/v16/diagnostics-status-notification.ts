import { transferTold } from '../../transfers/told.ts';
import type { Handler16 } from './handler.ts';

/** 1.6 §4.4: how far the upload of diagnostics is. */
export const diagnosticsStatusNotification: Handler16<'DiagnosticsStatusNotification'> = ({ request: { status }, ...turn }) => ({
  answer: {},
  ...transferTold(turn, { kind: 'log', action: 'DiagnosticsStatusNotification', status, requestId: null }),
});
