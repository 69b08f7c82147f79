import { sql } from 'kysely';
import type { Context } from '../context.ts';

const dayMs = 86_400_000;
/** In one statement; so much is deleted in a moment even with all its items. */
const atOnce = 1000;
/** Of one turn of the job: the rest comes with the next. */
const most = 50;

/**
 * Job: deletes alerts and runs of recipes that ended longer ago than `ALERT_DAYS`, a bounded number a turn; what is open stays
 * however old it is. Returns how many.
 */
export async function deleteOldAlerts({ db, clock, config }: Pick<Context, 'db' | 'clock' | 'config'>): Promise<number> {
  const before = new Date(clock() - config.alertDays * dayMs);
  let deleted = 0;
  for (const table of ['alert', 'runbook_run'] as const)
    for (let turn = 0; turn < most; turn += 1) {
      const { numAffectedRows } = await sql`delete from ${sql.table(table)}
        where id in (select id from ${sql.table(table)} where ended_at < ${before} order by ended_at limit ${atOnce})`.execute(db);
      deleted += Number(numAffectedRows ?? 0);
      if (Number(numAffectedRows ?? 0) < atOnce) break;
    }
  return deleted;
}
