import type { Calls201 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type ClearCache = Calls201['ClearCache'];

export const clearCache: CommandRow<ClearCache['request'], ClearCache['response']> = {
  read: () => ({ kind: 'clearCache' }),
  answer: ({ status, override }) => ({
    status: (override ?? (status === 'accepted' ? 'Accepted' : 'Rejected')) as ClearCache['response']['status'],
  }),
};
