import type { Calls21 } from '@stationmaster/ocpp';
import { streamOpened } from '../../monitoring/streams.ts';
import type { HandlerOf } from '../handlers.ts';

/** 2.1 N11: the station is about to send the values of a monitored variable often, without waiting for answers. */
export const openPeriodicEventStream: HandlerOf<Calls21, 'OpenPeriodicEventStream'> = async ({ request, ...turn }, context) => {
  const { id, variableMonitoringId, params } = request.constantStreamData;
  const stream = { id, monitorId: variableMonitoringId, interval: params.interval ?? null, values: params.values ?? null };
  return { answer: { status: 'Accepted' }, ...(await streamOpened(context, turn, stream)) };
};
