import type { ChannelKind } from '@stationmaster/contract';
import type { Occasion } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { unseal } from '../secrets/seal.ts';
import { mattermostBody, slackBody, teamsBody } from './chat.ts';
import type { Content } from './content.ts';
import { sendMail } from './mail.ts';
import { type Message, messageOf } from './message.ts';
import { post } from './post.ts';
import { sendPush } from './push.ts';
import { SendFailed } from './send-failed.ts';
import type { ChannelRow } from './store.ts';
import { signatureOf } from './webhook.ts';

export type SendContext = Pick<Context, 'config' | 'db' | 'clock'>;
export interface Outgoing {
  /** Of the notification: the same on every try. */
  id: string;
  alertId: number | null;
  occasion: Occasion;
  content: Content;
}
/** What secrets of channels are sealed for. */
export const channelPurpose = 'channel';

type Chat = Extract<ChannelKind, 'slack' | 'teams' | 'mattermost'>;
const chatBodies: Readonly<Record<Chat, (message: Message) => object>> = { slack: slackBody, teams: teamsBody, mattermost: mattermostBody };

/** Hands a message to the other side; resolves when that has taken it. Throws `SendFailed`, or whatever the network says. */
export async function send(context: SendContext, channel: ChannelRow, outgoing: Outgoing): Promise<void> {
  const { settings, secret: sealed } = channel;
  const secret = sealed === null ? null : unseal(context.config, channelPurpose, sealed).toString();
  const { id, alertId, occasion, content } = outgoing;
  const base = context.config.publicUrl || `http://localhost:${context.config.port}`;
  const url = alertId === null ? `${base}/alerts` : `${base}/alerts/${alertId}`;
  const message = messageOf({ content, occasion, language: settings.language, timeZone: settings.timeZone, url });
  const thread = `alert-${alertId ?? 'test'}`;
  if (settings.kind === 'mail') return await sendMail(settings, { message, password: secret, id: `notification-${id}`, thread });
  if (settings.kind === 'push') return await sendPush(context, { tenantId: channel.tenant_id, message, tag: thread });
  if (settings.kind === 'webhook') return await sendWebhook(context, { url: settings.url, secret: secret ?? '', outgoing, message });
  return await sendPost(context, { url: secret ?? '', body: JSON.stringify(chatBodies[settings.kind](message)), headers: {} });
}

async function sendWebhook(
  context: SendContext,
  { url, secret, outgoing, message }: { url: string; secret: string; outgoing: Outgoing; message: Message },
): Promise<void> {
  const { id, alertId, occasion, content } = outgoing;
  const body = JSON.stringify({ id, occasion, alertId, title: message.title, url: message.url, alert: content });
  const headers = { 'stationmaster-delivery': id, 'stationmaster-signature': signatureOf(secret, body, context.clock()) };
  await sendPost(context, { url, body, headers });
}

async function sendPost(
  { config }: SendContext,
  { url, body, headers }: { url: string; body: string; headers: Record<string, string> },
): Promise<void> {
  const answer = await post({
    url,
    headers: { 'content-type': 'application/json', 'user-agent': 'Stationmaster', ...headers },
    body,
    mayBeInner: config.privateTargets,
  });
  if (answer.status >= 200 && answer.status < 300) return;
  const wait = answer.retryAfterSeconds === null ? null : answer.retryAfterSeconds * 1000;
  throw new SendFailed(`${answer.status} ${answer.text.slice(0, 200)}`.trim(), false, wait);
}
