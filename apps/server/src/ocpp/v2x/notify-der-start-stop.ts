import type { Calls21 } from '@stationmaster/ocpp';
import { controlStartedOrStopped } from '../../der/told.ts';
import type { HandlerOf } from '../handlers.ts';

/** 2.1 R04 */
export const notifyDERStartStop: HandlerOf<Calls21, 'NotifyDERStartStop'> = ({ request, ...turn }) => ({
  answer: {},
  ...controlStartedOrStopped(turn, request),
});
