import type { Attribute, Attributes, VariableRow } from '../db/variable-row.ts';
import { isSecret } from '../gateway/mask.ts';
import { connectorKey, statusChanged } from './status.ts';
import { effectStep, joinSteps, type Step, type Turn } from './step.ts';

export type { Attributes, Characteristics } from '../db/variable-row.ts';
export type ReportedVariable = Omit<VariableRow, 'stationId' | 'tenantId' | 'updatedAt'>;

/** One page of a configuration report. `finished`: the number of the request whose last page this is. Secrets are left out. */
export function keepReport(turn: Turn, variables: readonly ReportedVariable[], finished: number | null): Step {
  const { state, at } = turn;
  const { id: stationId, tenantId, identity } = state;
  const rows = new Map<string, VariableRow>();
  for (const variable of variables) {
    const { component, instance, evseId, connectorId, variable: name, variableInstance } = variable;
    const key = JSON.stringify([component, instance, evseId, connectorId, name, variableInstance]);
    rows.set(key, { ...(isSecret(name) ? withoutValues(variable) : variable), stationId, tenantId, updatedAt: at });
  }
  const page: Step = { writes: { variable: [...rows.values()] }, advance: () => undefined };
  const steps = [page, ...variables.flatMap((variable) => newConnector(turn, variable))];
  if (finished === null) return joinSteps(steps);
  const told: Step = {
    writes: { happening: [{ tenantId, at, kind: 'configuration.changed', subject: identity, data: { stationId: identity } }] },
    advance: () => undefined,
  };
  return joinSteps([...steps, told, effectStep(turn, { kind: 'message', action: 'NotifyReport', evseId: null, requestId: finished })]);
}

function withoutValues(variable: ReportedVariable): ReportedVariable {
  const attributes = Object.fromEntries(
    Object.entries(variable.attributes).map(([type, attribute]: [string, Attribute]) => [type, { ...attribute, value: null }]),
  ) as Attributes;
  return { ...variable, value: null, attributes };
}

/** A connector nobody has heard of is there with the status that the report gives it; of known ones a status tells more. */
function newConnector(turn: Turn, { component, evseId, connectorId, variable, value }: ReportedVariable): Step[] {
  const isStatus = component.toLowerCase() === 'connector' && variable.toLowerCase() === 'availabilitystate';
  if (!isStatus || evseId === 0 || connectorId === 0 || value === null) return [];
  const known = turn.state.connectors.get(connectorKey(evseId, connectorId));
  if (known !== undefined && known.status !== 'Unknown') return [];
  return [statusChanged(turn, { evseId, connectorId, reported: value, timestamp: undefined })];
}
