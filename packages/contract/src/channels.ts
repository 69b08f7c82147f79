import { occasions } from '@stationmaster/domain';
import { z } from 'zod';
import { id, instant, page, pageOf, timeZone } from './common.ts';
import { route } from './route.ts';

export const channelKinds = ['mail', 'push', 'slack', 'teams', 'mattermost', 'webhook'] as const;
export type ChannelKind = (typeof channelKinds)[number];

const reader = { language: z.enum(['en', 'de']).default('en'), timeZone: timeZone.default('UTC') };
const webUrl = z.url({ protocol: /^https?$/ }).max(2000);
const mailAddress = z.email().max(254);
export const mailSettings = z.object({
  host: z.string().min(1).max(253).describe('The mail server'),
  port: z.number().int().min(1).max(65_535),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .describe('starttls: must be encrypted after the greeting; tls: from the first byte; none: not at all'),
  user: z.string().max(254).default('').describe("'': without signing in"),
  from: mailAddress,
  to: z.array(mailAddress).min(1).max(50),
  ...reader,
});
/** What may be shown again. */
const settings = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mail'), ...mailSettings.shape }),
  z.object({ kind: z.literal('push'), ...reader }).describe('To every person of the console who switched it on in a browser'),
  z.object({ kind: z.literal('slack'), ...reader }),
  z.object({ kind: z.literal('teams'), ...reader }),
  z.object({ kind: z.literal('mattermost'), ...reader }),
  z.object({ kind: z.literal('webhook'), url: webUrl, ...reader }).describe('JSON, signed: see docs/operations.md'),
]);
export type ChannelSettings = z.output<typeof settings>;

const name = z.string().trim().min(1).max(100);
export const channel = z.object({
  id,
  name: z.string(),
  settings,
  standard: z.boolean().describe('Told where a rule names no channel'),
  enabled: z.boolean(),
  hasSecret: z.boolean(),
  lastOkAt: instant.nullable(),
  lastFailedAt: instant.nullable(),
  lastError: z.string().nullable(),
});
const fields = z.object({
  name,
  settings,
  secret: z
    .string()
    .min(1)
    .max(4000)
    .optional()
    .describe(
      'Write-only. mail: the password; slack, teams, mattermost: the address of the incoming webhook; webhook: what it is signed with, at least 16 characters',
    ),
  standard: z.boolean().default(true),
  enabled: z.boolean().default(true),
});
const params = z.object({ channelId: id });

export const notificationStatuses = ['queued', 'delivered', 'failed'] as const;
export const notification = z.object({
  id,
  channelId: id,
  channelName: z.string(),
  alertId: id.nullable(),
  occasion: z.enum(occasions),
  status: z.enum(notificationStatuses),
  attempts: z.number(),
  createdAt: instant,
  deliveredAt: instant.nullable(),
  nextTryAt: instant.nullable(),
  lastError: z.string().nullable(),
});

const tag = 'Channels';
export const channelRoutes = {
  listChannels: route({
    method: 'GET',
    path: '/channels',
    permission: 'viewer',
    tag,
    summary: 'Where alerts are told',
    response: z.object({ items: z.array(channel) }),
  }),
  createChannel: route({
    method: 'POST',
    path: '/channels',
    permission: 'administrator',
    tag,
    summary: 'A new channel; secrets are sealed and never shown again',
    body: fields,
    response: channel,
    creates: true,
  }),
  updateChannel: route({
    method: 'PUT',
    path: '/channels/:channelId',
    permission: 'administrator',
    tag,
    summary: 'Change a channel; without a secret it keeps the one it has',
    params,
    body: fields,
    response: channel,
  }),
  deleteChannel: route({
    method: 'DELETE',
    path: '/channels/:channelId',
    permission: 'administrator',
    tag,
    summary: 'Remove a channel and what waits for it',
    params,
  }),
  testChannel: route({
    method: 'POST',
    path: '/channels/:channelId/test',
    permission: 'administrator',
    tag,
    summary: 'Send a test now and say how it went',
    params,
    response: z.object({ ok: z.boolean(), error: z.string().nullable().describe('What the other side said, or why it was not reached') }),
  }),
  listNotifications: route({
    method: 'GET',
    path: '/notifications',
    permission: 'viewer',
    tag,
    summary: 'What was told to whom, newest first, with every failure',
    query: page.extend({ alertId: id.optional(), channelId: id.optional(), status: z.enum(notificationStatuses).optional() }),
    response: pageOf(notification),
  }),
  retryNotification: route({
    method: 'POST',
    path: '/notifications/:notificationId/retry',
    permission: 'operator',
    tag,
    summary: 'Try again now',
    params: z.object({ notificationId: id }),
    response: notification,
  }),
  getPush: route({
    method: 'GET',
    path: '/push',
    permission: 'viewer',
    tag,
    summary: 'The public key browsers subscribe with, and how many of the caller have',
    response: z.object({ publicKey: z.string(), subscriptions: z.number() }),
  }),
  subscribePush: route({
    method: 'PUT',
    path: '/push',
    permission: 'viewer',
    tag,
    summary: 'This browser wants to be told (a person signed in, not an API key)',
    body: z.object({
      endpoint: z.url({ protocol: /^https?$/ }).max(2000),
      keys: z.object({ p256dh: z.string().regex(/^[\w-]{87,88}=?$/), auth: z.string().regex(/^[\w-]{22,24}=*$/) }),
      userAgent: z.string().max(300).default(''),
    }),
  }),
  unsubscribePush: route({
    method: 'DELETE',
    path: '/push',
    permission: 'viewer',
    tag,
    summary: 'This browser no longer does',
    query: z.object({ endpoint: z.string().max(2000).optional().describe('Left out: no browser of the caller') }),
  }),
};
