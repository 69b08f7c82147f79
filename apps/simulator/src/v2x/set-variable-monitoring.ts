import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { numberIn } from '../station/settings.ts';
import { isKnown, keyOf } from './address.ts';
import type { Asked, Said } from './calls.ts';
import { currentValue } from './live-values.ts';
import { isNumeric, type Monitor, thresholds } from './monitors.ts';
import { closeStream, openStream } from './streams.ts';
import { tooMany } from './too-many.ts';
import { scheduleMonitor } from './watch.ts';

type Request = Asked<'SetVariableMonitoring'>;
type Line = Request['setMonitoringData'][number];
type Result = Said<'SetVariableMonitoring'>['setMonitoringResult'][number];

export function setVariableMonitoring(draft: Draft, { setMonitoringData }: Request): Obeyed<Said<'SetVariableMonitoring'>> {
  if (setMonitoringData.length > numberIn(draft.state, 'MonitoringCtrlr/0/ItemsPerMessage/SetVariableMonitoring')) return tooMany;
  const set: { monitor: Monitor; line: Line }[] = [];
  const results = setMonitoringData.map((line): Result => {
    const { type, severity, component, variable } = line;
    const echo = { type: type as Result['type'], severity, component, variable };
    const status = refusalOf(draft, line);
    if (status !== null) return { ...echo, status, ...(line.id === undefined ? {} : { id: line.id }) };
    const monitor = monitorOf(draft, line);
    set.push({ monitor, line });
    return { ...echo, status: 'Accepted', id: monitor.id };
  });
  const after = (): void => {
    for (const { monitor, line } of set) begin(draft, monitor, line);
  };
  return { answer: { setMonitoringResult: results as Said<'SetVariableMonitoring'>['setMonitoringResult'] }, after };
}

/** A periodic one goes into a stream when that was wished for. [21P2 N11] */
function begin(draft: Draft, monitor: Monitor, { periodicEventStream }: Line): void {
  scheduleMonitor(draft, monitor);
  closeStream(draft, monitor.id);
  if (periodicEventStream !== undefined && monitor.type === 'Periodic') openStream(draft, monitor, periodicEventStream);
}

/** [P2 N04] */
function refusalOf({ state }: Draft, line: Line): Exclude<Result['status'], 'Accepted'> | null {
  const { id, type, value, severity, component } = line;
  const key = keyOf(line);
  const setting = state.settings.get(key);
  if (setting === undefined) return isKnown(state, component) ? 'UnknownVariable' : 'UnknownComponent';
  if (type === 'TargetDelta' || type === 'TargetDeltaRelative') return 'UnsupportedMonitorType';
  if (thresholds.has(type) && !isNumeric(setting)) return 'UnsupportedMonitorType';
  if (severity < 0 || severity > 9 || (!thresholds.has(type) && value < 0)) return 'Rejected';
  const { monitors } = state.monitoring;
  const replaced = monitors.find((monitor) => monitor.id === id);
  if (id !== undefined && (replaced === undefined || replaced.origin === 'HardWiredMonitor' || replaced.key !== key)) return 'Rejected';
  const isTwice = monitors.some((one) => one.id !== id && one.key === key && one.type === type && one.severity === severity);
  return isTwice ? 'Duplicate' : null;
}

function monitorOf(draft: Draft, line: Line): Monitor {
  const { state } = draft;
  const { monitors } = state.monitoring;
  const key = keyOf(line);
  const setting = state.settings.get(key);
  const id = line.id ?? Math.max(0, ...monitors.map((one) => one.id)) + 1;
  const monitor: Monitor = {
    id,
    key,
    type: line.type,
    value: line.value,
    severity: line.severity,
    isOfTransaction: line.transaction ?? false,
    origin: 'CustomMonitor',
    last: setting === undefined ? '' : currentValue(draft, setting),
    isRaised: false,
  };
  state.monitoring = { ...state.monitoring, monitors: [...monitors.filter((one) => one.id !== id), monitor] };
  return monitor;
}
