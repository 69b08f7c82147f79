import type { VariableMonitor } from '@stationmaster/contract';
import type { Variable } from '../../../api.ts';
import { unitText } from '../settings/settings.ts';

/** A monitor as the station holds it. */
export interface Monitor extends VariableMonitor {
  id: number;
}

/** The records of a station as monitors, by component and variable. */
export function monitorsOf(records: readonly { key: string; data: unknown }[]): Monitor[] {
  return records
    .map(({ key, data }) => ({ ...(data as VariableMonitor), id: Number(key) }))
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)) || a.id - b.id);
}

type Place = Pick<VariableMonitor, 'component' | 'variable'> &
  Partial<Pick<VariableMonitor, 'evseId' | 'connectorId' | 'instance' | 'variableInstance'>>;
/** `EVSE 2 · Power` */
export function nameOf({ component, instance, evseId = 0, connectorId = 0, variable, variableInstance }: Place): string {
  const place = [evseId, connectorId].filter((id) => id > 0).join('.');
  return `${component}${instance ? ` (${instance})` : ''}${place ? ` ${place}` : ''} · ${variable}${variableInstance ? ` (${variableInstance})` : ''}`;
}

/** The unit of what a monitor watches, where it is a value and not a time. */
export function unitOf(monitor: Pick<Monitor, 'type'> & Place, variables: readonly Variable[]): string {
  return monitor.type.startsWith('Periodic') ? 's' : unitText(watched(monitor, variables)?.unit ?? null);
}

/** What nobody knows the type of counts as a number. */
export function isNumber(monitor: Place, variables: readonly Variable[]): boolean {
  const type = watched(monitor, variables)?.dataType ?? 'decimal';
  return type === 'integer' || type === 'decimal';
}

function watched({ component, variable, evseId = 0 }: Place, variables: readonly Variable[]): Variable | undefined {
  return variables.find((one) => one.component === component && one.variable === variable && one.evseId === evseId);
}
