import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createClient } from '@stationmaster/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import type { Content } from './content.ts';
import { deliverNotifications } from './deliver.ts';
import { sendPush } from './push.ts';
import { queueNotifications } from './queue.ts';
import { httpReceiver, type MailServer, mailServer, type Receiver } from './receivers.ts';
import { claimNotifications } from './store.ts';
import { isSignedBy } from './webhook.ts';

const secret = 'a secret of the webhook';
let now = Date.UTC(2026, 4, 4, 10);
let app: TestApp;
let web: Receiver;
let post: MailServer;
const client = () => createClient({ baseUrl: `http://127.0.0.1:${app.port}`, key: app.key });
beforeAll(async () => {
  [web, post] = await Promise.all([httpReceiver(), mailServer({ user: 'box', password: 'mail password' })]);
  app = await startTestApp({ PRIVATE_TARGETS: 'true', PUBLIC_URL: 'https://csms.example.org' }, { clock: () => now });
});
afterAll(async () => {
  await app?.drop();
  await Promise.all([web?.stop(), post?.stop()]);
});
let alertId = 0;
beforeEach(async () => {
  const { db } = app.context;
  await sql`delete from alert_channel`.execute(db);
  await sql`delete from alert`.execute(db);
  web.got.length = web.answers.length = post.got.length = 0;
  const { rows } = await sql<{
    id: number;
  }>`insert into alert (tenant_id, kind, name, severity, opened_at, joined_at) values (1, 'offline', '', 'critical', now(), now()) returning id`.execute(
    db,
  );
  alertId = rows[0]?.id ?? 0;
});

const content: Content = {
  kind: 'offline',
  name: '',
  severity: 'critical',
  items: 42,
  openItems: 40,
  openedAt: '2026-05-04T10:00:00.000Z',
  endedAt: null,
  acknowledgedBy: null,
  examples: [
    {
      subject: 'CP1',
      stationId: 'CP1',
      stationName: '<Hof> & *links*',
      site: 'Rathaus',
      evseId: 0,
      connectorId: 0,
      since: '2026-05-04T09:40:00.000Z',
      data: {},
    },
  ],
};
const settingsOf = {
  mail: () => ({
    kind: 'mail' as const,
    host: '127.0.0.1',
    port: post.port,
    security: 'none' as const,
    user: 'box',
    from: 'alerts@example.org',
    to: ['a@example.org', 'b@example.org'],
    language: 'de' as const,
    timeZone: 'Europe/Berlin',
  }),
  webhook: () => ({ kind: 'webhook' as const, url: `${web.url}/hook`, timeZone: 'UTC' }),
};
const make = (settings: Parameters<ReturnType<typeof client>['createChannel']>[0]['body']['settings'], given?: string) =>
  client().createChannel({ body: { name: 'X', settings, ...(given === undefined ? {} : { secret: given }) } });
const queue = (key = 'k') =>
  queueNotifications(app.context.db, { tenantId: 1, alertId, key, occasion: 'opened', channelIds: [], toStandard: true, at: now, content });
const log = async () => (await client().listNotifications({ query: {} })).items;
/** Delivered by the app's own job or by this. */
const delivered = (count: number) =>
  expect
    .poll(
      async () => {
        await deliverNotifications(app.context);
        return (await log()).filter(({ status }) => status === 'delivered').length;
      },
      { timeout: 60_000 },
    )
    .toBe(count);

test('a mail: signed in, in the reader’s language, and the secret is never shown', async () => {
  const made = await make(settingsOf.mail(), 'mail password');
  expect(made).toMatchObject({ hasSecret: true, enabled: true, standard: true });
  expect(JSON.stringify(await client().listChannels())).not.toContain('mail password');
  const { rows } = await sql<{
    all: string;
  }>`select (select jsonb_agg(c) from alert_channel c)::text || (select jsonb_agg(a) from audit a)::text as all`.execute(app.context.db);
  expect(rows[0]?.all).not.toContain('mail password');
  await queue();
  await delivered(1);
  expect(post.got).toHaveLength(1);
  const [mail] = post.got;
  expect(mail).toMatchObject({ from: 'alerts@example.org', to: ['a@example.org', 'b@example.org'] });
  const text = (mail?.text ?? '')
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  expect(text).toContain('Subject: Kritisch: Ladestation nicht verbunden: 42 betroffen');
  expect(text).toMatch(/<Hof> & \*links\* \(CP1\), Rathaus, seit .*11:40/);
  expect(text).toContain('und 41 weitere');
  expect(text).toContain(`https://csms.example.org/alerts/${alertId}`);
  expect(text).toMatch(/Message-ID: <notification-\d+@example.org>/);
});

