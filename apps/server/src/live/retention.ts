import type { Context } from '../context.ts';
import { deleteBefore } from './store.ts';

const keptMs = 3 * 24 * 3600_000;

/** Job: deletes happenings older than 3 days; a client that resumes before them is told to load everything again. */
export function deleteOldHappenings({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  return deleteBefore(db, clock() - keptMs);
}
