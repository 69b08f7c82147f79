import type { Calls16 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type RemoteStartTransaction = Calls16['RemoteStartTransaction'];

export const remoteStartTransaction: CommandRow<RemoteStartTransaction['request'], RemoteStartTransaction['response']> = {
  read: ({ connectorId, idTag }) => ({ kind: 'start', evseId: connectorId ?? null, idToken: idTag, idTokenType: '', remoteStartId: null }),
  answer: ({ status, override }) => ({
    status: (override ?? (status === 'accepted' ? 'Accepted' : 'Rejected')) as RemoteStartTransaction['response']['status'],
  }),
};
