import type { ChannelSettings, channel, channelRoutes, notification } from '@stationmaster/contract';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { Failure, fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Call, Handlers } from '../http/handler.ts';
import { seal } from '../secrets/seal.ts';
import { reportsSentBy } from '../statistics/sent-by.ts';
import { pushKeys } from './push.ts';
import { countSubscriptions, deleteSubscriptions, upsertSubscription } from './push-store.ts';
import { channelPurpose } from './send.ts';
import {
  type ChannelRow,
  deleteChannel,
  findChannel,
  insertChannel,
  type NotificationRow,
  replaceChannel,
  requeue,
  selectChannels,
  selectNotifications,
} from './store.ts';
import { testChannel } from './try.ts';

export function channelHandlers(context: Context): Handlers<typeof channelRoutes> {
  const { config } = context;
  return {
    listChannels: (_, call) => call.tx(async (db) => ({ items: (await selectChannels(db)).map(channelView) })),

    createChannel: ({ body: { secret, ...rest } }, call) =>
      call.tx(async (db) => {
        checkSecret(rest.settings, secret ?? null);
        const fields = { ...rest, secret: secret === undefined ? null : seal(config, channelPurpose, secret) };
        const id = await insertChannel(db, call.tenantId, { fields, at: call.now });
        call.subject(`channel:${id}`, { ...rest });
        return channelView(await mustFind(db, id));
      }),

    updateChannel: ({ params: { channelId }, body: { secret, ...rest } }, call) =>
      call.tx(async (db) => {
        const was = await mustFind(db, channelId);
        const keeps = was.settings.kind === rest.settings.kind && sameTarget(was.settings, rest.settings) ? was.secret : null;
        const isRequired = keeps === null && rest.settings.kind !== 'mail';
        if (secret !== undefined || isRequired) checkSecret(rest.settings, secret ?? null);
        const sealed = secret === undefined ? keeps : seal(config, channelPurpose, secret);
        await replaceChannel(db, channelId, { fields: { ...rest, secret: sealed }, at: call.now });
        call.subject(`channel:${channelId}`, { ...rest });
        return channelView(await mustFind(db, channelId));
      }),

    deleteChannel: ({ params: { channelId } }, call) =>
      call.tx(async (db) => {
        const { name } = await mustFind(db, channelId);
        call.subject(`channel:${channelId}`, { name });
        const [report] = await reportsSentBy(db, channelId);
        if (report !== undefined) throw fail('inUse', { what: 'Channel', id: name, by: `the report "${report}"` });
        await deleteChannel(db, channelId);
      }),

    testChannel: async ({ params: { channelId } }, call) => {
      const row = await call.tx((db) => {
        call.subject(`channel:${channelId}`);
        return mustFind(db, channelId);
      });
      return await testChannel(context, row);
    },

    listNotifications: ({ query: { cursor, limit, ...filter } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        const rows = await selectNotifications(db, { ...filter, before, limit: limit + 1 });
        return pageOf(rows, { limit, view: notificationView, key: (row) => [row.id] });
      }),

    retryNotification: ({ params: { notificationId: id } }, call) =>
      call.tx(async (db) => {
        call.subject(`notification:${id}`);
        await requeue(db, id, call.now);
        const [row] = await selectNotifications(db, { id, before: null, limit: 1 });
        if (row === undefined) throw fail('notFound', { what: 'notification', id });
        return notificationView(row);
      }),

    getPush: (_, call) =>
      call.tx(async (db) => ({
        publicKey: (await pushKeys(context, db, call.tenantId)).publicKey,
        subscriptions: call.actor.kind === 'user' && call.actor.id !== null ? await countSubscriptions(db, call.actor.id) : 0,
      })),

    subscribePush: ({ body: { endpoint, keys, userAgent } }, call) =>
      call.tx(async (db) => {
        const userId = personOf(call);
        call.subject(`user:${userId}`, { endpoint: new URL(endpoint).origin });
        await upsertSubscription(db, { tenantId: call.tenantId, userId, endpoint, ...keys, userAgent, at: call.now });
      }),

    unsubscribePush: ({ query: { endpoint } }, call) =>
      call.tx(async (db) => {
        const userId = personOf(call);
        call.subject(`user:${userId}`);
        await deleteSubscriptions(db, { endpoint: endpoint ?? null, userId });
      }),
  };
}

function personOf({ actor }: Call): number {
  if (actor.kind !== 'user' || actor.id === null) throw fail('notAllowed', { role: 'API key', needed: 'a person who is signed in' });
  return actor.id;
}

async function mustFind(db: Parameters<typeof findChannel>[0], id: number): Promise<ChannelRow> {
  const row = await findChannel(db, id);
  if (row === undefined) throw fail('notFound', { what: 'channel', id });
  return row;
}

/** A password is kept only for the server and user it was given for: otherwise changing the address would be a way to read it. */
function sameTarget(was: ChannelSettings, now: ChannelSettings): boolean {
  if (was.kind === 'mail' && now.kind === 'mail')
    return was.host === now.host && was.port === now.port && was.user === now.user && was.security === now.security;
  return true;
}

function checkSecret({ kind }: ChannelSettings, secret: string | null): void {
  const wrong = (message: string) => new Failure('badRequest', {}, [{ path: 'secret', message }]);
  if (kind === 'mail' || kind === 'push') return;
  if (secret === null) throw wrong('is needed');
  if (kind === 'webhook' && secret.length < 16) throw wrong('must have at least 16 characters');
  if (kind !== 'webhook' && !/^https?:$/.test(URL.parse(secret)?.protocol ?? '')) throw wrong('must be the address of an incoming webhook');
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

function channelView(row: ChannelRow): z.input<typeof channel> {
  const { id, name, settings, secret, standard, enabled } = row;
  return {
    id,
    name,
    settings,
    standard,
    enabled,
    hasSecret: secret !== null,
    lastOkAt: iso(row.last_ok_at),
    lastFailedAt: iso(row.last_failed_at),
    lastError: row.last_error,
  };
}

function notificationView(row: NotificationRow): z.input<typeof notification> {
  const { id, occasion, status, attempts } = row;
  return {
    id,
    channelId: row.channel_id,
    channelName: row.channel_name,
    alertId: row.alert_id,
    occasion,
    status,
    attempts,
    createdAt: row.created_at.toISOString(),
    deliveredAt: iso(row.delivered_at),
    nextTryAt: status === 'queued' ? row.due_at.toISOString() : null,
    lastError: row.last_error,
  };
}
