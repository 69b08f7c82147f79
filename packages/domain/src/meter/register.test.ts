import fc from 'fast-check';
import { expect, test } from 'vitest';
import { delivered, deliveredBy } from './register.ts';

/** Registers that rise, stand still, fall, leap and start again, at odd intervals. */
const points = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 7_200_000 }),
      fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 0, max: 5_000 }) },
        { weight: 1, arbitrary: fc.integer({ min: -20_000, max: -1 }) },
        { weight: 1, arbitrary: fc.constantFrom(-1_000_000, 50_000_000) },
      ),
    ),
    { maxLength: 40 },
  )
  .map((steps) => {
    let [at, wh] = [0, 30_000];
    return steps.flatMap(([ms, change]) => {
      at += ms;
      wh = Math.max(0, wh + change);
      return [at, wh];
    });
  });

test('the energy by each value is that of all values up to it', () => {
  fc.assert(
    fc.property(points, (given) => {
      const each = Array.from({ length: given.length / 2 }, (_, index) => delivered(given.slice(0, index * 2 + 2)).energyWh);
      expect(deliveredBy(given)).toEqual(each);
    }),
    { numRuns: 500 },
  );
});
