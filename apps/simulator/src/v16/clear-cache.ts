import type { Calls16 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type ClearCache = Calls16['ClearCache'];

export const clearCache: CommandRow<ClearCache['request'], ClearCache['response']> = {
  read: () => ({ kind: 'clearCache' }),
  answer: ({ status, override }) => ({
    status: (override ?? (status === 'accepted' ? 'Accepted' : 'Rejected')) as ClearCache['response']['status'],
  }),
};
