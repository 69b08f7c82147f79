import type { ReservationStatus } from '@stationmaster/domain';
import { columnsOf, update } from './write-table.ts';

/** A change of a reservation, see the table; null leaves the column as it is. */
export interface ReservationPatch {
  id: number;
  stationId: number;
  status: ReservationStatus;
  reason: string | null;
  expiresAt: number | null;
  endedAt: number | null;
  sessionId: number | null;
}

/** One that is over stays so, unless it turns out that it was used. */
export const reservation = update(
  'reservation',
  columnsOf<'reservation'>({
    id: 'int8',
    stationId: 'int8',
    status: 'text',
    reason: 'text',
    expiresAt: 'instant',
    endedAt: 'instant',
    sessionId: 'int8',
  }),
  "t.station_id = v.station_id and (t.status in ('pending', 'active') or (v.status = 'used' and t.session_id is null))",
);
