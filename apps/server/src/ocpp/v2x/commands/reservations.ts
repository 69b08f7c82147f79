import type { EncodersOf, Facts, Message, Said } from '../../../commands/encoded.ts';
import type { Requested } from '../../../commands/words.ts';
import { message, message21, type Request, type Response, reasonOf } from './message.ts';

type Reserve = Request<'ReserveNow'>;
type Payload = Omit<Reserve, 'connectorType' | 'idToken'> & { connectorType?: string; idToken: { idToken: string; type: string } };

const cancelReservation = ({ reservationId }: Requested<'cancelReservation'>): Message[] => [
  message('CancelReservation', { reservationId }, readCancel),
];

/** 2.0.1 H01, H02. Its kinds of connectors and cards are closed lists: what is not in them cannot be asked for. */
export const reservations = {
  reserve: (request, facts) => (later.has(request.connectorType ?? '') ? null : [reserveNow(wanted(request, facts), readerOf(request))]),
  extendReservation: (request, facts) => extended(request, facts).map((payload) => reserveNow(payload, readKept)),
  cancelReservation,
} satisfies EncodersOf<'reserve' | 'extendReservation' | 'cancelReservation'>;

/** 2.1 H01, H02. */
export const reservations21 = {
  reserve: (request, facts) => [reserveNow21(wanted(request, facts), readerOf(request))],
  extendReservation: (request, facts) => extended(request, facts).map((payload) => reserveNow21(payload, readKept)),
} satisfies EncodersOf<'reserve' | 'extendReservation'>;

/** Kinds of connectors that 2.0.1 has no word for. */
const later: ReadonlySet<string> = new Set([
  'cCCS1-NACS',
  'cChaoJi',
  'cGBT-DC',
  'cLECCS',
  'cMCS',
  'cNACS',
  'cNACS-CCS1',
  'cUltraChaoJi',
  'sType1',
]);

type Read = (answer: Response<'ReserveNow'>) => Said;
const reserveNow = (payload: Payload, read: Read): Message => message('ReserveNow', payload as Reserve, read);
const reserveNow21 = (payload: Payload, read: Read): Message => message21('ReserveNow', payload, read);

function wanted(request: Requested<'reserve'>, { commandId, idTokenType }: Facts): Payload {
  const { evseId, connectorType, token, groupId, expiresAt } = request;
  return {
    id: commandId,
    expiryDateTime: expiresAt,
    idToken: { idToken: token, type: idTokenType },
    ...(evseId === 0 ? {} : { evseId }),
    ...(connectorType === undefined ? {} : { connectorType }),
    ...groupOf(groupId),
  };
}

/** H01.FR.02: the same id again changes the reservation. */
function extended({ reservationId: id, expiresAt }: Requested<'extendReservation'>, { reservation }: Facts): Payload[] {
  if (reservation === undefined) return [];
  const { evseId, connectorType, idToken, idTokenType, groupId } = reservation;
  return [
    {
      id,
      expiryDateTime: expiresAt,
      idToken: { idToken, type: idTokenType },
      ...(evseId === 0 ? {} : { evseId }),
      ...(connectorType === null ? {} : { connectorType }),
      ...groupOf(groupId ?? undefined),
    },
  ];
}

/** Groups are of our own making, so their type is Central. */
function groupOf(groupId: string | undefined): Pick<Reserve, 'groupIdToken'> {
  return groupId === undefined ? {} : { groupIdToken: { idToken: groupId, type: 'Central' } };
}
/** Only a place of its own shows that it is kept. */
const readerOf = ({ evseId }: Requested<'reserve'>): Read => (evseId === 0 ? readKept : readTaken);
function readTaken(answer: Response<'ReserveNow'>): Said {
  return answer.status === 'Accepted'
    ? { status: 'accepted', reason: reasonOf(answer) }
    : { status: 'rejected', reason: reasonOf(answer) ?? answer.status };
}
function readKept(answer: Response<'ReserveNow'>): Said {
  const said = readTaken(answer);
  return said.status === 'accepted' ? { ...said, status: 'done' } : said;
}
function readCancel(answer: Response<'CancelReservation'>): Said {
  return { status: answer.status === 'Accepted' ? 'done' : 'rejected', reason: reasonOf(answer) };
}
