import { expect, test } from 'vitest';
import { dayOf, instantOf, stateOf } from './validity.ts';

const noon = new Date(2026, 5, 15, 12, 0).getTime();
const card = (change: object) => ({ blocked: false, validFrom: null, validUntil: null, ...change });

test.each([
  ['without limits', {}, 'valid'],
  ['blocked wins over its dates', { blocked: true, validUntil: instantOf('2020-01-01') }, 'blocked'],
  ['from tomorrow', { validFrom: instantOf('2026-06-16') }, 'notYet'],
  ['from today', { validFrom: instantOf('2026-06-15') }, 'valid'],
  ['until today counts the day whole', { validUntil: instantOf('2026-06-15', true) }, 'valid'],
  ['until yesterday', { validUntil: instantOf('2026-06-14', true) }, 'expired'],
])('%s', (_, change, state) => expect(stateOf(card(change), noon)).toBe(state));

test('a day survives being stored and shown again', () => {
  for (const day of ['2026-01-01', '2026-03-29', '2026-10-25', '2028-02-29']) {
    expect(dayOf(instantOf(day))).toBe(day);
    expect(dayOf(instantOf(day, true), true)).toBe(day);
  }
});
test('an empty day is no limit', () => expect(instantOf('')).toBeNull());
