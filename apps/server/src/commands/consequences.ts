import type { Verb } from '@stationmaster/contract';
import { noStep, type Step } from '../stations/step.ts';
import type { Consequence } from './consequences/consequence.ts';
import { reservations } from './consequences/reservations.ts';
import type { Progress } from './progress.ts';

/** A topic a file. */
const consequences: { readonly [V in Verb]?: Consequence } = { ...reservations };

/** What the end of a command means for the thing it was about; committed together with the command's own row. */
export function consequenceOf(progress: Progress, at: number): Step {
  return consequences[progress.request.verb]?.(progress, at) ?? noStep;
}
