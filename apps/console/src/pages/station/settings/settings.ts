import type { Variable } from '../../../api.ts';
import { variableName } from '../variable-name.ts';

/** Settings that are shown together. */
export interface Group {
  /** In the address bar. */
  key: string;
  /** 1.6: the topic. */
  topic: string | null;
  /** 2.x: `EVSE 2`, `Connector 2.1`, a component of the station. */
  component: string;
  variables: Variable[];
}

export const isWritable = ({ mutability }: Pick<Variable, 'mutability'>): boolean => mutability !== 'ReadOnly';

/** The place as people write it: `2` for an EVSE, `2.1` for a connector; empty for the station. */
export const placeOf = ({ evseId, connectorId }: Pick<Variable, 'evseId' | 'connectorId'>): string =>
  [evseId, connectorId].filter((id) => id > 0).join('.');

/** Keys of 1.6 by topic, variables of 2.x by component and place: the station first, then its EVSEs in order. */
export function groupsOf(variables: readonly Variable[]): Group[] {
  const groups = Map.groupBy(variables, groupKey);
  return [...groups]
    .map(([key, members]): Group => {
      const [first] = members;
      const of16 = first === undefined || first.component === '';
      const place = first === undefined ? '' : placeOf(first);
      const instance = first?.instance ? ` (${first.instance})` : '';
      return {
        key,
        topic: of16 ? (first?.topic ?? 'other') : null,
        component: of16 ? '' : `${first.component}${instance}${place ? ` ${place}` : ''}`,
        variables: members.sort((a, b) => a.variable.localeCompare(b.variable) || a.variableInstance.localeCompare(b.variableInstance)),
      };
    })
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b), 'en', { numeric: true }));
}

function groupKey(variable: Variable): string {
  if (variable.component === '') return variable.topic ?? 'other';
  return [variable.component, variable.instance, placeOf(variable)].filter(Boolean).join('/');
}

const topics = ['station', 'communication', 'authorization', 'transactions', 'metering', 'charging', 'security', 'monitoring', 'other'];
function orderOf({ topic, component, variables: [first] }: Group): string {
  if (topic !== null) return String(topics.indexOf(topic));
  const evseId = first?.evseId ?? 0;
  return `${evseId} ${first?.connectorId ?? 0} ${component === 'ChargingStation' ? '' : component}`;
}

export interface Wanted {
  text: string;
  group: string;
  /** '' | writable | target */
  show: string;
}

/** In its name, what it is for, or its value. */
export function isWanted(variable: Variable, wanted: Wanted, meaning: string): boolean {
  if (wanted.group !== '' && groupKey(variable) !== wanted.group) return false;
  if (wanted.show === 'writable' && !isWritable(variable)) return false;
  if (wanted.show === 'target' && !isOffTarget(variable)) return false;
  const text = `${variableName(variable)} ${meaning} ${variable.value ?? ''}`.toLowerCase();
  return wanted.text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** It should get to a value and is not there. */
export function isOffTarget({ value, target }: Pick<Variable, 'value' | 'target'>): boolean {
  return target !== null && target.value !== null && target.value !== value;
}

/** How the station is asked for it: only what it named itself. */
export function addressOf(variable: Variable) {
  return {
    component: variable.component,
    variable: variable.variable,
    ...(variable.instance ? { instance: variable.instance } : {}),
    ...(variable.variableInstance ? { variableInstance: variable.variableInstance } : {}),
    ...(variable.evseId > 0 ? { evseId: variable.evseId } : {}),
    ...(variable.connectorId > 0 ? { connectorId: variable.connectorId } : {}),
  };
}

const signs: Readonly<Record<string, string>> = {
  Percent: '%',
  Celsius: '°C',
  Fahrenheit: '°F',
  Ohm: 'Ω',
  Deg: '°',
  RH: '% RH',
};
/** The unit as it is written beside a number. */
export const unitText = (unit: string | null): string => (unit === null ? '' : (signs[unit] ?? unit));

/** `0 – 86400 s`, `≤ 9 %`; empty where nothing limits it. */
export function limitsText({ minLimit, maxLimit, dataType, unit }: Variable): string {
  if (dataType !== 'integer' && dataType !== 'decimal') return '';
  if (maxLimit === null) return minLimit === null || minLimit === 0 ? '' : `≥ ${minLimit} ${unitText(unit)}`.trim();
  return `${minLimit === null ? '≤' : `${minLimit} –`} ${maxLimit} ${unitText(unit)}`.trim();
}

/** The entries of a list; spaces around the commas are not part of them. */
export const entriesOf = (value: string | null): string[] =>
  (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
