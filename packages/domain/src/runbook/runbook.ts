import type { AlertKind } from '../alert/kinds.ts';
import type { Instant } from '../reading.ts';

/** What a recipe can do, one sentence each. */
export const runbookActions = ['askStatus', 'wait', 'resetSoft', 'resetHard', 'makeAvailable', 'tell'] as const;
export type RunbookAction = (typeof runbookActions)[number];
export interface RunbookStep {
  do: RunbookAction;
  /** How long to wait for it to heal afterwards; with `wait` that is all. `tell` waits for nothing. */
  minutes: number;
}

export const runStatuses = ['running', 'healed', 'gaveUp', 'stopped'] as const;
export type RunStatus = (typeof runStatuses)[number];

export interface StandardRunbook {
  builtin: string;
  kinds: readonly AlertKind[];
  steps: readonly RunbookStep[];
}
/** What an install can do by itself; none of them interrupts a car that is charging. */
export const standardRunbooks: readonly StandardRunbook[] = [
  {
    builtin: 'faultedConnector',
    kinds: ['faulted'],
    steps: [
      { do: 'askStatus', minutes: 2 },
      { do: 'resetSoft', minutes: 10 },
      { do: 'resetHard', minutes: 15 },
      { do: 'tell', minutes: 0 },
    ],
  },
  {
    builtin: 'silentStation',
    kinds: ['offline'],
    steps: [
      { do: 'wait', minutes: 30 },
      { do: 'tell', minutes: 0 },
    ],
  },
  {
    builtin: 'stuckConnector',
    kinds: ['stuck', 'startsFail'],
    steps: [
      { do: 'askStatus', minutes: 2 },
      { do: 'resetSoft', minutes: 10 },
      { do: 'tell', minutes: 0 },
    ],
  },
];

/** How a command that a step gave stands. `done`: not refused, though perhaps not answered either. `unsent`: the station was away. */
export type CommandState = 'none' | 'open' | 'done' | 'failed' | 'unsent';

/** What is known of a run when it is looked at. */
export interface RunFacts {
  steps: readonly RunbookStep[];
  /** The step under way; `steps.length`: none is left. */
  step: number;
  /** The step was begun: its command given. */
  isBegun: boolean;
  stepAt: Instant;
  /** What the alert was about is gone. */
  isHealed: boolean;
  /** Since when it is not connected; null: it is. Not before our own start, since when it could come. */
  awaySince: Instant | null;
  /** A car charges at the station. */
  isCharging: boolean;
  mayDisturb: boolean;
  command: CommandState;
}
export type RunMove =
  /** Give the step's command, or tell somebody. */
  | { kind: 'act'; action: RunbookAction }
  /** Nothing to do before. */
  | { kind: 'wait'; until: Instant }
  /** On to the next step, and why. */
  | { kind: 'next'; because: 'didNotHelp' | 'charging' | 'notConnected' | 'refused' | 'told' }
  | { kind: 'end'; status: Exclude<RunStatus, 'running'> };

const minuteMs = 60_000;
/** A run is looked at again after that while it waits. ms */
export const lookEveryMs = 15_000;
/** A station that has just gone, or had to wait for us to start, is given that long to come back before a step is left out. ms */
const returnMs = 2 * minuteMs;
const disturbing: ReadonlySet<RunbookAction> = new Set(['resetSoft', 'resetHard', 'makeAvailable']);

/**
 * The next move of a run. Whatever it is about to do, a healed station ends it. A step that would interrupt a car is left
 * out unless the recipe may; so is a command for a station that is away. When nothing is left to try, a person is asked.
 */
export function nextMove(facts: RunFacts, at: Instant): RunMove {
  const { steps, step, isBegun, stepAt, isHealed, command } = facts;
  if (isHealed) return { kind: 'end', status: 'healed' };
  const current = steps[step];
  if (current === undefined) return { kind: 'end', status: 'gaveUp' };
  if (!isBegun || command === 'unsent') return begin(facts, current, at);
  if (current.do === 'tell') return { kind: 'next', because: 'told' };
  if (command === 'failed') return { kind: 'next', because: 'refused' };
  const until = stepAt + current.minutes * minuteMs;
  return at >= until ? { kind: 'next', because: 'didNotHelp' } : { kind: 'wait', until: Math.min(until, at + lookEveryMs) };
}

function begin({ awaySince, isCharging, mayDisturb }: RunFacts, { do: action }: RunbookStep, at: Instant): RunMove {
  if (action === 'wait' || action === 'tell') return { kind: 'act', action };
  if (awaySince !== null) {
    const until = awaySince + returnMs;
    return at >= until ? { kind: 'next', because: 'notConnected' } : { kind: 'wait', until: Math.min(until, at + lookEveryMs) };
  }
  if (isCharging && !mayDisturb && disturbing.has(action)) return { kind: 'next', because: 'charging' };
  return { kind: 'act', action };
}
