import type { Calls21 } from '@stationmaster/ocpp';
import { settled } from '../../payments/settled.ts';
import type { HandlerOf } from '../handlers.ts';

/** 2.1 C19–C22. The answer tells where our receipt is, unless the terminal has made one. */
export const notifySettlement: HandlerOf<Calls21, 'NotifySettlement'> = async ({ request, ...turn }, context) => {
  const { step, sessionId, answer } = await settled(context, turn, request);
  return { answer, ...step, ...(sessionId === null ? {} : { sessionId }) };
};
