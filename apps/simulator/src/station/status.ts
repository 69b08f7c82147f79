import type { Version } from '@stationmaster/ocpp';
import type { Evse, Status } from './state.ts';

/** What this version says of a status: 2.x knows Occupied for everything between plug and unplug. [P2 G01] */
export function reportedWord(version: Version, status: Status): string {
  if (version === 'ocpp1.6') return status;
  const isCommon = status === 'Available' || status === 'Reserved' || status === 'Unavailable' || status === 'Faulted';
  return isCommon ? status : 'Occupied';
}

const hasCharged: ReadonlySet<Status> = new Set<Status>(['Charging', 'SuspendedEV', 'SuspendedEVSE', 'Finishing']);

/** The status that follows from everything else. `powerW` is what flows now. */
export function statusOf(version: Version, evse: Evse, { powerW, isReserved }: { powerW: number; isReserved: boolean }): Status {
  const { session, vehicle, authorized } = evse;
  if (evse.errorCode !== null) return 'Faulted';
  // 1.6 goes on to say what the session does when the car side was pulled and the session is kept. [16 §9.1.23]
  const isThere = vehicle !== null || (version === 'ocpp1.6' && session?.reached.includes('PowerPathClosed'));
  if (session !== null && authorized !== null && isThere) {
    if (evse.allowedW !== null && evse.allowedW <= 0) return 'SuspendedEVSE';
    return powerW > 0 ? 'Charging' : 'SuspendedEV';
  }
  if (session === null && !evse.isOperative) return 'Unavailable';
  if (vehicle !== null) return hasCharged.has(evse.status) ? 'Finishing' : 'Preparing';
  // A card without a cable occupies a connector of 1.6 only. [16 §4.9, P2 G01]
  if (authorized !== null && version === 'ocpp1.6') return 'Preparing';
  return isReserved ? 'Reserved' : 'Available';
}
