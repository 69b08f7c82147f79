import { createNetwork, flawless, type Network } from '@stationmaster/simulator';
import type { Browser, BrowserContext, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, signIn } from '../browser.ts';
import { settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { type PushService, pushService } from './push-service.ts';

const patience = { timeout: 120_000, interval: 250 };
let install: Install;
let browser: Browser;
let network: Network;
let service: PushService;
beforeAll(async () => {
  // The push service stands on this machine.
  [install, browser, service] = await Promise.all([
    Install.start({ isSetUp: true, settings: { PRIVATE_TARGETS: 'true' } }),
    openBrowser(),
    pushService(),
  ]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
});
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop(), service?.stop()]);
});

/**
 * This Chromium knows no push service and shows no notifications. In the page our service answers in place of its own; all else,
 * the service worker above all, is the browser's.
 */
async function withPushService(context: BrowserContext): Promise<void> {
  await context.exposeFunction('pushServiceSubscribe', service.subscribe);
  await context.exposeFunction('pushServiceForget', service.forget);
  await context.addInitScript(() => {
    const outside = globalThis as unknown as {
      pushServiceSubscribe: (key: string) => Promise<{ endpoint: string; keys: object }>;
      pushServiceForget: (endpoint: string) => Promise<void>;
    };
    // A browser keeps both over a change of page.
    const kept = (name: string) => sessionStorage.getItem(`test.${name}`);
    const keep = (name: string, value: string) => sessionStorage.setItem(`test.${name}`, value);
    Object.defineProperty(Notification, 'permission', { get: () => kept('permission') ?? 'default' });
    Notification.requestPermission = () => {
      keep('permission', 'granted');
      return Promise.resolve('granted');
    };
    const current = (): PushSubscription | null => {
      const made = JSON.parse(kept('subscription') || 'null') as { endpoint: string; keys: object } | null;
      if (made === null) return null;
      const unsubscribe = async () => {
        await outside.pushServiceForget(made.endpoint);
        keep('subscription', '');
        return true;
      };
      return { endpoint: made.endpoint, toJSON: () => made, unsubscribe } as unknown as PushSubscription;
    };
    PushManager.prototype.getSubscription = () => Promise.resolve(current());
    PushManager.prototype.subscribe = async (options) => {
      const { userVisibleOnly, applicationServerKey } = options ?? {};
      const isAllowed = Notification.permission === 'granted' && userVisibleOnly === true;
      if (!isAllowed || typeof applicationServerKey !== 'string') throw new Error('not allowed');
      keep('subscription', JSON.stringify(await outside.pushServiceSubscribe(applicationServerKey)));
      return current() as PushSubscription;
    };
  });
}

/** What the worker would show, kept where this Chromium would have shown it. */
async function watchNotifications(worker: Worker): Promise<() => Promise<[string, NotificationOptions][]>> {
  await worker.evaluate(() => {
    const scope = globalThis as unknown as { registration: ServiceWorkerRegistration; shown: unknown[] };
    scope.shown = [];
    scope.registration.showNotification = (...shown) => {
      scope.shown.push(shown);
      return Promise.resolve();
    };
  });
  return () => worker.evaluate(() => (globalThis as unknown as { shown: [string, NotificationOptions][] }).shown);
}

/** Gives the worker what the push service has opened, as the browser does. */
async function deliver(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const registration = new Promise<string>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId, isDeleted } of registrations) if (!isDeleted) resolve(registrationId);
    }),
  );
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', { origin: install.url, registrationId: await registration, data: text });
  await session.detach();
}

