import type { ProblemName } from './dial.ts';

const firstMs = 500;
const mostMs = 60_000;
/** Somebody has to mend something first: whoever is asked in vain all day locks the asker out. */
const patientlyMs = { first: 5_000, most: 300_000 } as const;
/** What goes away by itself: a restart, a network. */
const passing: ReadonlySet<ProblemName> = new Set(['unreachable', 'closed', 'silent', 'notAccepted']);

/**
 * Milliseconds before the next call, after so many in vain (0: the first). Each twice as long as the one before, up to a
 * minute; up to five where waiting alone mends nothing. `random` in [0, 1): up to half of it is left out, so that the lines
 * of a thousand stations do not come back at once.
 */
export function waitBefore(problem: ProblemName, failures: number, random: number): number {
  const { first, most } = passing.has(problem) ? { first: firstMs, most: mostMs } : patientlyMs;
  // 2 to the power of 20 is past any limit here.
  return Math.min(most, first * 2 ** Math.min(failures, 20)) * (1 - random / 2);
}