test('a webhook: signed over its very bytes, with the moment', async () => {
  await make(settingsOf.webhook(), secret);
  await queue();
  await delivered(1);
  const [{ path, headers, body }] = web.got as [Receiver['got'][number]];
  expect([path, headers['content-type']]).toEqual(['/hook', 'application/json']);
  const signature = String(headers['stationmaster-signature']);
  const told = { body: body.toString(), signature, at: now };
  expect(isSignedBy(secret, told)).toBe(true);
  expect(isSignedBy('another secret of it', told)).toBe(false);
  expect(isSignedBy(secret, { ...told, body: `${told.body} ` })).toBe(false);
  expect(isSignedBy(secret, { ...told, at: now + 301_000 })).toBe(false);
  expect(JSON.parse(body.toString())).toMatchObject({
    occasion: 'opened',
    alertId,
    url: `https://csms.example.org/alerts/${alertId}`,
    alert: { items: 42, kind: 'offline' },
  });
});

test.each([
  ['slack', (body: Record<string, unknown>) => JSON.stringify(body), '&lt;Hof&gt; &amp; *links*'],
  ['mattermost', (body: Record<string, unknown>) => JSON.stringify(body), '\\\\<Hof\\\\> & \\\\*links\\\\*'],
  ['teams', (body: Record<string, unknown>) => JSON.stringify(body), 'AdaptiveCard'],
] as const)('%s in its own form', async (kind, textOf, expected) => {
  await make({ kind, timeZone: 'UTC' }, `${web.url}/${kind}`);
  await queue();
  await delivered(1);
  expect(web.got[0]?.path).toBe(`/${kind}`);
  const body = JSON.parse(web.got[0]?.body.toString() ?? '') as Record<string, unknown>;
  expect(textOf(body)).toContain(expected);
  expect(textOf(body)).toContain('Critical: Station not connected: 42 affected');
});

describe('what is not taken', () => {
  test('is tried again, later and later, with the same id, and every failure is in the log', async () => {
    await make(settingsOf.webhook(), secret);
    web.answers.push({ status: 500 }, { status: 429, headers: { 'retry-after': '120' } });
    await queue();
    await expect.poll(async () => (await log())[0]?.attempts, { timeout: 60_000 }).toBe(1);
    await expect
      .poll(async () => (await log())[0], { timeout: 60_000 })
      .toMatchObject({ status: 'queued', lastError: '500 not today', nextTryAt: new Date(now + 15_000).toISOString() });
    await deliverNotifications(app.context);
    expect(web.got).toHaveLength(1);
    now += 15_000;
    await expect
      .poll(async () => (await log())[0], { timeout: 60_000 })
      .toMatchObject({ attempts: 2, nextTryAt: new Date(now + 120_000).toISOString() });
    now += 120_000;
    await delivered(1);
    expect(new Set(web.got.map(({ headers }) => headers['stationmaster-delivery'])).size).toBe(1);
    expect(await client().listChannels()).toMatchObject({ items: [{ lastError: null }] });
  });

  test('is given up after many tries, and goes out when somebody asks again', async () => {
    await make(settingsOf.mail(), 'mail password');
    post.refuse = 1000;
    await queue();
    await expect
      .poll(
        async () => {
          now += 3_600_000;
          await deliverNotifications(app.context);
          return (await log())[0];
        },
        { timeout: 60_000 },
      )
      .toMatchObject({ status: 'failed', attempts: 14, nextTryAt: null, lastError: expect.stringContaining('mailbox busy') });
    post.refuse = 0;
    await client().retryNotification({ params: { notificationId: (await log())[0]?.id ?? 0 } });
    await delivered(1);
    expect(post.got).toHaveLength(1);
  });

  test('who was cut off in between leaves it to the next', async () => {
    await make(settingsOf.webhook(), secret);
    await sql`insert into notification (tenant_id, channel_id, alert_id, key, occasion, content, due_at, created_at)
      select 1, id, ${alertId}, 'cut', 'opened', ${JSON.stringify(content)}::jsonb, ${new Date(now + 1000)}, ${new Date(now)} from alert_channel`.execute(
      app.context.db,
    );
    expect(await claimNotifications(app.context.db, { at: now + 1000, leaseUntil: now + 90_000, most: 5 })).toHaveLength(1);
    now += 60_000;
    await deliverNotifications(app.context);
    expect(web.got).toHaveLength(0);
    now += 31_000;
    await delivered(1);
    expect(web.got).toHaveLength(1);
  });
});

