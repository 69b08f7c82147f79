import type { Occasion } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Content } from './content.ts';

export interface Order {
  tenantId: number;
  alertId: number;
  /** The same order twice is one. */
  key: string;
  occasion: Occasion;
  channelIds: readonly number[];
  /** To the standard channels as well. */
  toStandard: boolean;
  /** Epoch ms. */
  at: number;
  content: Content;
}
/** Queues a message for each of these channels that is on, in the caller's transaction. How many. */
export async function queueNotifications(db: Kysely<Tables>, order: Order): Promise<number> {
  const { tenantId, alertId, key, occasion, channelIds, toStandard, at, content } = order;
  const { numAffectedRows } =
    await sql`insert into notification (tenant_id, channel_id, alert_id, key, occasion, content, due_at, created_at)
    select ${tenantId}, c.id, ${alertId}, ${key}, ${occasion}, ${JSON.stringify(content)}::jsonb, ${new Date(at)}, ${new Date(at)} from alert_channel c
    where c.tenant_id = ${tenantId} and c.enabled and (c.id = any(${[...channelIds]}::bigint[]) or (${toStandard} and c.standard))
    on conflict (channel_id, key) do nothing`.execute(db);
  return Number(numAffectedRows ?? 0);
}
