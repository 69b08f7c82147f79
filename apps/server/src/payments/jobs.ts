import type { Context } from '../context.ts';
import type { Job } from '../jobs/schedule.ts';
import { createCharger } from './charge.ts';
import { settlePayments } from './settle.ts';
import { stopSpent } from './stop-spent.ts';

export function paymentJobs(context: Context): Job[] {
  return [
    { name: 'chargeSessions', everyMs: 1_000, run: createCharger(context) },
    { name: 'stopSpentSessions', everyMs: 5_000, run: () => stopSpent(context) },
    { name: 'settlePayments', everyMs: 1_000, run: () => settlePayments(context) },
  ];
}
