import type { Version } from '@stationmaster/ocpp';
import type { Evse, Status } from './state.ts';

/** What this version says of a status: 2.x knows Occupied for everything between plug and unplug. [P2 G01] */
export function reportedWord(version: Version, status: Status): string {
  if (version === 'ocpp1.6') return status;
  return status === 'Available' || status === 'Unavailable' || status === 'Faulted' ? status : 'Occupied';
}

const hasCharged: ReadonlySet<Status> = new Set<Status>(['Charging', 'SuspendedEV', 'SuspendedEVSE', 'Finishing']);

/** The status that follows from everything else. `powerW` is what flows now. */
export function statusOf(evse: Evse, powerW: number): Status {
  if (evse.errorCode !== null) return 'Faulted';
  if (evse.session !== null) return powerW > 0 ? 'Charging' : 'SuspendedEV';
  if (!evse.isOperative) return 'Unavailable';
  if (evse.vehicle !== null) return hasCharged.has(evse.status) ? 'Finishing' : 'Preparing';
  return evse.authorized === null ? 'Available' : 'Preparing';
}
