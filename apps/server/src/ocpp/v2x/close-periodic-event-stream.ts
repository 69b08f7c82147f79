import type { Calls21 } from '@stationmaster/ocpp';
import { streamClosed } from '../../monitoring/streams.ts';
import type { HandlerOf } from '../handlers.ts';

/** 2.1 N13: also sent when we have cleared the monitor of a stream. */
export const closePeriodicEventStream: HandlerOf<Calls21, 'ClosePeriodicEventStream'> = async ({ request, ...turn }, context) => ({
  answer: {},
  ...(await streamClosed(context, turn, request.id)),
});
