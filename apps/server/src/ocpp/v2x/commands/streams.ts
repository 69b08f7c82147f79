import type { Calls21 } from '@stationmaster/ocpp';
import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import { streamRecord } from '../../../monitoring/streams.ts';
import { message21, plain } from './message.ts';
import { settled } from './report.ts';

/** 2.0.1 has none. */
export const eventStreams = { getPeriodicEventStreams: null, adjustPeriodicEventStream: null };

export const eventStreams21 = {
  getPeriodicEventStreams: () => [message21('GetPeriodicEventStream', {}, readStreams)],
  adjustPeriodicEventStream: ({ id, interval, values }) => [
    message21('AdjustPeriodicEventStream', { id, params: paramsOf({ interval, values }) }, (answer) => settled(plain(answer))),
    { ...message21('GetPeriodicEventStream', {}, (answer) => adjusted(answer, { id, interval, values })), isCheck: true },
  ],
} satisfies EncodersOf<'getPeriodicEventStreams' | 'adjustPeriodicEventStream'>;

type Streams = Calls21['GetPeriodicEventStream']['response'];
function readStreams({ constantStreamData = [] }: Streams): Said {
  const records = constantStreamData.map(({ id, variableMonitoringId, params }) =>
    streamRecord({ id, monitorId: variableMonitoringId, interval: params.interval ?? null, values: params.values ?? null }, {}),
  );
  return { status: 'done', reason: null, records, complete: 'eventStream' };
}
function adjusted(answer: Streams, wanted: { id: number; interval?: number | undefined; values?: number | undefined }): Said {
  const params = answer.constantStreamData?.find(({ id }) => id === wanted.id)?.params;
  const isSo = [
    [wanted.interval, params?.interval],
    [wanted.values, params?.values],
  ].every(([asked, is]) => asked === undefined || asked === is);
  return { ...readStreams(answer), ...(isSo ? {} : { status: 'noEffect', reason: 'readsOtherwise' }) };
}
export function paramsOf({ interval, values }: { interval?: number | undefined; values?: number | undefined }) {
  return { ...(interval === undefined ? {} : { interval }), ...(values === undefined ? {} : { values }) };
}
