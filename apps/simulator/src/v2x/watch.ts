import { type Draft, stationClock } from '../station/draft.ts';
import { iso } from '../station/face.ts';
import type { Setting } from '../station/settings.ts';
import { componentOf, variableOf } from './address.ts';
import type { Sent } from './calls.ts';
import { currentValue } from './live-values.ts';
import { isNumeric, type Monitor, periodics, thresholds } from './monitors.ts';
import { streamValue } from './streams.ts';
import { sendWords } from './words.ts';

type EventData = Sent<'NotifyEvent'>['eventData'][number];

interface Noticed {
  monitor: Monitor;
  setting: Setting;
  value: string;
  trigger: EventData['trigger'];
  isCleared: boolean;
}

/** Looks at everything that is watched, after whatever has happened, and tells what counts. [P2 N07] */
export function watch(draft: Draft): void {
  const { monitoring, settings } = draft.state;
  const noticed: Noticed[] = [];
  const monitors = monitoring.monitors.map((monitor): Monitor => {
    const setting = settings.get(monitor.key);
    if (setting === undefined || periodics.has(monitor.type)) return monitor;
    const value = currentValue(draft, setting);
    const seen = thresholds.has(monitor.type) ? overThreshold(monitor, value) : changed(monitor, setting, value);
    if (seen === null) return monitor;
    noticed.push({ monitor, setting, value, trigger: thresholds.has(monitor.type) ? 'Alerting' : 'Delta', isCleared: !seen.isRaised });
    return seen;
  });
  if (noticed.length === 0) return;
  draft.state.monitoring = { ...monitoring, monitors };
  tellEvents(draft, noticed);
}

/** A periodic monitor's time has come: into its stream, or as an event. [P2 N08, 21P2 N15] */
export function monitorDue(draft: Draft, id: number): void {
  const monitor = draft.state.monitoring.monitors.find((one) => one.id === id);
  const setting = monitor === undefined ? undefined : draft.state.settings.get(monitor.key);
  if (monitor === undefined || setting === undefined) return;
  scheduleMonitor(draft, monitor);
  const value = currentValue(draft, setting);
  if (!streamValue(draft, monitor, value)) tellEvents(draft, [{ monitor, setting, value, trigger: 'Periodic', isCleared: false }]);
}

/** `value` seconds from now, or on the next multiple of them since midnight. */
export function scheduleMonitor(draft: Draft, { id, type, value }: Monitor): void {
  if (!periodics.has(type) || value <= 0) return;
  const everyMs = value * 1000;
  const afterMs = type === 'Periodic' ? everyMs : everyMs - (stationClock(draft) % everyMs);
  draft.effects.push({ kind: 'timer', name: `monitor:${id}`, afterMs, clock: 'world' });
}

function overThreshold(monitor: Monitor, value: string): Monitor | null {
  const isRaised = monitor.type === 'UpperThreshold' ? Number(value) > monitor.value : Number(value) < monitor.value;
  return isRaised === monitor.isRaised ? null : { ...monitor, isRaised, last: value };
}

/** Numbers by how much; for anything else every change counts. Only the way up of a Problem is raised. */
function changed(monitor: Monitor, setting: Setting, value: string): Monitor | null {
  const isSmall = isNumeric(setting) && Math.abs(Number(value) - Number(monitor.last)) < monitor.value;
  return value === monitor.last || isSmall ? null : { ...monitor, last: value, isRaised: true };
}

function tellEvents(draft: Draft, noticed: readonly Noticed[]): void {
  const { state } = draft;
  const told = noticed.filter(({ monitor, setting }) => {
    const isRunning = state.evses.some(({ id, session }) => session !== null && (setting.evseId === 0 || setting.evseId === id));
    return monitor.severity <= state.monitoring.level && (!monitor.isOfTransaction || isRunning);
  });
  const [first, ...rest] = told.map((one, index) => eventData(draft, one, state.monitoring.eventCount + index + 1));
  if (first === undefined || state.registration !== 'Accepted') return;
  state.monitoring = { ...state.monitoring, eventCount: state.monitoring.eventCount + told.length };
  sendWords(draft, 'NotifyEvent', { generatedAt: iso(stationClock(draft)), seqNo: 0, tbc: false, eventData: [first, ...rest] });
}

function eventData(draft: Draft, { monitor, setting, value, trigger, isCleared }: Noticed, eventId: number): EventData {
  const evse = draft.state.evses.find(({ id }) => id === setting.evseId);
  return {
    eventId,
    timestamp: iso(stationClock(draft)),
    trigger,
    // What may only be written is not told. [P2 N07]
    actualValue: setting.access === 'WriteOnly' ? '' : value.slice(0, 2500),
    eventNotificationType: monitor.origin,
    variableMonitoringId: monitor.id,
    component: componentOf(setting),
    variable: variableOf(setting),
    ...(isCleared ? { cleared: true } : {}),
    ...(evse?.errorCode == null || setting.variable !== 'Problem' ? {} : { techCode: evse.errorCode.slice(0, 50) }),
    ...(evse?.session == null || !monitor.isOfTransaction ? {} : { transactionId: evse.session.id }),
  };
}
