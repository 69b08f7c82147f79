import { expect, test } from 'vitest';
import { recomputeDemo } from './recompute.ts';

/** Makers that send kWh, leave out defaults, forget transaction numbers, repeat starts and count each session from 0. A whole week: `recompute-demo.ts`. */
test('every bill of a day of the demo network, made again from its raw frames, is the same to the cent', { timeout: 240_000 }, async () => {
  const { stations, sessions, sums, differing } = await recomputeDemo(1.5);
  expect(differing).toEqual([]);
  expect(Object.keys(sums).sort()).toEqual(['EUR', 'GBP']);
  for (const { stored, anew } of Object.values(sums)) expect(anew).toBe(stored);
  expect({ stations, hasManySessions: sessions > 50 }).toEqual({ stations: 20, hasManySessions: true });
});
