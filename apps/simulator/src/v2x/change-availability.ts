import type { Calls201 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type ChangeAvailability = Calls201['ChangeAvailability'];

export const changeAvailability: CommandRow<ChangeAvailability['request'], ChangeAvailability['response']> = {
  read: ({ evse, operationalStatus }) => ({ kind: 'availability', evseId: evse?.id ?? 0, isOperative: operationalStatus === 'Operative' }),
  answer: ({ status, override }) => ({
    status: (override ??
      (status === 'accepted' ? 'Accepted' : status === 'scheduled' ? 'Scheduled' : 'Rejected')) as ChangeAvailability['response']['status'],
  }),
};
