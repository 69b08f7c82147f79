import { isPowered, powerNow } from './power.ts';
import { isOn, listOf } from './settings.ts';
import type { Evse, StationState, TxPoint } from './state.ts';

const always: readonly TxPoint[] = ['PowerPathClosed'];

/** What would begin a transaction. 1.6 has no choice: card and cable. [16 §4.8, P2 E01] */
export function startPoints(state: StationState): readonly TxPoint[] {
  const set = pointsIn(state, 'txStartPoint');
  return set.length === 0 ? always : set;
}

/** What ends one as soon as it is no longer true. [P2 E06] */
export function stopPoints(state: StationState): readonly TxPoint[] {
  if (state.version === 'ocpp1.6') return isOn(state, 'stopsOnDisconnect') ? ['EVConnected', 'Authorized'] : ['Authorized'];
  const set = pointsIn(state, 'txStopPoint');
  return set.length === 0 ? always : set;
}

/** What is true at an EVSE now. The meter signs as soon as power may flow, and no bay sensor knows of a car before its cable does. */
export function pointsOf(evse: Evse): readonly TxPoint[] {
  const points: TxPoint[] = [];
  if (evse.vehicle !== null) points.push('ParkingBayOccupancy', 'EVConnected');
  if (evse.authorized !== null) points.push('Authorized');
  if (isPowered(evse)) points.push('PowerPathClosed', 'DataSigned');
  if (powerNow(evse) > 0) points.push('EnergyTransfer');
  return points;
}

const known: readonly TxPoint[] = ['ParkingBayOccupancy', 'EVConnected', 'Authorized', 'DataSigned', 'PowerPathClosed', 'EnergyTransfer'];

function pointsIn(state: StationState, name: 'txStartPoint' | 'txStopPoint'): TxPoint[] {
  return state.version === 'ocpp1.6' ? [] : listOf(state, name).flatMap((word) => known.find((point) => point === word) ?? []);
}
