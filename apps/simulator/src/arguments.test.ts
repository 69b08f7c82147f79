import { expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

it.each([
  [['--version', '1.5'], '--version'],
  [['--scenario', 'party'], '--scenario'],
  [['--url', 'http://x'], '--url'],
  [['--stations', '0'], '--stations'],
  [['--speed', 'fast'], '--speed'],
  [['--colour', 'red'], '--colour'],
])('%j is refused with a sentence that names it', (args, named) =>
  expect(readArguments(args)).toEqual({ wrong: expect.stringContaining(named) as string }),
);

it('reads what --help promises', () => {
  const args = readArguments(['--version', '2.1', '--set', 'A.B=c=d', '--cards', 'X, Y', '--since', '2', '--control', '0']);
  expect(args).toMatchObject({
    versions: ['ocpp2.1'],
    settings: { 'A.B': 'c=d' },
    cards: ['X', 'Y'],
    sinceMs: 172_800_000,
    control: 0,
    seconds: null,
  });
});
