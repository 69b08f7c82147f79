import type { Context } from '../context.ts';
import { removeFiles } from '../files/clean.ts';
import { selectOverdue } from './store.ts';

/** Job: logs whose time is over are deleted, with their files. Returns how many. */
export async function deleteOldLogs(context: Pick<Context, 'db' | 'clock' | 'config'>): Promise<number> {
  const over = await selectOverdue(context.db, context.clock());
  if (over.length > 0) await removeFiles(context, over);
  return over.length;
}
