import type { Context } from '../context.ts';
import { deleteOlder } from './store.ts';

const keptMs = 24 * 3600_000;

/** Job: forgets keys older than 24 hours. Returns how many. */
export function expireIdempotencyKeys({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  return deleteOlder(db, clock() - keptMs);
}