test('the same order twice is one message, and of one alert the older goes first', async () => {
  await make(settingsOf.webhook(), secret);
  expect([await queue('one'), await queue('one')]).toEqual([1, 0]);
  await delivered(1);
  web.answers.push({ status: 500 });
  await queue('two');
  await expect.poll(() => web.got.length, { timeout: 60_000 }).toBe(2);
  await queue('three');
  await deliverNotifications(app.context);
  expect(web.got).toHaveLength(2);
  now += 15_000;
  await delivered(3);
});

test('the test button says what the other side says', async () => {
  const good = await make(settingsOf.mail(), 'mail password');
  expect(await client().testChannel({ params: { channelId: good.id } })).toEqual({ ok: true, error: null });
  expect(post.got).toHaveLength(1);
  const bad = await make(settingsOf.mail(), 'wrong password');
  expect(await client().testChannel({ params: { channelId: bad.id } })).toMatchObject({
    ok: false,
    error: expect.stringContaining('Invalid'),
  });
});

test('a channel keeps its secret, but not for another server', async () => {
  const { id, name, standard, enabled } = await make(settingsOf.mail(), 'mail password');
  const put = (settings: object) =>
    client().updateChannel({
      params: { channelId: id },
      body: { name, standard, enabled, settings: { ...settingsOf.mail(), ...settings } },
    });
  expect(await put({ to: ['c@example.org'] })).toMatchObject({ hasSecret: true });
  expect(await put({ host: 'evil.example.org' })).toMatchObject({ hasSecret: false });
  await expect(make({ kind: 'slack', timeZone: 'UTC' })).rejects.toMatchObject({ code: 'badRequest' });
  await expect(make(settingsOf.webhook(), 'short')).rejects.toMatchObject({ code: 'badRequest' });
});

test('inner addresses are refused where the setting does not allow them', async () => {
  const { id } = await make(settingsOf.webhook(), secret);
  const strict = { ...app.context, config: { ...app.context.config, privateTargets: false } };
  const { testChannel } = await import('./try.ts');
  const { findChannel } = await import('./store.ts');
  const row = await findChannel(app.context.db, id);
  if (row === undefined) throw new Error('gone');
  expect(await testChannel(strict, row)).toEqual({ ok: false, error: '127.0.0.1 is an address of this machine or its network' });
  expect(web.got).toHaveLength(0);
});

test('push: each browser reads it with its own key; one that is gone is forgotten', async () => {
  const { db } = app.context;
  const { rows } = await sql<{
    id: number;
  }>`insert into operator_user (tenant_id, email, name, role, password_hash) values (1, 'p@example.org', 'P', 'viewer', '') returning id`.execute(
    db,
  );
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const auth = randomBytes(16);
  for (const name of ['here', 'gone'])
    await sql`insert into push_subscription (tenant_id, user_id, endpoint, p256dh, auth, created_at)
      values (1, ${rows[0]?.id}, ${`${web.url}/${name}`}, ${browser.getPublicKey('base64url')}, ${auth.toString('base64url')}, now())`.execute(
      db,
    );
  web.answers.push({ status: 201 }, { status: 410 });
  const message = {
    title: 'Fault',
    lines: ['Plug 1'],
    severity: 'critical' as const,
    isOver: false,
    url: 'https://csms.example.org/alerts/1',
    urlText: 'Open',
  };
  await sendPush(app.context, { tenantId: 1, message, tag: 'alert-1' });
  expect(web.got).toHaveLength(2);
  const left = await sql<{ endpoint: string }>`select endpoint from push_subscription`.execute(db);
  expect(left.rows).toHaveLength(1);
  const { headers, body } = web.got[0] as Receiver['got'][number];
  expect([headers['content-encoding'], headers['urgency'], String(headers['authorization']).slice(0, 8)]).toEqual([
    'aes128gcm',
    'high',
    'vapid t=',
  ]);
  const sender = body.subarray(21, 86);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender]);
  const ikm = Buffer.from(hkdfSync('sha256', browser.computeSecret(sender), auth, info, 32));
  const part = (name: string, size: number) =>
    Buffer.from(hkdfSync('sha256', ikm, body.subarray(0, 16), `Content-Encoding: ${name}\0`, size));
  const open = createDecipheriv('aes-128-gcm', part('aes128gcm', 16), part('nonce', 12));
  open.setAuthTag(body.subarray(-16));
  const text = Buffer.concat([open.update(body.subarray(86, -16)), open.final()]);
  expect(text.at(-1)).toBe(2);
  expect(JSON.parse(text.subarray(0, -1).toString())).toEqual({
    title: 'Fault',
    body: 'Plug 1',
    url: 'https://csms.example.org/alerts/1',
    tag: 'alert-1',
  });
});
