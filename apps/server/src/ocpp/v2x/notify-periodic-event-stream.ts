import type { Calls21 } from '@stationmaster/ocpp';
import { streamTold } from '../../monitoring/streams.ts';
import type { SendHandlerOf } from '../handlers.ts';

/** 2.1 N15: values of a stream, each so many seconds after the base time. */
export const notifyPeriodicEventStream: SendHandlerOf<Calls21, 'NotifyPeriodicEventStream'> = ({ request, ...turn }) => {
  const { id, pending, basetime, data } = request;
  return streamTold(turn, { id, pending, baseTime: basetime, values: data.map(({ t, v }) => ({ seconds: t, value: v })) });
};
