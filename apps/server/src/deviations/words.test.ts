import { readFile } from 'node:fs/promises';
import { behaviours, deviations } from '@stationmaster/ocpp';
import { expect, test } from 'vitest';

const locales = new URL('../../../console/src/locales/', import.meta.url);
const refusals = ['refused', 'answerRefused', 'malformed'];

test.each(['en', 'de'])('every deviation and every quirk has its sentence in %s, and nothing else has', async (language) => {
  const words = JSON.parse(await readFile(new URL(`${language}/behaviour.json`, locales), 'utf8'));
  expect(Object.keys(words.deviation).sort()).toEqual([...deviations.map(({ key }) => key.replace('deviation.', '')), ...refusals].sort());
  expect(Object.keys(words.quirk).sort()).toEqual(Object.keys(behaviours).sort());
});
