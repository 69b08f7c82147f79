import type { Context } from '../context.ts';
import { deleteBefore } from './store.ts';

const dayMs = 86_400_000;
/** Long enough to see whether a firmware update of last year has helped. */
const keptDays = 400;

/** Job, once a day: counts are kept for 400 days. */
export async function expireDeviations({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await deleteBefore(db, Math.floor(clock() / dayMs) - keptDays);
}
