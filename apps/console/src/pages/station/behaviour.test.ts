import { behaviours, deviations } from '@stationmaster/ocpp';
import { expect, test } from 'vitest';
import de from '../../locales/de/behaviour.json';
import en from '../../locales/en/behaviour.json';

const refusals = ['refused', 'answerRefused', 'malformed'];

test.each([
  ['en', en],
  ['de', de],
])('every deviation and every quirk has its sentence in %s, and nothing else has', (_, words) => {
  expect(Object.keys(words.deviation).sort()).toEqual([...deviations.map(({ key }) => key.replace('deviation.', '')), ...refusals].sort());
  expect(Object.keys(words.quirk).sort()).toEqual(Object.keys(behaviours).sort());
});
