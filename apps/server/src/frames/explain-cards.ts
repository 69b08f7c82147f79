import { at, type Explainer, explainer, list, place, type Told, text, type Values } from './told.ts';

/** What stations tell of reservations. */
export const cardsIn = {
  ReservationStatusUpdate: explainer(['expired', 'removed', 'noTransaction'], ({ request }) => {
    const variants = { Removed: 'removed', NoTransaction: 'noTransaction' } as const;
    const status = String(at(request, 'reservationUpdateStatus'));
    const reservation = text(request, 'reservationId');
    return [Object.hasOwn(variants, status) ? variants[status as keyof typeof variants] : 'expired', { reservation }];
  }),
} satisfies Record<string, Explainer>;

/** What we ask of stations about reservations and about what they know of cards. */
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
  SendLocalList: explainer(['full', 'differential', 'refused'], sendLocalList),
  GetLocalListVersion: explainer(['list', 'empty', 'none'], ({ answer }) => {
    const version = text(answer, 'listVersion', 'versionNumber');
    return [version === 0 ? 'empty' : version === -1 ? 'none' : 'list', { version }];
  }),
  ClearCache: explainer(['accepted', 'rejected'], ({ answer }) => [isAccepted(answer) ? 'accepted' : 'rejected', {}]),
} satisfies Record<string, Explainer>;

function sendLocalList({ request, answer }: Told): readonly ['full' | 'differential' | 'refused', Values] {
  const lines = list(request, 'localAuthorizationList');
  const gone = lines.filter((line) => at(line, 'idTagInfo') === undefined && at(line, 'idTokenInfo') === undefined).length;
  const values = {
    version: text(request, 'listVersion', 'versionNumber'),
    number: lines.length - gone,
    gone,
    status: text(answer, 'status'),
  };
  if (!isAccepted(answer)) return ['refused', values];
  return [at(request, 'updateType') === 'Full' ? 'full' : 'differential', values];
}
const isAccepted = (answer: unknown): boolean => at(answer, 'status') === 'Accepted';
