import type { Calls16 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type Reset = Calls16['Reset'];

export const reset: CommandRow<Reset['request'], Reset['response']> = {
  read: ({ type }) => ({ kind: 'reset', isHard: type === 'Hard', isWhenIdle: false }),
  answer: ({ status, override }) => ({
    status: (override ?? (status === 'accepted' ? 'Accepted' : 'Rejected')) as Reset['response']['status'],
  }),
};
