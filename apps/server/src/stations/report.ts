import type { VariableRow } from '../db/writes.ts';
import { isSecret } from '../gateway/mask.ts';
import { effectStep, joinSteps, type Step, type Turn } from './step.ts';

export type ReportedVariable = Omit<VariableRow, 'stationId' | 'tenantId' | 'updatedAt'>;

/** One page of a configuration report. `finished`: the number of the request whose last page this is. Secrets are left out. */
export function keepReport(turn: Turn, variables: readonly ReportedVariable[], finished: number | null): Step {
  const { state, at } = turn;
  const { id: stationId, tenantId, identity } = state;
  const rows = new Map<string, VariableRow>();
  for (const variable of variables) {
    const { component, instance, evseId, connectorId, variable: name, variableInstance } = variable;
    const key = JSON.stringify([component, instance, evseId, connectorId, name, variableInstance]);
    rows.set(key, { ...variable, value: isSecret(name) ? null : variable.value, stationId, tenantId, updatedAt: at });
  }
  const page: Step = { writes: { variable: [...rows.values()] }, advance: () => undefined };
  if (finished === null) return page;
  const told: Step = {
    writes: { happening: [{ tenantId, at, kind: 'configuration.changed', subject: identity, data: { stationId: identity } }] },
    advance: () => undefined,
  };
  return joinSteps([page, told, effectStep(turn, { kind: 'message', action: 'NotifyReport', evseId: null, requestId: finished })]);
}
