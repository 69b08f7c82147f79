/** Of one station in a roll-out. */
export const rolloutSteps = ['waiting', 'writing', 'restarting', 'proving', 'done', 'unchanged', 'failed', 'skipped'] as const;
export type RolloutStep = (typeof rolloutSteps)[number];

export interface RolloutRules {
  /** Stations that go first, alone. */
  canary: number;
  /** Of those that follow, so many may fail before everything stops. */
  mayFail: number;
}
export interface RolloutCount {
  wave: 0 | 1;
  step: RolloutStep;
}
export type RolloutVerdict = { kind: 'go'; wave: 0 | 1 } | { kind: 'stop' } | { kind: 'end' };

const isOver = (step: RolloutStep): boolean => step === 'done' || step === 'unchanged' || step === 'failed' || step === 'skipped';

/**
 * How a roll-out goes on. Any failure among the first stops it; the rest begins when all of the first are well; later it
 * stops when more than `mayFail` have failed. At its end nothing is on its way.
 */
export function rolloutVerdict(stations: readonly RolloutCount[], { mayFail }: RolloutRules): RolloutVerdict {
  const first = stations.filter(({ wave }) => wave === 0);
  if (first.some(({ step }) => step === 'failed')) return { kind: 'stop' };
  if (first.some(({ step }) => !isOver(step))) return { kind: 'go', wave: 0 };
  const rest = stations.filter(({ wave }) => wave === 1);
  if (rest.filter(({ step }) => step === 'failed').length > mayFail) return { kind: 'stop' };
  return rest.every(({ step }) => isOver(step)) ? { kind: 'end' } : { kind: 'go', wave: 1 };
}
