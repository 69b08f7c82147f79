import type { ConnectorStatus } from './words.ts';

/** OCPP 1.6 ChargePointStatus in our words; what is not in the list is Unknown. */
const words16: ReadonlyMap<string, ConnectorStatus> = words({
  Available: 'Available',
  Preparing: 'Preparing',
  Charging: 'Charging',
  SuspendedEV: 'PausedByCar',
  SuspendedEVSE: 'PausedByStation',
  Finishing: 'Finishing',
  Reserved: 'Reserved',
  Unavailable: 'Unavailable',
  Faulted: 'Faulted',
});
export function statusOf16(word: string): ConnectorStatus {
  return words16.get(word) ?? 'Unknown';
}

const words2x = words({ Available: 'Available', Reserved: 'Reserved', Unavailable: 'Unavailable', Faulted: 'Faulted' });
const chargingStates = words({
  Charging: 'Charging',
  SuspendedEV: 'PausedByCar',
  SuspendedEVSE: 'PausedByStation',
  EVConnected: 'Preparing',
  Idle: 'Finishing',
});
export interface OnConnector {
  chargingState: string | null;
  ended: boolean;
}

/** OCPP 2.x ConnectorStatus; Occupied is told apart by the session there (null: none). */
export function statusOf2x(word: string, session: OnConnector | null): ConnectorStatus {
  if (word !== 'Occupied') return words2x.get(word) ?? 'Unknown';
  if (session === null) return 'Preparing';
  if (session.ended) return 'Finishing';
  return chargingStates.get(session.chargingState ?? '') ?? 'Preparing';
}

/** A map, not an object: stations choose the words, and `toString` is none. */
function words(list: { readonly [word: string]: ConnectorStatus }): ReadonlyMap<string, ConnectorStatus> {
  return new Map(Object.entries(list));
}
