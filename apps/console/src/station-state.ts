import type { Connector, Station } from './api.ts';

export interface Plug {
  key: string;
  label: string;
  status: string;
  connector: Connector | null;
}

/** What a person can plug into. A station that is away shows Offline; one that never told its connectors shows one Unknown. */
export function plugsOf(station: Pick<Station, 'connected' | 'connectors'>): Plug[] {
  const real = station.connectors
    .filter((connector) => connector.evseId > 0)
    .sort((a, b) => a.evseId - b.evseId || a.connectorId - b.connectorId);
  if (real.length === 0) return [{ key: '0', label: '', status: station.connected ? 'Unknown' : 'Offline', connector: null }];
  return real.map((connector) => ({
    key: `${connector.evseId}/${connector.connectorId}`,
    label: plugLabel(connector, real),
    status: station.connected ? connector.status : 'Offline',
    connector,
  }));
}

/** `2`, or `2.1` where an EVSE has more than one socket. */
export function plugLabel(connector: Connector, all: readonly Connector[]): string {
  const sockets = all.filter((other) => other.evseId === connector.evseId).length;
  return sockets > 1 ? `${connector.evseId}.${connector.connectorId}` : String(connector.evseId);
}

/** W over all connectors; null when none tells. */
export function stationPower(station: Pick<Station, 'connectors'>): number | null {
  const told = station.connectors.flatMap((connector) => (connector.powerW === null ? [] : [connector.powerW]));
  return told.length === 0 ? null : told.reduce((sum, watts) => sum + watts, 0);
}
