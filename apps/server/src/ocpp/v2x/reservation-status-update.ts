import { reservationEnded } from '../../reservations/ended.ts';
import type { Handler2x } from './handler.ts';

const words = { Expired: 'expired', Removed: 'removed', NoTransaction: 'noTransaction' } as const;

/** 2.x H04, H01.FR.16; NoTransaction is 2.1's: the card came, and no transaction came of it. */
export const reservationStatusUpdate: Handler2x<'ReservationStatusUpdate'> = ({ request, ...turn }) => {
  const { reservationId, reservationUpdateStatus } = request;
  return { answer: {}, ...reservationEnded(turn, reservationId, words[reservationUpdateStatus]) };
};
