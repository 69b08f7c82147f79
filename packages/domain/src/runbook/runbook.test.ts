import { expect, test } from 'vitest';
import { lookEveryMs, nextMove, type RunFacts, standardRunbooks } from './runbook.ts';

const at = 1_000_000_000;
const minute = 60_000;
const facts = (more: Partial<RunFacts> = {}): RunFacts => ({
  steps: [
    { do: 'askStatus', minutes: 2 },
    { do: 'resetSoft', minutes: 10 },
    { do: 'tell', minutes: 0 },
  ],
  step: 0,
  isBegun: false,
  stepAt: at,
  isHealed: false,
  awaySince: null,
  isCharging: false,
  mayDisturb: false,
  command: 'none',
  ...more,
});

test.each<[string, Partial<RunFacts>, object]>([
  ['gives the first command', {}, { kind: 'act', action: 'askStatus' }],
  ['waits for it to heal', { isBegun: true, command: 'done' }, { kind: 'wait', until: at + lookEveryMs }],
  ['goes on where it did not help', { isBegun: true, stepAt: at - 2 * minute }, { kind: 'next', because: 'didNotHelp' }],
  ['goes on at once where the station refuses', { isBegun: true, command: 'failed' }, { kind: 'next', because: 'refused' }],
  ['resets nobody who charges', { step: 1, isCharging: true }, { kind: 'next', because: 'charging' }],
  ['unless it may', { step: 1, isCharging: true, mayDisturb: true }, { kind: 'act', action: 'resetSoft' }],
  ['asks a charging station how it is', { isCharging: true }, { kind: 'act', action: 'askStatus' }],
  ['asks nothing of a station that is away', { awaySince: at - 2 * minute }, { kind: 'next', because: 'notConnected' }],
  ['waits for one that has just gone', { awaySince: at - 1000 }, { kind: 'wait', until: at + lookEveryMs }],
  ['waits no longer than that', { awaySince: at - 2 * minute + 1000 }, { kind: 'wait', until: at + 1000 }],
  ['gives again what was never sent', { isBegun: true, command: 'unsent' }, { kind: 'act', action: 'askStatus' }],
  ['waits before that', { isBegun: true, command: 'unsent', awaySince: at }, { kind: 'wait', until: at + lookEveryMs }],
  ['tells a person of one that is away', { step: 2, awaySince: at - 2 * minute }, { kind: 'act', action: 'tell' }],
  ['has told', { step: 2, isBegun: true }, { kind: 'next', because: 'told' }],
  ['has nothing left', { step: 3 }, { kind: 'end', status: 'gaveUp' }],
  ['is healed, whatever it was about to do', { step: 1, isHealed: true }, { kind: 'end', status: 'healed' }],
  ['is healed at the very end', { step: 3, isHealed: true }, { kind: 'end', status: 'healed' }],
])('a run %s', (_, more, move) => {
  expect(nextMove(facts(more), at)).toEqual(move);
});

test('what comes with an install asks a person in the end, and disturbs nobody', () => {
  for (const { steps } of standardRunbooks) expect(steps.at(-1)?.do).toBe('tell');
});
