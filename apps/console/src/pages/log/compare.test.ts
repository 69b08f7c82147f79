import { expect, it } from 'vitest';
import { compare } from './compare.ts';

const shown = (rows: ReturnType<typeof compare>) =>
  rows.map(({ left, right, isSame }) => [left?.text ?? null, right?.text ?? null, isSame]);

it('lays what differs on the same rows', () => {
  expect(shown(compare(['a', 'b', 'c', 'e'], ['a', 'x', 'y', 'c', 'd', 'e'], { isTimeless: false }))).toEqual([
    ['a', 'a', true],
    ['b', 'x', false],
    [null, 'y', false],
    ['c', 'c', true],
    [null, 'd', false],
    ['e', 'e', true],
  ]);
});
it('passes over moments where that is wanted, and numbers lines as they are', () => {
  const [left, right] = [
    ['2026-05-01T10:00:00Z boot', '10:00:05.120 ready'],
    ['2026-05-02T11:00:00.5+02:00 boot', '11:00:06 ready', 'end'],
  ];
  expect(shown(compare(left, right, { isTimeless: true })).map(([, , isSame]) => isSame)).toEqual([true, true, false]);
  expect(compare(left, right, { isTimeless: true }).at(-1)).toEqual({ left: null, right: { number: 3, text: 'end' }, isSame: false });
  expect(shown(compare(left, right, { isTimeless: false })).map(([, , isSame]) => isSame)).toEqual([false, false, false]);
});
