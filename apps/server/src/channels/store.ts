import type { ChannelSettings, notificationStatuses } from '@stationmaster/contract';
import type { Occasion } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Content } from './content.ts';

type Db = Kysely<Tables>;

export interface ChannelRow {
  id: number;
  tenant_id: number;
  name: string;
  settings: ChannelSettings;
  secret: string | null;
  standard: boolean;
  enabled: boolean;
  last_ok_at: Date | null;
  last_failed_at: Date | null;
  last_error: string | null;
}
const channels = sql`select id, tenant_id, name, settings, secret, standard, enabled, last_ok_at, last_failed_at, last_error from alert_channel`;

export async function selectChannels(db: Db): Promise<ChannelRow[]> {
  return (await sql<ChannelRow>`${channels} order by id`.execute(db)).rows;
}
export async function findChannel(db: Db, id: number): Promise<ChannelRow | undefined> {
  return (await sql<ChannelRow>`${channels} where id = ${id}`.execute(db)).rows[0];
}

export interface ChannelFields {
  name: string;
  settings: ChannelSettings;
  /** Sealed; null: none. */
  secret: string | null;
  standard: boolean;
  enabled: boolean;
}
export async function insertChannel(db: Db, tenantId: number, { fields, at }: { fields: ChannelFields; at: number }): Promise<number> {
  const { name, settings, secret, standard, enabled } = fields;
  const { rows } = await sql<{
    id: number;
  }>`insert into alert_channel (tenant_id, name, kind, settings, secret, standard, enabled, created_at, updated_at)
    values (${tenantId}, ${name}, ${settings.kind}, ${JSON.stringify(settings)}::jsonb, ${secret}, ${standard}, ${enabled}, ${new Date(at)}, ${new Date(at)}) returning id`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('insert returned no row');
  return row.id;
}
export async function replaceChannel(db: Db, id: number, { fields, at }: { fields: ChannelFields; at: number }): Promise<void> {
  const { name, settings, secret, standard, enabled } = fields;
  await sql`update alert_channel set name = ${name}, kind = ${settings.kind}, settings = ${JSON.stringify(settings)}::jsonb, secret = ${secret}, standard = ${standard}, enabled = ${enabled},
    updated_at = ${new Date(at)} where id = ${id}`.execute(db);
}
export async function deleteChannel(db: Db, id: number): Promise<void> {
  await sql`delete from alert_channel where id = ${id}`.execute(db);
}
/** How it went last; the name of what went wrong, null: it went well. */
export async function noteChannel(db: Db, id: number, { at, error }: { at: number; error: string | null }): Promise<void> {
  await sql`update alert_channel set last_ok_at = case when ${error}::text is null then ${new Date(at)} else last_ok_at end,
    last_failed_at = case when ${error}::text is null then last_failed_at else ${new Date(at)} end, last_error = ${error} where id = ${id}`.execute(
    db,
  );
}

export interface ClaimedRow {
  id: number;
  tenant_id: number;
  channel_id: number;
  alert_id: number | null;
  occasion: Occasion;
  content: Content;
  attempts: number;
}
/**
 * Takes some whose time has come and lends them until `leaseUntil`: whoever is killed meanwhile loses them to the next. Of one alert
 * and channel the older goes first.
 */
export async function claimNotifications(
  db: Db,
  { at, leaseUntil, most }: { at: number; leaseUntil: number; most: number },
): Promise<ClaimedRow[]> {
  const { rows } = await sql<ClaimedRow>`update notification set attempts = attempts + 1, due_at = ${new Date(leaseUntil)} where id in (
      select n.id from notification n where n.status = 'queued' and n.due_at <= ${new Date(at)}
        and not exists (select from notification older where older.status = 'queued' and older.channel_id = n.channel_id and older.alert_id = n.alert_id and older.id < n.id)
      order by n.due_at, n.id limit ${most} for update of n skip locked)
    returning id, tenant_id, channel_id, alert_id, occasion, content, attempts`.execute(db);
  return rows;
}
export async function markDelivered(db: Db, id: number, at: number): Promise<void> {
  await sql`update notification set status = 'delivered', delivered_at = ${new Date(at)}, last_error = null where id = ${id}`.execute(db);
}
/** `dueAt` null: given up. */
export async function markFailed(db: Db, id: number, { error, dueAt }: { error: string; dueAt: number | null }): Promise<void> {
  await sql`update notification set last_error = ${error}, status = case when ${dueAt === null} then 'failed' else 'queued' end,
    due_at = coalesce(${dueAt === null ? null : new Date(dueAt)}::timestamptz, due_at) where id = ${id}`.execute(db);
}
export async function deleteOldNotifications(db: Db, before: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from notification where created_at < ${new Date(before)} and status <> 'queued'`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export interface NotificationRow {
  id: number;
  channel_id: number;
  channel_name: string;
  alert_id: number | null;
  occasion: Occasion;
  status: (typeof notificationStatuses)[number];
  attempts: number;
  created_at: Date;
  delivered_at: Date | null;
  due_at: Date;
  last_error: string | null;
}
export interface NotificationFilter {
  id?: number | undefined;
  alertId?: number | undefined;
  channelId?: number | undefined;
  status?: string | undefined;
  before: number | null;
  limit: number;
}
export async function selectNotifications(
  db: Db,
  { id, alertId, channelId, status, before, limit }: NotificationFilter,
): Promise<NotificationRow[]> {
  const where = [
    sql`true`,
    ...(id === undefined ? [] : [sql`n.id = ${id}`]),
    ...(alertId === undefined ? [] : [sql`n.alert_id = ${alertId}`]),
    ...(channelId === undefined ? [] : [sql`n.channel_id = ${channelId}`]),
    ...(status === undefined ? [] : [sql`n.status = ${status}`]),
    ...(before === null ? [] : [sql`n.id < ${before}`]),
  ];
  const { rows } =
    await sql<NotificationRow>`select n.id, n.channel_id, c.name as channel_name, n.alert_id, n.occasion, n.status, n.attempts, n.created_at, n.delivered_at, n.due_at, n.last_error
    from notification n join alert_channel c on c.id = n.channel_id where ${sql.join(where, sql` and `)} order by n.id desc limit ${limit}`.execute(
      db,
    );
  return rows;
}
/** Back into the queue, from the beginning. */
export async function requeue(db: Db, id: number, at: number): Promise<void> {
  await sql`update notification set status = 'queued', attempts = 0, due_at = ${new Date(at)} where id = ${id} and status <> 'delivered'`.execute(
    db,
  );
}

/** Whoever looks at the alert sees how it went. */
export async function insertDeliveryHappening(db: Db, { tenant_id, alert_id }: ClaimedRow, at: number): Promise<void> {
  if (alert_id === null) return;
  await sql`insert into happening (tenant_id, at, kind, subject, data) values (${tenant_id}, ${new Date(at)}, 'alert.changed', ${String(alert_id)}, '{"delivery":true}')`.execute(
    db,
  );
}
