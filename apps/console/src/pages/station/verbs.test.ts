import { verbs } from '@stationmaster/contract';
import { expect, test } from 'vitest';
import de from '../../locales/de/station.json';
import en from '../../locales/en/station.json';

test('every command has its name in words, and no other has', () => {
  for (const { verb } of [en, de]) expect(Object.keys(verb).sort()).toEqual([...verbs].sort());
});
