import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { type LimitState, limitForPayer, limitKinds, limitToTell, type TransactionLimit } from './limits.ts';

const told = (state: LimitState, change: { seqNo?: number; theirs?: TransactionLimit; supported?: string[] } = {}) =>
  limitToTell(state, { seqNo: 1, theirs: null, supported: null, ...change });

test.each<[string, LimitState, Parameters<typeof told>[1], TransactionLimit | null]>([
  ['the first answer tells it', { ours: { maxEnergy: 10_000 } }, { seqNo: 0 }, { maxEnergy: 10_000 }],
  ['the next one does not', { ours: { maxEnergy: 10_000 }, toldAt: 0 }, {}, null],
  ['a repeat of that event gets it again', { ours: { maxEnergy: 10_000 }, toldAt: 0 }, { seqNo: 0 }, { maxEnergy: 10_000 }],
  ['only what the station can', { ours: { maxEnergy: 10_000, maxCost: 5 } }, { supported: ['maxCost', 'maxTime'] }, { maxCost: 5 }],
  ['nothing when it can none', { ours: { maxEnergy: 10_000 } }, { supported: [] }, null],
  [
    'a higher one of the station is overruled',
    { ours: { maxCost: 5, maxTime: 60 }, toldAt: 0 },
    { theirs: { maxCost: 9, maxTime: 60 } },
    { maxCost: 5 },
  ],
  ['a lower one stands', { ours: { maxCost: 5 }, toldAt: 0 }, { theirs: { maxCost: 4 } }, null],
  ['what we do not limit is the station’s own', { ours: { maxCost: 5 }, toldAt: 0 }, { theirs: { maxEnergy: 1e6 } }, null],
])('%s', (...[, state, change, expected]) => expect(told(state, change)).toEqual(expected));

test.each<[string, LimitState | undefined, LimitState]>([
  ['alone', undefined, { ours: { maxCost: 5 }, isForPayer: true }],
  [
    'below another, which was told',
    { ours: { maxCost: 9, maxTime: 60 }, toldAt: 0 },
    { ours: { maxCost: 5, maxTime: 60 }, isForPayer: true },
  ],
  ['above another', { ours: { maxCost: 2 } }, { ours: { maxCost: 2 }, isForPayer: true }],
  ['fixed before', { ours: { maxCost: 7 }, toldAt: 0, isForPayer: true }, { ours: { maxCost: 7 }, toldAt: 0, isForPayer: true }],
])('what the payer can spend, %s', (_, known, expected) => expect(limitForPayer(known, 5)).toEqual(expected));

it('never tells more than we want nor what the station cannot', () => {
  const limit = fc.record({ maxCost: fc.nat(), maxEnergy: fc.nat(), maxTime: fc.nat(), maxSoC: fc.nat(100) }, { requiredKeys: [] });
  fc.assert(
    fc.property(limit, limit, fc.subarray([...limitKinds]), (ours, theirs, supported) => {
      for (const toldAt of [undefined, 0]) {
        const answer =
          told({ ours, ...(toldAt === undefined ? {} : { toldAt }) } as LimitState, { theirs: theirs as TransactionLimit, supported }) ??
          {};
        for (const kind of limitKinds) {
          if (answer[kind] === undefined) continue;
          expect(answer[kind]).toBe(ours[kind]);
          expect(supported).toContain(kind);
        }
      }
    }),
  );
});
