import { charge, powerOf, type Supply } from '../vehicle.ts';
import type { Draft, LiveEvse } from './draft.ts';
import type { ChargingState, Evse } from './state.ts';

/** The contactor is closed: a car is there and somebody may charge it. */
export function isPowered({ authorized, vehicle, errorCode }: Evse): boolean {
  return authorized !== null && vehicle !== null && errorCode === null;
}

/** What flows into the car now, W. */
export function powerNow(evse: Evse): number {
  return isPowered(evse) && evse.vehicle !== null ? powerOf(evse.vehicle, supplyOf(evse)) : 0;
}

/** Brings the register to this moment. */
export function advance(draft: Draft, evse: LiveEvse): void {
  if (isPowered(evse) && evse.vehicle !== null) {
    const { vehicle, energyWh } = charge(evse.vehicle, supplyOf(evse), draft.at - evse.advancedAt);
    evse.vehicle = vehicle;
    evse.registerWh += energyWh;
    const ms = draft.at - evse.advancedAt;
    if (energyWh > 0 && evse.session !== null) evse.session = { ...evse.session, chargingMs: evse.session.chargingMs + ms };
  }
  evse.advancedAt = draft.at;
}

export function chargingStateOf(evse: Evse): ChargingState {
  if (evse.vehicle === null) return 'Idle';
  if (!isPowered(evse)) return 'EVConnected';
  if (evse.allowedW !== null && evse.allowedW <= 0) return 'SuspendedEVSE';
  return powerNow(evse) > 0 ? 'Charging' : 'SuspendedEV';
}

function supplyOf({ kind, maxW, allowedW }: Evse): Supply {
  return { kind, limitW: maxW, allowedW };
}
