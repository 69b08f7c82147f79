import type { Step } from '../../stations/step.ts';
import type { Progress } from '../progress.ts';

/** What follows from how far a command has come (`progress.status`); undefined: nothing. */
export type Consequence = (progress: Progress, at: number) => Step | undefined;

/** The station agreed. */
export const isTaken = ({ status }: Pick<Progress, 'status'>): boolean => status === 'accepted' || status === 'confirmed';

/** It has not been sent yet. */
export const isUnsent = ({ status }: Pick<Progress, 'status'>): boolean =>
  status === 'waiting' || status === 'queued' || status === 'pending';

/** The station may have agreed without our hearing of it. */
export function mayBeTaken({ status, reason }: Pick<Progress, 'status' | 'reason'>): boolean {
  return status === 'timedOut' || (status === 'failed' && (reason === 'connectionClosed' || reason === 'serverStopped'));
}
