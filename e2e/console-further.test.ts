import { readFileSync } from 'node:fs';
import { createNetwork, type Network } from '@stationmaster/simulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openBrowser } from './browser.ts';
import { card } from './console-seed.ts';
import { dailyAddresses, type Further, furtherAddresses, halfOf, views, walk } from './console-walk.ts';
import { bring, maker } from './firmware/seed.ts';
import { Install } from './install.ts';

let install: Install;
let browser: Browser;
let network: Network;
let further: Further;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl });
  further = await seedFurther(install);
});
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

const stationId = 'HALL-4';
const filter = { stationIds: [stationId] };

/** One station, and one of everything that has a page of its own. */
async function seedFurther({ client }: Install): Promise<Further> {
  const tariff = await client.createTariff({
    body: { name: 'Guests', currency: 'EUR', elements: [{ priceComponents: [{ type: 'ENERGY', price: '0.39', vat: '19', stepSize: 1 }] }] },
  });
  const site = await client.createSite({
    body: { name: 'Market hall', timeZone: 'Europe/Berlin', currency: 'EUR', tariffId: tariff.id },
  });
  await client.createToken({ body: { value: card, driverName: 'Grace Hopper' } });
  await client.createStation({ body: { id: stationId, name: 'North wall', siteId: site.id, securityProfile: 0 } });
  const station = await network.add({ id: stationId, version: 'ocpp2.1', maker }).boot();
  const driver = await client.createDriver({ body: { name: 'Alan Turing' } });
  const company = await client.createCompany({ body: { name: 'Couriers' } });
  await client.fetchLogs({ body: { filter } });
  const log = await first(async () => (await client.listLogs({ query: {} })).items);
  const firmwareId = await bring(install, '2.0.0');
  const plan = { watchMinutes: 0, returnMinutes: 1, deadlineMinutes: 5, retryMinutes: 0, atOnce: 1, sessionPoints: null, canary: 1 };
  const campaign = await client.createFirmwareCampaign({
    body: { name: 'Spring', firmwareId, filter, plan: { ...plan, waves: [100], onRegression: 'stop' } },
  });
  const state = async () => (await client.getFirmwareCampaign({ params: { campaignId: campaign.id } })).state;
  await vi.waitFor(async () => expect(await state()).not.toMatch(/running|waiting|planned/), patience);
  const { id: fleetMove } = await client.startFleetMove({ body: { filter, toProfile: 1, url: 'wss://csms.example.org/ocpp' } });
  await client.createAlertRule({ body: { name: 'At once', kind: 'faulted', severity: 'critical', parameters: { minutes: 0 } } });
  station.fault('GroundFailure');
  const alert = await first(async () => (await client.listAlerts({ query: {} })).items);
  const acceptance = await client.startAcceptance({ params: { stationId }, body: { token: card } });
  const ids = { driver: driver.id, company: company.id, campaign: campaign.id, acceptance: acceptance.id };
  return { ...ids, alert: alert.id, fleetMove, log: log.id };
}
const patience = { timeout: 60_000, interval: 100 };
/** The first, as soon as there is one. */
function first<T>(list: () => Promise<readonly T[]>): Promise<T> {
  return vi.waitFor(async () => {
    const [one] = await list();
    if (one === undefined) throw new Error('There is none.');
    return one;
  }, patience);
}

describe.each(views)('%s', (_, view, half) => {
  it('every second further page opens by its address, says everything in words, names every control and fits', {
    timeout: 240_000,
  }, async () => {
    expect(await walk({ browser, url: install.url, view }, halfOf(furtherAddresses(further), half))).toEqual({
      faults: {},
      language: view.locale === 'de-DE' ? 'de' : 'en',
      scheme: view.scheme,
    });
  });
});

/** Pages before one has signed in, or without; tests of their own open them. */
const outside = ['/sign-in', '/welcome', '/verify'];
const source = (file: string): string => readFileSync(new URL(`../apps/console/src/${file}`, import.meta.url), 'utf8');
const walked = (): string[] => [...dailyAddresses({ bulk: 1, activeSession: 1, endedSession: 1 }), ...furtherAddresses(further)];

it('no page is forgotten on the walks', () => {
  const routes = [...source('router.tsx').matchAll(/(?:under\(|path: )'(\/[^']*)'/g)].map(([, path = '']) => path);
  expect(routes.length).toBeGreaterThan(35);
  const paths = walked().map((address) => new URL(address, 'http://console').pathname);
  const isWalked = (route: string): boolean => {
    const pattern = new RegExp(`^${route.replaceAll(/\$\w+/g, '[^/]+')}$`);
    return paths.some((path) => pattern.test(path));
  };
  expect(routes.filter((route) => !outside.includes(route) && !isWalked(route))).toEqual([]);
});

it('no panel of a station is forgotten on the walks', () => {
  const panels = [...source('pages/station/station-places.ts').matchAll(/name: '(\w+)'/g)].map(([, name = '']) => name);
  expect(panels.length).toBeGreaterThan(15);
  const tabs = walked().flatMap((address) =>
    address.startsWith('/stations/') ? [new URL(address, 'http://console').searchParams.get('tab')] : [],
  );
  expect(panels.filter((name) => !tabs.includes(name))).toEqual([]);
});
