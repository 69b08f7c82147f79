import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import { keyOf16 } from '../station/obey-settings.ts';
import type { Asked, Said } from './calls.ts';

export function getConfiguration({ state }: Draft, { key = [] }: Asked<'GetConfiguration'>): Obeyed<Said<'GetConfiguration'>> {
  const settings = key.length === 0 ? [...state.settings.values()] : key.flatMap((name) => state.settings.get(keyOf16(name)) ?? []);
  const unknownKey = key.filter((name) => !state.settings.has(keyOf16(name)));
  const answer: Said<'GetConfiguration'> = {
    configurationKey: settings.map(({ variable, access, value }) => ({
      key: variable,
      readonly: access === 'ReadOnly',
      ...(access === 'WriteOnly' ? {} : { value }),
    })),
    ...(unknownKey.length === 0 ? {} : { unknownKey }),
  };
  return { answer };
}
