import type { Calls21 } from '@stationmaster/ocpp';
import { settled } from '../../payments/settled.ts';
import type { HandlerOf } from '../handlers.ts';

/** 2.1 C22–C24. No receipt of ours: the station's own counts. */
export const notifySettlement: HandlerOf<Calls21, 'NotifySettlement'> = ({ request, ...turn }) => {
  const { step, sessionId } = settled(turn, request);
  return { answer: {}, ...step, ...(sessionId === null ? {} : { sessionId }) };
};
