import { type Address, settingKey } from '../station/settings.ts';
import type { Asked } from './calls.ts';

type Line = Asked<'GetVariables'>['getVariableData'][number];

/** Our key of a component and variable as the CSMS named them. */
export function keyOf({ component, variable }: Pick<Line, 'component' | 'variable'>): string {
  return settingKey({
    component: component.name,
    variable: variable.name,
    instance: variable.instance ?? '',
    evseId: component.evse?.id ?? 0,
  });
}

export function componentOf({ component, evseId }: Address): Line['component'] {
  if (evseId === 0) return { name: component };
  return { name: component, evse: component === 'Connector' ? { id: evseId, connectorId: 1 } : { id: evseId } };
}
