import type { Saying } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import type { Sent } from './calls.ts';

type Request = Sent<'ReservationStatusUpdate'>;

export function reservationStatusUpdate({ reservationId, status }: Extract<Message, { kind: 'reservation' }>): Request {
  return { reservationId, reservationUpdateStatus: status as Request['reservationUpdateStatus'] };
}

/** On demand: as if the first reservation could not be kept. */
export const sayReservationStatus: Saying = ({ state }) => [
  { kind: 'reservation', reservationId: state.reservations[0]?.id ?? 1, status: 'Removed' },
];
