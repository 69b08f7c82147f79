import { decideNotices, type EscalationStep, type Notice } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import { queueNotifications } from '../channels/queue.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { type DueAlert, progressOf, selectDue, selectExamples, updateProgress } from './progress-store.ts';

type Db = Kysely<Tables>;

const mostExamples = 20;
const atOnce = 50;
/** A rule without steps: the standard channels, at once. */
const standardSteps: readonly EscalationStep[] = [{ afterMinutes: 0, channelIds: [] }];

/**
 * Job: decides who is told of which alerts, and queues the messages in the commit that notes the decision. Returns how many were queued.
 */
export async function tellOfAlerts({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  let queued = 0;
  for (;;) {
    const { count, done } = await db.transaction().execute((tx) => tellSome(tx, clock()));
    queued += count;
    if (done) return queued;
  }
}

async function tellSome(tx: Db, at: number): Promise<{ count: number; done: boolean }> {
  const due = await selectDue(tx, at, atOnce);
  let count = 0;
  for (const alert of due) {
    const steps = alert.steps === null ? [] : alert.steps.length > 0 ? alert.steps : standardSteps;
    const telling = { steps, quiet: alert.quiet, groupMs: alert.group_minutes * 60_000, tellEnd: alert.tell_end };
    const { notices, ...progress } = decideNotices(progressOf(alert), telling, at);
    for (const notice of notices) count += await queue(tx, { alert, steps, notice, at });
    await updateProgress(tx, alert.id, progress);
  }
  return { count, done: due.length < atOnce };
}

async function queue(
  tx: Db,
  { alert, steps, notice, at }: { alert: DueAlert; steps: readonly EscalationStep[]; notice: Notice; at: number },
): Promise<number> {
  const { id, tenant_id: tenantId, kind, name, severity, items, open_items: openItems } = alert;
  const told = notice.steps.map((index) => steps[index]?.channelIds ?? []);
  return await queueNotifications(tx, {
    tenantId,
    alertId: id,
    key: `${id}/${notice.occasion}/${notice.number}`,
    occasion: notice.occasion,
    channelIds: [...new Set(told.flat())],
    toStandard: told.some((ids) => ids.length === 0),
    at,
    content: {
      kind,
      name,
      severity,
      items,
      openItems,
      openedAt: alert.opened_at.toISOString(),
      endedAt: alert.ended_at?.toISOString() ?? null,
      acknowledgedBy: alert.acknowledged_by,
      examples: await selectExamples(tx, id, mostExamples),
    },
  });
}