it('a browser asks to be told, hears of a fault and of its end, and is left alone when it wants no more', {
  timeout: 400_000,
}, async () => {
  const { client } = install;
  const { page, problems } = await openPage(browser, desktop);
  await withPushService(page.context());
  page.setDefaultTimeout(60_000);
  const { items: rules } = await client.listAlertRules();
  const { id, builtin: _, openItems: __, ...rule } = rules.find(({ kind }) => kind === 'faulted') ?? expect.fail('no rule');
  await client.updateAlertRule({ params: { ruleId: id }, body: { ...rule, parameters: { minutes: 0 } } });
  const channel = await client.createChannel({ body: { name: 'Browsers', settings: { kind: 'push', language: 'en', timeZone: 'UTC' } } });

  await signIn(page, { url: install.url, ...administrator });
  await page.goto(`${install.url}/alerts?tab=channels`);
  await settled(page);
  await page.getByText('This browser does not show alerts yet.').waitFor();
  // Nobody has subscribed: the channel says so instead of keeping quiet.
  expect(await client.testChannel({ params: { channelId: channel.id } })).toMatchObject({
    ok: false,
    error: expect.stringContaining('nobody'),
  });
  const starting = page.context().waitForEvent('serviceworker');
  await page.getByRole('button', { name: 'Tell me in this browser' }).click();
  const worker = await starting;
  await page.getByText('This browser shows alerts, also when Stationmaster is closed.').waitFor();
  const shown = await watchNotifications(worker);

  await client.createStation({ body: { id: 'BROKEN', securityProfile: 0, name: 'Stadtwerke Köln 1' } });
  const maker = { ...flawless, evses: [{ kind: 'AC' as const, maxW: 22_000 }] };
  const station = await network.add({ id: 'BROKEN', version: 'ocpp1.6', maker }).boot();
  station.fault('GroundFailure');
  await expect.poll(() => service.got.length, patience).toBe(1);
  const [first] = service.got;
  expect(first?.headers).toMatchObject({ urgency: 'high', ttl: '86400', 'content-type': 'application/octet-stream' });
  // Nobody between us and the browser can read it.
  expect(first?.body.includes('Köln')).toBe(false);
  const told = JSON.parse(first?.text ?? '');
  const [alert] = (await client.listAlerts({ query: { state: 'open' } })).items;
  expect(told).toEqual({
    title: 'Critical: Plug out of order: Stadtwerke Köln 1',
    body: expect.stringContaining('GroundFailure'),
    url: expect.stringMatching(new RegExp(`^http.*/alerts/${alert?.id}$`)),
    tag: expect.stringContaining(String(alert?.id)),
  });
  await deliver(page, first?.text ?? '');
  await expect
    .poll(shown, patience)
    .toEqual([[told.title, { body: told.body, tag: told.tag, renotify: true, data: { url: told.url }, icon: '/icon.svg' }]]);
  // The address it leads to is a page of ours.
  await page.goto(`${install.url}${new URL(told.url).pathname}`);
  await page.getByRole('heading', { name: 'Plug out of order' }).waitFor();

  station.fault(null);
  await expect.poll(() => service.got.length, patience).toBe(2);
  await deliver(page, service.got[1]?.text ?? '');
  await expect
    .poll(async () => (await shown()).map(([title]) => title), patience)
    .toEqual([told.title, 'Over: Plug out of order: Stadtwerke Köln 1']);
  // It takes the place of what it is the end of.
  expect((await shown()).map(([, { tag }]) => tag)).toEqual([told.tag, told.tag]);
  expect(service.refused).toEqual([]);

  await page.goto(`${install.url}/alerts?tab=channels`);
  await page.getByRole('button', { name: 'No longer in this browser' }).click();
  await page.getByText('This browser does not show alerts yet.').waitFor();
  expect(await client.testChannel({ params: { channelId: channel.id } })).toMatchObject({
    ok: false,
    error: expect.stringContaining('nobody'),
  });
  expect(problems).toEqual([]);
});

it('who has been forgotten by the push service is forgotten here; a message that is not ours is not taken', {
  timeout: 200_000,
}, async () => {
  const { client } = install;
  const { page } = await openPage(browser, desktop);
  await withPushService(page.context());
  page.setDefaultTimeout(60_000);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(`${install.url}/alerts?tab=channels`);
  await page.getByRole('button', { name: 'Tell me in this browser' }).click();
  await page.getByText('This browser shows alerts, also when Stationmaster is closed.').waitFor();
  const { id: channelId } = await client.createChannel({
    body: { name: 'Again', settings: { kind: 'push', language: 'en', timeZone: 'UTC' } },
  });
  const test = () => client.testChannel({ params: { channelId } });
  const before = service.got.length;
  expect(await test()).toEqual({ ok: true, error: null });
  expect(service.got.length).toBe(before + 1);
  const message = service.got[before];
  expect(JSON.parse(message?.text ?? '')).toMatchObject({ title: 'Test: Stationmaster' });

  service.forget(service.subscribed.at(-1)?.endpoint ?? '');
  expect(await test()).toMatchObject({ ok: false, error: expect.stringContaining('410') });
  expect(await test()).toMatchObject({ ok: false, error: expect.stringContaining('nobody') });

  const stranger = service.subscribe('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4');
  const body = new Uint8Array(message?.body ?? []);
  const headers = { 'content-encoding': 'aes128gcm', ttl: '60', authorization: String(message?.headers.authorization) };
  expect((await fetch(stranger.endpoint, { method: 'POST', headers, body })).status).toBe(400);
  expect(service.refused.at(-1)).toContain('not the key of the subscription');
});
