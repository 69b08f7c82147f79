import { createNetwork, type Network } from '@stationmaster/simulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, signIn } from './browser.ts';
import { administrator, Install } from './install.ts';
import { energyShown } from './screen.ts';
import { carTaking, fastCharger, readingsEverySecond } from './stations.ts';

let install: Install;
let browser: Browser;
let network: Network;

beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
});

afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

it('the server dies while a car charges: the page says so, catches up by itself, and no watt-hour is missing', {
  timeout: 90_000,
}, async () => {
  const { client } = install;
  const tariff = await client.createTariff({
    body: {
      name: 'By the kWh',
      currency: 'EUR',
      elements: [{ priceComponents: [{ type: 'ENERGY', price: '0.39', vat: '19', stepSize: 1 }] }],
    },
  });
  const site = await client.createSite({ body: { name: 'Harbour', timeZone: 'Europe/Berlin', currency: 'EUR', tariffId: tariff.id } });
  await client.createStation({ body: { id: 'CRASH-1', siteId: site.id, securityProfile: 0 } });
  await client.createToken({ body: { value: '04C0FFEE', driverName: 'Grace' } });
  const station = await network.add({ id: 'CRASH-1', version: 'ocpp1.6', maker: fastCharger, settings: readingsEverySecond }).boot();
  station.plugIn({ vehicle: { ...carTaking(0), exactWh: 90_000 } });
  station.tap('04C0FFEE');
  await station.waitFor('startAcknowledged');
  const [session] = (await client.listSessions()).items;

  const { page } = await openPage(browser, desktop);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(`${install.url}/sessions/${session?.id}`);
  await page.getByRole('heading', { name: 'Grace at CRASH-1' }).waitFor();
  await expect.poll(() => energyShown(page), { timeout: 15_000 }).toBeGreaterThan(100);
  await page.evaluate(() => Object.assign(globalThis, { isTheSamePage: true }));

  await install.kill();
  const lost = page.getByText('Connection to the server lost, trying again …');
  await lost.waitFor();
  const before = await energyShown(page);

  await install.start();
  await lost.waitFor({ state: 'detached', timeout: 30_000 });
  await expect.poll(() => energyShown(page), { timeout: 20_000 }).toBeGreaterThan(before + 100);

  station.unplug();
  await station.waitFor('stopAcknowledged');
  await page.getByText('Ended', { exact: true }).waitFor();
  const [book] = station.ledger();
  const energyWh = (book?.stopWh ?? 0) - (book?.startWh ?? 0);
  const { items } = await client.listSessions();
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ id: session?.id, status: 'ended', energyWh, meterStartWh: book?.startWh, meterStopWh: book?.stopWh });
  await expect.poll(() => energyShown(page)).toBe(energyWh < 1000 ? energyWh : Math.round(energyWh / 10) * 10);
  expect(await page.evaluate(() => 'isTheSamePage' in globalThis)).toBe(true);
});
