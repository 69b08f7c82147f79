import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { numberIn } from '../station/settings.ts';
import type { Asked, Said } from './calls.ts';
import { closeStream } from './streams.ts';
import { tooMany } from './too-many.ts';

type Result = Said<'ClearVariableMonitoring'>['clearMonitoringResult'][number];

/** What is hard-wired cannot be cleared. [P2 N06] */
export function clearVariableMonitoring(
  draft: Draft,
  { id: ids }: Asked<'ClearVariableMonitoring'>,
): Obeyed<Said<'ClearVariableMonitoring'>> {
  if (ids.length > numberIn(draft.state, 'MonitoringCtrlr/0/ItemsPerMessage/ClearVariableMonitoring')) return tooMany;
  const { monitors } = draft.state.monitoring;
  const results = ids.map((id): Result => {
    const monitor = monitors.find((one) => one.id === id);
    if (monitor === undefined) return { id, status: 'NotFound' };
    return { id, status: monitor.origin === 'HardWiredMonitor' ? 'Rejected' : 'Accepted' };
  });
  const cleared = results.filter(({ status }) => status === 'Accepted').map(({ id }) => id);
  const after = (): void => clearMonitors(draft, cleared);
  return { answer: { clearMonitoringResult: results as Said<'ClearVariableMonitoring'>['clearMonitoringResult'] }, after };
}

export function clearMonitors(draft: Draft, ids: readonly number[]): void {
  const { monitoring } = draft.state;
  draft.state.monitoring = { ...monitoring, monitors: monitoring.monitors.filter(({ id }) => !ids.includes(id)) };
  for (const id of ids) {
    draft.effects.push({ kind: 'cancel', name: `monitor:${id}` });
    closeStream(draft, id);
  }
}
