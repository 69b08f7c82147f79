import type { Context } from '../context.ts';
import { endSettled, insertHappenings } from './store.ts';

/** Alerts of which nothing has been open for a while are over. */
export async function endSettledAlerts({ db, clock, tell }: Pick<Context, 'db' | 'clock' | 'tell'>): Promise<number> {
  const at = clock();
  const ended = await db.transaction().execute(async (tx) => {
    const rows = await endSettled(tx, at);
    await insertHappenings(
      tx,
      rows.map(({ id, tenant_id, kind, severity }) => ({ tenantId: tenant_id, alertId: id, data: { kind, severity, ended: true } })),
      at,
    );
    return rows.length;
  });
  if (ended > 0) tell();
  return ended;
}
