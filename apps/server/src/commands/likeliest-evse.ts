import type { ConnectorStatus } from '@stationmaster/domain';

/** Where a car waits that shall be started, before where none is known to be. */
const inOrder: readonly ConnectorStatus[] = ['Preparing', 'Finishing', 'Available'];

/** The EVSE that somebody means who names none, for stations that must be told one: the first of the fittest. 1 while none is known. */
export function likeliestEvse(connectors: Iterable<{ evseId: number; status: ConnectorStatus }>): number {
  const rankOf = (status: ConnectorStatus): number => (inOrder.includes(status) ? inOrder.indexOf(status) : inOrder.length);
  const [first] = [...connectors]
    .filter(({ evseId }) => evseId > 0)
    .sort((one, other) => rankOf(one.status) - rankOf(other.status) || one.evseId - other.evseId);
  return first?.evseId ?? 1;
}
