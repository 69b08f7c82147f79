import type { ReservationStatus } from '@stationmaster/domain';
import type { HappeningRow } from '../db/writes.ts';
import type { StationState } from '../stations/state.ts';
import type { Step } from '../stations/step.ts';

export interface Change {
  id: number;
  status: ReservationStatus;
  reason?: string | null;
  expiresAt?: number;
  sessionId?: number;
}
/** Asked for, or held by the station: not over. */
const isOpen = (status: ReservationStatus): boolean => status === 'pending' || status === 'active';

/** A reservation of this station becomes something else: its row, what is told of it, and the live state, which forgets what is over. */
export function changed(
  { id: stationId, tenantId, identity }: Pick<StationState, 'id' | 'tenantId' | 'identity'>,
  change: Change,
  at: number,
): Step {
  const { id, status, reason = null, expiresAt = null, sessionId = null } = change;
  const told: HappeningRow = {
    tenantId,
    at,
    kind: 'reservation.changed',
    subject: String(id),
    data: { stationId: identity, status, sessionId },
  };
  const row = { id, stationId, status, reason, expiresAt, sessionId, endedAt: isOpen(status) ? null : at };
  return {
    writes: { reservation: [row], happening: [told] },
    advance: (live) => {
      const known = live.reservations.get(id);
      if (!isOpen(status)) live.reservations.delete(id);
      else if (known !== undefined && expiresAt !== null) live.reservations.set(id, { ...known, expiresAt });
    },
  };
}
