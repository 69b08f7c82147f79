import type { Instant } from './reading.ts';
import { canonicalToken } from './token/canonical.ts';

/** `pending`: asked, and not known whether the station holds it; `active`: it does. All others are final. */
export const reservationStatuses = [
  'pending',
  'active',
  'used', // its card came and a session began
  'expired', // nobody came in time
  'cancelled', // taken back by us
  'removed', // the station gave it up: a fault, out of service, or it never knew of it
  'noTransaction', // its card came, and no session came of it (2.1)
  'refused', // the station did not take it
] as const;
export type ReservationStatus = (typeof reservationStatuses)[number];

/** A place kept for a card, or for all cards of a group. */
export interface Reservation {
  id: number;
  /** 0: any EVSE of the station. */
  evseId: number;
  idToken: string;
  /** null: for this card only. */
  groupId: string | null;
  expiresAt: Instant;
}
/** A card that begins to charge. */
export interface Arrival {
  /** As the station told it; null: it told none. */
  reservationId: number | null;
  evseId: number;
  idToken: string | null;
  groupId: string | null;
  at: Instant;
}

/**
 * The reservation that an arrival uses: the one it names, else one for its card or group at its place that still held
 * then. Of several the one for that very EVSE, then the one that would have ended first. A station may leave the number
 * out (1.6 §4.8 and 2.x H03 want it), and what is reserved for a card is used by its coming all the same.
 */
export function reservationUsed<R extends Reservation>(reservations: Iterable<R>, arrival: Arrival): R | null {
  const all = [...reservations];
  const named = all.find(({ id }) => id === arrival.reservationId);
  if (named !== undefined) return named;
  const fitting = all.filter((one) => isFor(one, arrival) && arrival.at < one.expiresAt);
  fitting.sort((a, b) => b.evseId - a.evseId || a.expiresAt - b.expiresAt);
  return fitting[0] ?? null;
}

function isFor({ evseId, idToken, groupId }: Reservation, arrival: Arrival): boolean {
  if (evseId !== 0 && evseId !== arrival.evseId) return false;
  if (groupId !== null && arrival.groupId?.toLowerCase() === groupId.toLowerCase()) return true;
  return arrival.idToken !== null && canonicalToken(arrival.idToken) === canonicalToken(idToken);
}
