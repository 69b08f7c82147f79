import type { moveReasons, moveSteps } from '@stationmaster/contract';
import type { Move } from './store.ts';

export type MoveStep = (typeof moveSteps)[number];
export type MoveReason = (typeof moveReasons)[number];

/** What a step has come to. */
export type StepEnd =
  | { kind: 'next'; step?: MoveStep; word: string; slot?: number; before?: Move['before'] }
  /** Looked at again after so many ms; `word` is noted where it is news. */
  | { kind: 'wait'; ms: number; word: string }
  /** `before: null`: nothing has been changed that would have to be taken back. */
  | { kind: 'fallback'; reason: MoveReason; before?: null }
  | { kind: 'end'; status: 'done' | 'failed' | 'cancelled'; reason: MoveReason | null; word: string };

const order = ['begin', 'root', 'password', 'certificate', 'address', 'profile', 'reset', 'return', 'rotate', 'end'] as const;

/** From here on the station may have been changed so that it has to be taken back. */
const changing: readonly MoveStep[] = ['address', 'profile', 'reset', 'return'];

export function stepAfter(step: MoveStep): MoveStep {
  const index = (order as readonly MoveStep[]).indexOf(step);
  return order[index + 1] ?? 'end';
}

export function mustGoBack(step: MoveStep): boolean {
  return changing.includes(step);
}

/**
 * The slot of a 2.x station for the new network profile: another than the one it uses now, of those it ranks, else a neighbour.
 * `ranked`: NetworkConfigurationPriority, the one in use first. [2.x B09: a station has two at least]
 */
export function freeSlot(ranked: readonly number[]): number {
  const [used] = ranked;
  if (used === undefined) return 1;
  return ranked.slice(1).at(-1) ?? (used === 1 ? 2 : 1);
}

/** The new one first, then what it used before: where the new one fails a station goes to the next by itself. [2.x B10] */
export function newRanking(slot: number, ranked: readonly number[]): string {
  return [slot, ...ranked.filter((other) => other !== slot)].join(',');
}

export function rankingOf(value: string | null): number[] {
  return (value ?? '')
    .split(',')
    .map((part) => Number.parseInt(part.trim(), 10))
    .filter((slot) => Number.isInteger(slot) && slot >= 0);
}
