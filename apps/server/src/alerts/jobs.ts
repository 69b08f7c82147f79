import { deliverNotifications, expireNotifications } from '../channels/deliver.ts';
import type { Context } from '../context.ts';
import type { Job } from '../jobs/schedule.ts';
import { cancelInMaintenance, keepOccurrences } from '../maintenance/keep.ts';
import { runRunbooks } from '../runbooks/run.ts';
import { ensureStandardRunbooks } from '../runbooks/standard.ts';
import { deleteOldAlerts } from './retain.ts';
import { ensureStandardRules } from './standard.ts';
import { createAlertWatch } from './watch.ts';

/** At the start, before the first job: every tenant has its rules and recipes. */
export async function prepareAlerts(context: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await ensureStandardRules(context);
  await ensureStandardRunbooks(context);
}

/** What watches, tells and tries. */
export function alertJobs(context: Context): Job[] {
  const dayMs = 24 * 3_600_000;
  const startedAt = context.clock();
  return [
    { name: 'watchAlerts', everyMs: 1_000, run: createAlertWatch(context).run },
    { name: 'deliverNotifications', everyMs: 1_000, run: () => deliverNotifications(context) },
    { name: 'runRunbooks', everyMs: 2_000, run: () => runRunbooks(context, startedAt) },
    { name: 'cancelInMaintenance', everyMs: 5_000, run: () => cancelInMaintenance(context) },
    { name: 'keepMaintenance', everyMs: 6 * 3_600_000, run: () => keepOccurrences(context) },
    { name: 'deleteOldAlerts', everyMs: 6 * 3_600_000, run: () => deleteOldAlerts(context) },
    { name: 'expireNotifications', everyMs: dayMs, run: () => expireNotifications(context) },
  ];
}
