import { type Draft, stationClock } from '../station/draft.ts';
import { iso, type Obeyed, type Saying } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import { componentOf, isNamed, variableOf } from './address.ts';
import type { Asked, Said, Sent } from './calls.ts';
import { type Monitor, periodics, thresholds } from './monitors.ts';
import { pagesOf, words } from './words.ts';

type Criterion = NonNullable<Asked<'GetMonitoringReport'>['monitoringCriteria']>[number];
type Line = NonNullable<Sent<'NotifyMonitoringReport'>['monitor']>[number];

/** Variables in one page. */
const pageSize = 10;

const isOf: Readonly<Record<Criterion, (monitor: Monitor) => boolean>> = {
  ThresholdMonitoring: ({ type }) => thresholds.has(type),
  PeriodicMonitoring: ({ type }) => periodics.has(type),
  DeltaMonitoring: ({ type }) => !thresholds.has(type) && !periodics.has(type),
};

export function getMonitoringReport(
  draft: Draft,
  { requestId, monitoringCriteria = [], componentVariable = [] }: Asked<'GetMonitoringReport'>,
): Obeyed<Said<'GetMonitoringReport'>> {
  const { monitoring, settings } = draft.state;
  const found = monitoring.monitors.filter((monitor) => {
    const setting = settings.get(monitor.key);
    const isWanted = componentVariable.length === 0 || componentVariable.some((named) => setting !== undefined && isNamed(setting, named));
    return isWanted && (monitoringCriteria.length === 0 || monitoringCriteria.some((criterion) => isOf[criterion](monitor)));
  });
  if (found.length === 0) return { answer: { status: 'EmptyResultSet' } };
  const after = (): void => {
    for (const message of reportsOf(draft, requestId, found)) draft.effects.push({ kind: 'call', message });
  };
  return { answer: { status: 'Accepted' }, after };
}

/** On demand: all that is watched. */
export const sayMonitors: Saying = (draft) => reportsOf(draft, 0, draft.state.monitoring.monitors);

function reportsOf(draft: Draft, requestId: number, monitors: readonly Monitor[]): Message[] {
  const byVariable = [...Map.groupBy(monitors, ({ key }) => key)];
  const pages = pagesOf(byVariable, pageSize);
  return pages.map((page, seqNo) => {
    const [first, ...rest] = page.flatMap(([key, group]) => lineOf(draft, key, group));
    return words('NotifyMonitoringReport', {
      requestId,
      seqNo,
      tbc: seqNo < pages.length - 1,
      generatedAt: iso(stationClock(draft)),
      ...(first === undefined ? {} : { monitor: [first, ...rest] as [Line, ...Line[]] }),
    });
  });
}

/** 2.0.1 does not say where a monitor comes from. [P2 VariableMonitoringType, 21P2] */
function lineOf({ state }: Draft, key: string, monitors: readonly Monitor[]): Line[] {
  const setting = state.settings.get(key);
  if (setting === undefined) return [];
  const variableMonitoring = monitors.map(({ id, isOfTransaction, value, type, severity, origin }) => ({
    id,
    transaction: isOfTransaction,
    value,
    type,
    severity,
    ...(state.version === 'ocpp2.1' ? { eventNotificationType: origin } : {}),
  }));
  return [{ component: componentOf(setting), variable: variableOf(setting), variableMonitoring } as Line];
}
