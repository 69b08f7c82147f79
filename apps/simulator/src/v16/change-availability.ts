import type { Calls16 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type ChangeAvailability = Calls16['ChangeAvailability'];

export const changeAvailability: CommandRow<ChangeAvailability['request'], ChangeAvailability['response']> = {
  read: ({ connectorId, type }) => ({ kind: 'availability', evseId: connectorId, isOperative: type === 'Operative' }),
  answer: ({ status, override }) => ({
    status: (override ??
      (status === 'accepted' ? 'Accepted' : status === 'scheduled' ? 'Scheduled' : 'Rejected')) as ChangeAvailability['response']['status'],
  }),
};
