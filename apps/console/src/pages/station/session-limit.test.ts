import { expect, test } from 'vitest';
import { limitOf, noLimit } from './session-limit.tsx';

test.each([
  [noLimit, undefined],
  [{ ...noLimit, energy: 0 }, undefined],
  [{ ...noLimit, energy: 12.5 }, { maxEnergy: 12_500 }],
  [
    { ...noLimit, cost: '20.5', time: 90, battery: 80 },
    { maxCost: 20.5, maxTime: 5400, maxSoC: 80 },
  ],
])('%o is %o', (form, limit) => expect(limitOf(form)).toEqual(limit));
