import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Frame } from '../../api.ts';
import { foldFrames, folds } from './fold-frames.ts';

const frame = (id: number, sessionId: number | null = null, commandId: number | null = null): Frame => ({
  id,
  sessionId,
  commandId,
  at: new Date(id * 1000).toISOString(),
  direction: 'in',
  action: 'MeterValues',
  messageId: String(id),
  request: '[]',
  answer: '[]',
  answeredAt: null,
  outcome: 'result',
  repairs: null,
  explained: { key: 'frame.in.other', values: {} },
});
const ids = (rows: ReturnType<typeof foldFrames>) =>
  rows.map((row) => ('frames' in row ? [row.id, row.frames.map(({ id }) => id)] : row.id));

it('puts a session where its newest message stands, and leaves what stands alone', () => {
  const frames = [frame(9), frame(8, 5), frame(7, 6), frame(6, null, 1), frame(5, 5), frame(4, null, 1), frame(3, 5)];
  expect(ids(foldFrames(frames, 'session'))).toEqual([9, [5, [8, 5, 3]], 7, 6, 4]);
  expect(ids(foldFrames(frames, 'command'))).toEqual([9, 8, 7, [1, [6, 4]], 5, 3]);
  expect(foldFrames(frames, 'none')).toEqual(frames);
});

it('loses no message and tells none twice', () => {
  const any = fc.array(fc.tuple(fc.option(fc.nat(3)), fc.option(fc.nat(3))));
  fc.assert(
    fc.property(any, fc.constantFrom(...folds), (owners, by) => {
      const frames = owners.map(([sessionId, commandId], index) => frame(index, sessionId, commandId));
      const rows = foldFrames(frames, by).flatMap((row) => ('frames' in row ? row.frames : [row]));
      expect(rows.map(({ id }) => id).sort((a, b) => a - b)).toEqual(frames.map(({ id }) => id));
    }),
  );
});
