import type { Reservation } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { selectOpen } from './store.ts';

/** The reservations a station's live state begins with, by station. */
export async function openReservations(db: Kysely<Tables>, stationIds: readonly number[]): Promise<Map<number, Map<number, Reservation>>> {
  const found = new Map<number, Map<number, Reservation>>();
  for (const { stationId, ...reservation } of await selectOpen(db, stationIds)) {
    const ofStation = found.get(stationId) ?? new Map<number, Reservation>();
    found.set(stationId, ofStation.set(reservation.id, reservation));
  }
  return found;
}
