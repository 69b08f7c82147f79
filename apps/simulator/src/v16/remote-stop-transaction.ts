import type { Calls16 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type RemoteStopTransaction = Calls16['RemoteStopTransaction'];

export const remoteStopTransaction: CommandRow<RemoteStopTransaction['request'], RemoteStopTransaction['response']> = {
  read: ({ transactionId }) => ({ kind: 'stop', transactionId: String(transactionId) }),
  answer: ({ status, override }) => ({
    status: (override ?? (status === 'accepted' ? 'Accepted' : 'Rejected')) as RemoteStopTransaction['response']['status'],
  }),
};
