import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { cancelReservation as cancel, settleAll } from '../station/reservations.ts';
import type { Asked, Said } from './calls.ts';

export function cancelReservation(draft: Draft, { reservationId }: Asked<'CancelReservation'>): Obeyed<Said<'CancelReservation'>> {
  return { answer: { status: cancel(draft, reservationId) }, after: () => settleAll(draft) };
}
