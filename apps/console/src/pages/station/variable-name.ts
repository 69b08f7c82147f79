import type { Variable } from '../../api.ts';

/** `HeartbeatInterval` for a 1.6 key, `EVSE[2].Power(Max)` for a 2.x variable. */
export function variableName(
  variable: Pick<Variable, 'component' | 'instance' | 'evseId' | 'connectorId' | 'variable' | 'variableInstance'>,
): string {
  if (!variable.component) return variable.variable;
  const place = [variable.evseId, variable.connectorId].filter((id) => id > 0).join('.');
  return `${variable.component}${variable.instance ? `(${variable.instance})` : ''}${place ? `[${place}]` : ''}.${variable.variable}${variable.variableInstance ? `(${variable.variableInstance})` : ''}`;
}
