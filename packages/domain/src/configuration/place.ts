/** Where a setting lives; component '' is an OCPP 1.6 key. */
export interface VariablePlace {
  component: string;
  instance: string;
  evseId: number;
  connectorId: number;
  variable: string;
  variableInstance: string;
}

/** Same place, same key; names compare without case. [P2 appendix 3] */
export function placeKey({ component, instance, evseId, connectorId, variable, variableInstance }: VariablePlace): string {
  return JSON.stringify([component, instance, evseId, connectorId, variable, variableInstance]).toLowerCase();
}
