import type { StepFinding } from '@stationmaster/domain';
import type { CheckContext } from '../templates/check.ts';
import type { Plan, RunRow, StepRow } from './store.ts';

export type TestContext = CheckContext;
/** A step under way. */
export interface Stand {
  run: RunRow;
  step: StepRow;
  /** Epoch ms. */
  beganAt: number;
  now: number;
  /** Its time is over: what is not there now does not come. */
  isLate: boolean;
}
export type Data = Record<string, unknown>;

/**
 * One step of the test. `begin` does what it takes, once a try; after a kill of the server it may be done again. `look`
 * tells what was found, null while there is nothing to be said yet.
 */
export interface StepHandler {
  /** How long it may take, with and without somebody at the station. */
  withinMs: { person: number; none: number };
  begin?: (context: TestContext, stand: Stand) => Promise<Data> | Data;
  look: (context: TestContext, stand: Stand) => Promise<StepFinding | null> | StepFinding | null;
}

export const minuteMs = 60_000;

/** How long a step may take in this test, ms. */
export function timeFor({ withinMs }: StepHandler, { hands, stepSeconds }: Plan): number {
  return Math.min(withinMs[hands], (stepSeconds ?? Number.POSITIVE_INFINITY) * 1000);
}

/** The session that the step `start` has found; null: none. */
export function sessionOf({ steps }: RunRow): number | null {
  const id = steps.find(({ name }) => name === 'start')?.data['sessionId'];
  return typeof id === 'number' ? id : null;
}
