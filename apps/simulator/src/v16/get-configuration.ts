import type { Calls16 } from '@stationmaster/ocpp';
import type { CommandRow } from '../station/face.ts';
import { keyOf16 } from '../station/obey-settings.ts';

type GetConfiguration = Calls16['GetConfiguration'];

export const getConfiguration: CommandRow<GetConfiguration['request'], GetConfiguration['response']> = {
  read: ({ key }) => ({ kind: 'read', keys: (key ?? []).map(keyOf16) }),
  answer: ({ settings = [], unknownKeys = [] }, { key = [] }) => ({
    configurationKey: settings.map(({ variable, access, value }) => ({
      key: variable,
      readonly: access === 'ReadOnly',
      ...(access === 'WriteOnly' ? {} : { value }),
    })),
    ...(unknownKeys.length === 0 ? {} : { unknownKey: key.filter((name) => unknownKeys.includes(keyOf16(name))) }),
  }),
};
