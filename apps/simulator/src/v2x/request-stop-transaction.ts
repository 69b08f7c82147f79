import type { Calls201 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type RequestStopTransaction = Calls201['RequestStopTransaction'];

export const requestStopTransaction: CommandRow<RequestStopTransaction['request'], RequestStopTransaction['response']> = {
  read: ({ transactionId }) => ({ kind: 'stop', transactionId }),
  answer: ({ status, override }) => ({
    status: (override ?? (status === 'accepted' ? 'Accepted' : 'Rejected')) as RequestStopTransaction['response']['status'],
  }),
};
