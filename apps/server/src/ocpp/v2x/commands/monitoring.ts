import { chunks, type EncodersOf, type Message, type Said } from '../../../commands/encoded.ts';
import { componentOf, placeOf, readsAs } from '../variables.ts';
import { message, plain, type Response } from './message.ts';
import { setMonitors } from './monitors.ts';
import { filled, follows, readReport, settled } from './report.ts';

export const monitoring = {
  setVariableMonitoring: ({ monitors }, facts) => {
    const isNew = monitors.some(({ stream, type }) => stream !== undefined || type.startsWith('TargetDelta'));
    return isNew ? null : setMonitors(monitors, facts);
  },
  clearVariableMonitoring: ({ ids }, facts) =>
    chunks(ids, facts.limits.ClearVariableMonitoring).map((part) => message('ClearVariableMonitoring', { id: filled(part) }, readCleared)),
  getMonitoringReport: ({ criteria, variables }, facts) => [
    message(
      'GetMonitoringReport',
      {
        requestId: facts.commandId,
        ...(criteria.length === 0 ? {} : { monitoringCriteria: filled(criteria) }),
        ...(variables.length === 0 ? {} : { componentVariable: filled(variables.map(componentOf)) }),
      },
      (answer) => emptied(readReport(answer), criteria.length === 0 && variables.length === 0),
    ),
  ],
  setMonitoringBase: ({ base }, facts) => [
    message('SetMonitoringBase', { monitoringBase: base }, (answer) => settled(readReport(answer))),
    check('ActiveMonitoringBase', base),
    // It changes many monitors at once.
    { ...message('GetMonitoringReport', { requestId: facts.commandId }, (answer) => emptied(follows(answer), true)), isCheck: true },
  ],
  setMonitoringLevel: ({ severity }) => [
    message('SetMonitoringLevel', { severity }, (answer) => settled(plain(answer))),
    check('ActiveMonitoringLevel', String(severity)),
  ],
} satisfies EncodersOf<
  'setVariableMonitoring' | 'clearVariableMonitoring' | 'getMonitoringReport' | 'setMonitoringBase' | 'setMonitoringLevel'
>;

function readCleared({ clearMonitoringResult: results }: Response<'ClearVariableMonitoring'>): Said {
  // One that is not found is gone as well.
  const gone = results.filter(({ status }) => status !== 'Rejected');
  const records = gone.map(({ id }) => ({ kind: 'variableMonitor' as const, key: String(id), evseId: 0, data: null }));
  const kept = results.filter(({ status }) => status === 'Rejected').map(({ id }) => id);
  return kept.length === 0
    ? { status: 'done', reason: null, records }
    : { status: 'rejected', reason: `Rejected: ${kept.join(', ')}`, records };
}

/** No monitor at all was found, where all were asked for. */
function emptied(said: Said, isOfEverything: boolean): Said {
  return said.status === 'done' && isOfEverything ? { ...said, complete: 'variableMonitor' } : said;
}
function check(variable: string, value: string): Message {
  const place = placeOf({ component: 'MonitoringCtrlr', variable });
  return { ...message('GetVariables', { getVariableData: [place] }, readsAs(value)), isCheck: true };
}
