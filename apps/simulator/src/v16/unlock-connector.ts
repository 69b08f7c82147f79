import type { Calls16 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';

type UnlockConnector = Calls16['UnlockConnector'];

export const unlockConnector: CommandRow<UnlockConnector['request'], UnlockConnector['response']> = {
  read: ({ connectorId }) => ({ kind: 'unlock', evseId: connectorId }),
  answer: ({ status, override }) => ({
    status: (override ??
      (status === 'unlocked'
        ? 'Unlocked'
        : status === 'unlockFailed'
          ? 'UnlockFailed'
          : 'NotSupported')) as UnlockConnector['response']['status'],
  }),
};
