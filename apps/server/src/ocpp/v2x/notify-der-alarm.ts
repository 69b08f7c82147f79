import type { Calls21 } from '@stationmaster/ocpp';
import { derAlarm } from '../../der/told.ts';
import type { HandlerOf } from '../handlers.ts';

/** 2.1 R05 */
export const notifyDERAlarm: HandlerOf<Calls21, 'NotifyDERAlarm'> = ({ request, ...turn }) => ({ answer: {}, ...derAlarm(turn, request) });
