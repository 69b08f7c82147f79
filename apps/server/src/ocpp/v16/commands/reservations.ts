import type { ResponseOf } from '@stationmaster/ocpp';
import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import { message } from './message.ts';

/** 1.6 §5.13, §5.2: connector n is EVSE n, 0 any; it knows no kinds of connectors. */
export const reservations = {
  reserve: ({ evseId, connectorType, token, groupId, expiresAt }, { commandId }) => {
    if (connectorType !== undefined) return null;
    const payload = { reservationId: commandId, connectorId: evseId, idTag: token, expiryDate: expiresAt, ...groupOf(groupId) };
    return [message('ReserveNow', payload, evseId === 0 ? readKept : readTaken)];
  },
  extendReservation: ({ reservationId, expiresAt }, { reservation }) => {
    if (reservation === undefined) return [];
    const { evseId: connectorId, idToken: idTag, groupId } = reservation;
    const payload = { reservationId, connectorId, idTag, expiryDate: expiresAt, ...groupOf(groupId ?? undefined) };
    return [message('ReserveNow', payload, readKept)];
  },
  cancelReservation: ({ reservationId }) => [message('CancelReservation', { reservationId }, readCancel)],
} satisfies EncodersOf<'reserve' | 'extendReservation' | 'cancelReservation'>;

function groupOf(groupId: string | undefined): { parentIdTag?: string } {
  return groupId === undefined ? {} : { parentIdTag: groupId };
}

type Answer = ResponseOf<'ocpp1.6', 'ReserveNow'>;
/** The connector will show it. */
function readTaken({ status }: Answer): Said {
  return status === 'Accepted' ? { status: 'accepted', reason: null } : { status: 'rejected', reason: status };
}
/** Nothing will show it but the answer. */
function readKept(answer: Answer): Said {
  const said = readTaken(answer);
  return said.status === 'accepted' ? { ...said, status: 'done' } : said;
}
function readCancel({ status }: ResponseOf<'ocpp1.6', 'CancelReservation'>): Said {
  return { status: status === 'Accepted' ? 'done' : 'rejected', reason: null };
}
