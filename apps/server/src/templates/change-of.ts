import { isSameValue } from '@stationmaster/domain';
import type { ComparedEntry } from './compare.ts';
import type { Change } from './rollout-store.ts';

/** What is to be written, and what the station told before where that is something else. */
export function changeOf({ component, instance, evseId, connectorId, variable, variableInstance, value, told }: ComparedEntry): Change {
  const isKnown = value !== null && told !== null && !isSameValue({ component, variable }, value, told);
  return { component, instance, evseId, connectorId, variable, variableInstance, before: isKnown ? told : null, wanted: value };
}
