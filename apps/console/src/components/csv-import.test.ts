import { csvFaultCodes } from '@stationmaster/domain';
import { expect, test } from 'vitest';
import de from '../locales/de/import.json' with { type: 'json' };
import en from '../locales/en/import.json' with { type: 'json' };

test.each([
  ['English', en],
  ['German', de],
])('every reason why a line of a file is wrong is said in %s', (_, words) => {
  expect(Object.keys(words.fault).sort()).toEqual(csvFaultCodes.toSorted());
});
