import type { Calls16 } from '@stationmaster/ocpp';
import type { WriteStatus } from '../station/command.ts';
import type { CommandRow } from '../station/face.ts';
import { keyOf16 } from '../station/obey-settings.ts';

type ChangeConfiguration = Calls16['ChangeConfiguration'];
const words: Readonly<Record<WriteStatus, ChangeConfiguration['response']['status']>> = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  readOnly: 'Rejected',
  rebootRequired: 'RebootRequired',
  unknown: 'NotSupported',
};

export const changeConfiguration: CommandRow<ChangeConfiguration['request'], ChangeConfiguration['response']> = {
  read: ({ key, value }) => ({ kind: 'write', entries: [{ key: keyOf16(key), value }] }),
  answer: ({ written, override }) => ({
    status: (override ?? words[written?.[0]?.status ?? 'rejected']) as ChangeConfiguration['response']['status'],
  }),
};
