import type { Calls21 } from '@stationmaster/ocpp';
import { controlsReported } from '../../der/told.ts';
import type { HandlerOf } from '../handlers.ts';

/** 2.1 R04 */
export const reportDERControl: HandlerOf<Calls21, 'ReportDERControl'> = ({ request, ...turn }) => ({
  answer: {},
  ...controlsReported(turn, request),
});
