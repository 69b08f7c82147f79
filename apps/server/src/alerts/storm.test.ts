import { createClient } from '@stationmaster/contract';
import { alertKinds } from '@stationmaster/domain';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { httpReceiver, type MailServer, mailServer, type Receiver } from '../channels/receivers.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { evaluate } from './evaluate.ts';

const stations = 5_000;
const minute = 60_000;
const patience = { timeout: 120_000, interval: 250 };

let offset = 0;
let app: TestApp;
let web: Receiver;
let post: MailServer;
beforeAll(async () => {
  [web, post] = await Promise.all([httpReceiver(), mailServer({ user: 'box', password: 'mail password' })]);
  app = await startTestApp(
    { PRIVATE_TARGETS: 'true', MAX_CONNECTIONS_PER_ADDRESS: '100000', PING_INTERVAL_SECONDS: '0' },
    { clock: () => Date.now() + offset },
  );
});
afterAll(async () => {
  await app?.drop();
  await Promise.all([web?.stop(), post?.stop()]);
});

const client = () => createClient({ baseUrl: `http://127.0.0.1:${app.port}`, key: app.key });
const count = async (query: ReturnType<typeof sql<{ n: number }>>) => (await query.execute(app.context.db)).rows[0]?.n;
async function connect(identity: string): Promise<WebSocket> {
  const socket = new WebSocket(`${app.ocpp}/${identity}`, ['ocpp1.6']);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}
async function connectAll(): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let from = 0; from < stations; from += 250)
    sockets.push(...(await Promise.all(Array.from({ length: 250 }, (_, index) => connect(`STORM${from + index}`)))));
  return sockets;
}
/** Occasions told on the webhook so far. */
const told = () => web.got.map(({ body }) => (JSON.parse(body.toString()) as { occasion: string }).occasion);

test('5,000 stations lose their network at once: one alert, none forgotten, and no queue an hour later', { timeout: 600_000 }, async () => {
  const { db } = app.context;
  await sql`insert into station (tenant_id, identity, security_profile, booted_at) select 1, 'STORM' || n, 0, now() from generate_series(0, ${stations - 1}::int) n`.execute(
    db,
  );
  await client().createChannel({ body: { name: 'Hook', settings: { kind: 'webhook', url: web.url }, secret: 'sixteen characters' } });
  await client().createChannel({
    body: {
      name: 'Mail',
      settings: {
        kind: 'mail',
        host: '127.0.0.1',
        port: post.port,
        security: 'none',
        user: 'box',
        from: 'a@example.org',
        to: ['b@example.org'],
      },
      secret: 'mail password',
    },
  });
  const sockets = await connectAll();
  await expect
    .poll(() => count(sql`select count(*) as n from station where connected_at is not null and disconnected_at is null`), patience)
    .toBe(stations);

  for (const socket of sockets) socket.terminate();
  await expect.poll(() => count(sql`select count(*) as n from station where disconnected_at >= connected_at`), patience).toBe(stations);
  expect(told()).toEqual([]);
  offset += 16 * minute;
  const began = performance.now();
  await expect
    .poll(async () => (await client().listAlerts({ query: { kind: 'offline' } })).items, patience)
    .toMatchObject([{ items: stations, openItems: stations }]);
  // Twenty seconds for what comes with it, by the clock of the server.
  offset += minute;
  await expect.poll(told, patience).toEqual(['opened']);
  console.log(`storm: one alert of ${stations} told after ${Math.round(performance.now() - began)} ms of real time`);
  await expect.poll(() => post.got.length, patience).toBe(1);
  expect(post.got[0]?.text).toContain('5000');
  expect(JSON.parse(web.got[0]?.body.toString() ?? '')).toMatchObject({ alert: { items: stations, openItems: stations } });

  for (let passed = 0; passed < 60; passed += 10) {
    offset += 10 * minute;
    await expect.poll(() => count(sql`select count(*) as n from notification where status = 'queued'`), patience).toBe(0);
  }
  expect(await count(sql`select count(*) as n from alert_item where ended_at is null`)).toBe(stations);
  expect(await count(sql`select count(distinct station_id) as n from alert_item`)).toBe(stations);
  expect([told(), post.got.length]).toEqual([['opened'], 1]);

  const looked = performance.now();
  await evaluate(app.context, alertKinds, { at: app.context.clock(), startedAt: 0, diskPercent: 10 });
  console.log(
    `storm: a look at all ${alertKinds.length} rules with ${stations} stations away took ${Math.round(performance.now() - looked)} ms`,
  );

  const again = await connectAll();
  await expect
    .poll(async () => (await client().listAlerts({ query: { kind: 'offline' } })).items, patience)
    .toMatchObject([{ openItems: 0 }]);
  offset += 2 * minute;
  await expect.poll(told, patience).toEqual(['opened', 'ended']);
  await expect.poll(() => post.got.length, patience).toBe(2);
  const { items } = await client().listNotifications({ query: {} });
  expect(items.map(({ status, occasion }) => [status, occasion]).sort()).toEqual([
    ['delivered', 'ended'],
    ['delivered', 'ended'],
    ['delivered', 'opened'],
    ['delivered', 'opened'],
  ]);
  for (const socket of again) socket.terminate();
});
