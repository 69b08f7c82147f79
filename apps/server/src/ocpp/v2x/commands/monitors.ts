import type { Calls21 } from '@stationmaster/ocpp';
import { keyOf } from '../../../commands/configuration.ts';
import { chunks, type EncodersOf, type Facts, type Message, type Said } from '../../../commands/encoded.ts';
import type { Requested } from '../../../commands/words.ts';
import { monitorRecord } from '../../../monitoring/monitors.ts';
import { addressOf, componentOf, placeOf } from '../variables.ts';
import { message, message21 } from './message.ts';
import { filled, follows } from './report.ts';
import { paramsOf } from './streams.ts';

type Wanted = Requested<'setVariableMonitoring'>['monitors'];
type Entry21 = Calls21['SetVariableMonitoring']['request']['setMonitoringData'][number];
type Result = Calls21['SetVariableMonitoring']['response']['setMonitoringResult'][number];

/** 2.1 has more kinds, and streams. */
export const monitoring21 = {
  setVariableMonitoring: ({ monitors }, facts) => setMonitors(monitors, facts),
} satisfies EncodersOf<'setVariableMonitoring'>;

/** Sets them, then asks for those of these variables: only a station that tells them has them. */
export function setMonitors(monitors: Wanted, { commandId, limits }: Facts): Message[] {
  const set = chunks(monitors.map(entryOf), limits.SetVariableMonitoring).map((part) =>
    message21('SetVariableMonitoring', { setMonitoringData: filled(part) }, (answer) => readSet(answer.setMonitoringResult, monitors)),
  );
  const places = [...new Map(monitors.map((one) => [keyOf(one), componentOf(one)])).values()];
  const report = message('GetMonitoringReport', { requestId: commandId, componentVariable: filled(places) }, (answer) => {
    const said = follows(answer);
    return answer.status === 'EmptyResultSet' ? { status: 'noEffect', reason: 'readsOtherwise' } : said;
  });
  return [...set, { ...report, isCheck: true }];
}

function entryOf({ type, value, severity, id, transaction, stream, ...address }: Wanted[number]): Entry21 {
  return {
    ...placeOf(address),
    type,
    value,
    severity,
    ...(id === undefined ? {} : { id }),
    ...(transaction === undefined ? {} : { transaction }),
    ...(stream === undefined ? {} : { periodicEventStream: paramsOf(stream) }),
  };
}

function readSet(results: readonly Result[], wanted: Wanted): Said {
  const records = results.flatMap((result) => {
    const asked = wanted.find(
      (one) => keyOf(one) === keyOf(addressOf(result)) && one.type === result.type && one.severity === result.severity,
    );
    if (result.status !== 'Accepted' || result.id === undefined || asked === undefined) return [];
    const { type, value, severity, transaction = false } = asked;
    return [monitorRecord({ ...addressOf(result), id: result.id, type, value, severity, transaction, origin: 'CustomMonitor' })];
  });
  const refused = results.filter(({ status }) => status !== 'Accepted');
  if (refused.length === 0) return { status: 'done', reason: null, records };
  const reason = refused.map(({ component, variable, status }) => `${component.name}.${variable.name}: ${status}`).join(', ');
  return { status: 'rejected', reason, records };
}
