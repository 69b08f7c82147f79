import type { Calls201 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type Reset = Calls201['Reset'];

export const reset: CommandRow<Reset['request'], Reset['response']> = {
  read: ({ type }) => ({ kind: 'reset', isHard: type === 'Immediate', isWhenIdle: type === 'OnIdle' }),
  answer: ({ status, override }) => ({
    status: (override ??
      (status === 'accepted' ? 'Accepted' : status === 'scheduled' ? 'Scheduled' : 'Rejected')) as Reset['response']['status'],
  }),
};
