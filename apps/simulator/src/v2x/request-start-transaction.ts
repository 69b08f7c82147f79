import type { Calls201 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type RequestStartTransaction = Calls201['RequestStartTransaction'];

export const requestStartTransaction: CommandRow<RequestStartTransaction['request'], RequestStartTransaction['response']> = {
  read: ({ evseId, idToken, remoteStartId }) => ({
    kind: 'start',
    evseId: evseId ?? null,
    idToken: idToken.idToken,
    idTokenType: idToken.type,
    remoteStartId,
  }),
  answer: ({ status, override }) => ({
    status: (override ?? (status === 'accepted' ? 'Accepted' : 'Rejected')) as RequestStartTransaction['response']['status'],
  }),
};
