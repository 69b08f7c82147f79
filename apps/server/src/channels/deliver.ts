import { mostAttempts, retryAfter } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { send } from './send.ts';
import { SendFailed } from './send-failed.ts';
import {
  type ClaimedRow,
  claimNotifications,
  deleteOldNotifications,
  findChannel,
  insertDeliveryHappening,
  markDelivered,
  markFailed,
  noteChannel,
} from './store.ts';

type Needs = Pick<Context, 'config' | 'db' | 'clock' | 'log' | 'tell'>;

/** Longer than any try takes. ms */
const leaseMs = 90_000;
const atOnce = 20;
const keptMs = 90 * 24 * 3_600_000;

/**
 * Job: delivers what is queued, at least once. A message is lent for a while and then marked; who is killed in between leaves it to the
 * next try, which carries the same id. Returns how many were delivered.
 */
export async function deliverNotifications(context: Needs): Promise<number> {
  let delivered = 0;
  for (;;) {
    const at = context.clock();
    const claimed = await claimNotifications(context.db, { at, leaseUntil: at + leaseMs, most: atOnce });
    const results = await Promise.all(claimed.map((row) => deliver(context, row)));
    delivered += results.filter(Boolean).length;
    if (claimed.length > 0) context.tell();
    if (claimed.length === 0) return delivered;
  }
}

async function deliver(context: Needs, row: ClaimedRow): Promise<boolean> {
  const { db, clock, log } = context;
  const channel = await findChannel(db, row.channel_id);
  if (channel === undefined) return false;
  try {
    if (!channel.enabled) throw new SendFailed('the channel is switched off', true);
    await send(context, channel, { id: String(row.id), alertId: row.alert_id, occasion: row.occasion, content: row.content });
  } catch (error) {
    const at = clock();
    const reason = (error as Error).message.slice(0, 500);
    const isLast = row.attempts >= mostAttempts || (error instanceof SendFailed && error.isFinal);
    const wait = Math.max(retryAfter(row.attempts), error instanceof SendFailed ? Math.min(error.retryAfterMs ?? 0, 3_600_000) : 0);
    log.warn({ notification: row.id, channel: channel.id, attempt: row.attempts, reason }, 'channels.notDelivered');
    await markFailed(db, row.id, { error: reason, dueAt: isLast ? null : at + wait });
    if (channel.enabled) await noteChannel(db, channel.id, { at, error: reason });
    await insertDeliveryHappening(db, row, at);
    return false;
  }
  await markDelivered(db, row.id, clock());
  await noteChannel(db, channel.id, { at: clock(), error: null });
  await insertDeliveryHappening(db, row, clock());
  return true;
}

/** Job: the delivery log is kept for 90 days. */
export function expireNotifications({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  return deleteOldNotifications(db, clock() - keptMs);
}
