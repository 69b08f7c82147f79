import { at, type Explainer, explainer, place, text } from './told.ts';

/** What stations tell of reservations. */
export const cardsIn = {
  ReservationStatusUpdate: explainer(['expired', 'removed', 'noTransaction'], ({ request }) => {
    const variants = { Removed: 'removed', NoTransaction: 'noTransaction' } as const;
    const status = String(at(request, 'reservationUpdateStatus'));
    const reservation = text(request, 'reservationId');
    return [Object.hasOwn(variants, status) ? variants[status as keyof typeof variants] : 'expired', { reservation }];
  }),
} satisfies Record<string, Explainer>;

/** What we ask of stations about reservations. */
export const cardsOut = {
  ReserveNow: explainer(['accepted', 'refused'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'refused',
    {
      token: text(request, 'idTag', 'idToken.idToken'),
      place: place(request),
      time: text(request, 'expiryDate', 'expiryDateTime'),
      reservation: text(request, 'reservationId', 'id'),
      status: text(answer, 'status'),
    },
  ]),
  CancelReservation: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { reservation: text(request, 'reservationId') },
  ]),
} satisfies Record<string, Explainer>;

const isAccepted = (answer: unknown): boolean => at(answer, 'status') === 'Accepted';
