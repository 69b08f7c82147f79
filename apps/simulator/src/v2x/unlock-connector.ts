import type { Calls201 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type UnlockConnector = Calls201['UnlockConnector'];

export const unlockConnector: CommandRow<UnlockConnector['request'], UnlockConnector['response']> = {
  read: ({ evseId }) => ({ kind: 'unlock', evseId }),
  answer: ({ status, override }) => ({
    status: (override ??
      (status === 'unlocked'
        ? 'Unlocked'
        : status === 'ongoing'
          ? 'OngoingAuthorizedTransaction'
          : status === 'unknown'
            ? 'UnknownConnector'
            : 'UnlockFailed')) as UnlockConnector['response']['status'],
  }),
};
