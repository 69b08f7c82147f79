import type { Context } from '../context.ts';
import { deleteExpired } from './session-store.ts';

/** Job: forgets sessions and one-time links that can no longer be used. */
export function deleteExpiredSessions({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  return deleteExpired(db, clock());
}
