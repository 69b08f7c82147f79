import { type Arrival, reservationUsed } from '@stationmaster/domain';
import { noStep, type Step, type Turn } from '../stations/step.ts';
import { changed } from './change.ts';

/** A session has begun: the reservation it uses, by the number the station tells or by card and place, is used by it. */
export function useReservation({ state, at }: Turn, arrival: Arrival & { sessionId: number }): Step {
  const { reservationId, sessionId } = arrival;
  if (reservationId === null && state.reservations.size === 0) return noStep;
  // A number that is not among the open ones: of one that was over by our clock, or whose answer never came.
  const id = reservationUsed(state.reservations.values(), arrival)?.id ?? reservationId;
  return id === null ? noStep : changed(state, { id, status: 'used', sessionId }, at);
}
