import type { ConnectorStatus } from '../words.ts';

/** Why no session could start: the station was not connected, said it was faulty, or was out of service. */
export const outageCauses = ['offline', 'faulted', 'unavailable'] as const;
export type OutageCause = (typeof outageCauses)[number];

export interface ConnectorPlace {
  evseId: number;
  connectorId: number;
}
/** A connector and the outage that is open there. */
export interface LedgerConnector extends ConnectorPlace {
  open: { cause: OutageCause; isOfStation: boolean; at: number } | null;
}
export type Observed = { at: number } & (
  | { kind: 'connected' }
  | { kind: 'disconnected' }
  /** EVSE 0 is the whole station (OCPP 1.6 connector 0). */
  | ({ kind: 'status'; status: ConnectorStatus } & ConnectorPlace)
);
export type LedgerStep = ConnectorPlace & { at: number } & ({ kind: 'open'; cause: OutageCause; isOfStation: boolean } | { kind: 'close' });

/**
 * What something observed at a station means for the ledger of its connectors. An outage ends when the connector tells
 * that it is well, or, where only the connection was lost, when that is back. A fault outlasts a lost connection: nothing
 * was heard of its end. What is older than what is known changes nothing, so that a repeat is harmless.
 */
export function ledgerSteps(connectors: readonly LedgerConnector[], observed: Observed): LedgerStep[] {
  return connectors.flatMap((connector) => stepsAt(connector, observed));
}

function stepsAt({ evseId, connectorId, open }: LedgerConnector, observed: Observed): LedgerStep[] {
  const place = { evseId, connectorId, at: observed.at };
  if (open !== null && observed.at <= open.at) return [];
  const opened = (cause: OutageCause, isOfStation: boolean): LedgerStep[] => [
    ...(open === null ? [] : [{ kind: 'close' as const, ...place }]),
    { kind: 'open', cause, isOfStation, ...place },
  ];
  if (observed.kind === 'disconnected') return open === null ? opened('offline', true) : [];
  if (observed.kind === 'connected') return open?.cause === 'offline' ? [{ kind: 'close', ...place }] : [];
  const isStation = observed.evseId === 0;
  if (!isStation && (observed.evseId !== evseId || observed.connectorId !== connectorId)) return [];
  const cause = causeOf(observed.status);
  if (cause === null)
    return open === null || observed.status === 'Unknown' || (isStation && !open.isOfStation) ? [] : [{ kind: 'close', ...place }];
  if (open?.cause === cause || (isStation && open !== null && open.cause !== 'offline')) return [];
  return opened(cause, isStation);
}

function causeOf(status: ConnectorStatus): OutageCause | null {
  if (status === 'Faulted') return 'faulted';
  return status === 'Unavailable' ? 'unavailable' : null;
}

/** The connector as it is after these steps. */
export function afterSteps(connector: LedgerConnector, steps: readonly LedgerStep[]): LedgerConnector {
  const last = steps.findLast((step) => step.evseId === connector.evseId && step.connectorId === connector.connectorId);
  if (last === undefined) return connector;
  return { ...connector, open: last.kind === 'close' ? null : { cause: last.cause, isOfStation: last.isOfStation, at: last.at } };
}
