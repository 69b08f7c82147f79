import type { Context } from '../context.ts';
import { listDone, recordStep, type Told } from '../reports/step.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import { type Monitor, monitorsOf } from './store.ts';

export type { Monitor } from './store.ts';

export interface MonitorPage {
  /** The command that asked for it. */
  requestId: number;
  isFirst: boolean;
  isLast: boolean;
  monitors: readonly Monitor[];
}

/** One page of the monitors a station has. The last page of a report of everything ends those it does not name. */
export async function monitorsTold(context: Pick<Context, 'db'>, turn: Turn, page: MonitorPage): Promise<Step> {
  const { requestId, isFirst, isLast, monitors } = page;
  const told = recordStep(turn, monitors.map(monitorRecord));
  if (!isLast) return told;
  const awaited = turn.state.awaiting.get(requestId);
  // What is to be proved may stand on an earlier page.
  const wantsAll = awaited?.verb === 'setVariableMonitoring' && !isFirst;
  const earlier = wantsAll ? await monitorsOf(context.db, { stationId: turn.state.id, since: awaited.at }) : [];
  const steps = [told, effectStep(turn, { kind: 'monitors', requestId, monitors: [...earlier, ...monitors] })];
  if (awaited !== undefined && isOfEverything(awaited.request)) steps.push(listDone(turn, 'variableMonitor', awaited.at));
  return joinSteps(steps);
}

export function monitorRecord(monitor: Monitor): Told {
  const { id, ...data } = monitor;
  return { kind: 'variableMonitor', key: String(id), evseId: monitor.evseId ?? 0, data };
}

type Request = NonNullable<ReturnType<Turn['state']['awaiting']['get']>>['request'];

/** Was every monitor asked for? A monitoring base changes many, so all are asked for after it. */
function isOfEverything(request: Request): boolean {
  if (request.verb === 'setMonitoringBase') return true;
  return request.verb === 'getMonitoringReport' && request.criteria.length === 0 && request.variables.length === 0;
}
