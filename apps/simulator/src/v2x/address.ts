import { type Address, type Setting, settingKey } from '../station/settings.ts';
import type { StationState } from '../station/state.ts';
import type { Asked } from './calls.ts';

type Line = Asked<'GetVariables'>['getVariableData'][number];
type Component = Line['component'];
type Variable = Line['variable'];

/** Our key of a component and variable as the CSMS named them. The instance of a component stands behind a colon. */
export function keyOf({ component, variable }: { component: Component; variable: Variable }): string {
  return settingKey({
    component: nameOf(component),
    variable: variable.name,
    instance: variable.instance ?? '',
    evseId: component.evse?.id ?? 0,
  });
}

export function componentOf({ component, evseId }: Pick<Address, 'component' | 'evseId'>): Component {
  const [name = '', instance] = component.split(':');
  const ofConnector = name.startsWith('Connector') ? { connectorId: 1 } : {};
  return {
    name,
    ...(instance === undefined ? {} : { instance }),
    ...(evseId === 0 ? {} : { evse: { id: evseId, ...ofConnector } }),
  };
}

export function variableOf({ variable, instance }: Pick<Setting, 'variable' | 'instance'>): Variable {
  return { name: variable, ...(instance === '' ? {} : { instance }) };
}

/** Whether the station has such a component at all. */
export function isKnown({ settings }: StationState, component: Component): boolean {
  const wanted = settingKey({ component: nameOf(component), variable: '', evseId: component.evse?.id ?? 0 });
  return [...settings.keys()].some((key) => key.startsWith(wanted));
}

/** Whether a setting is one of those named; what is left out means all. [P2 B08] */
export function isNamed(setting: Setting, { component, variable }: { component: Component; variable?: Variable | undefined }): boolean {
  const [name = '', instance] = setting.component.split(':');
  const isSame = (a: string, b: string | undefined): boolean => b === undefined || a.toLowerCase() === b.toLowerCase();
  const isHere = component.evse === undefined || component.evse.id === setting.evseId;
  const isVariable = isSame(setting.variable, variable?.name) && isSame(setting.instance, variable?.instance);
  return isSame(name, component.name) && isSame(instance ?? '', component.instance) && isHere && isVariable;
}

function nameOf({ name, instance }: Component): string {
  return instance === undefined ? name : `${name}:${instance}`;
}
