import { createNetwork, type Network } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';

const card = '04FACADE';
let install: Install;
let browser: Browser;
let network: Network;
let driverId: number;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  const { client } = install;
  const site = await client.createSite({ body: { name: 'Yard', timeZone: 'Europe/Berlin', currency: 'EUR' } });
  await client.createTariff({
    body: {
      name: 'Day',
      currency: 'EUR',
      elements: [
        {
          priceComponents: [
            { type: 'FLAT', price: '1' },
            { type: 'TIME', price: '6' },
          ],
          restrictions: { reservation: 'RESERVATION' },
        },
        { priceComponents: [{ type: 'FLAT', price: '5' }], restrictions: { reservation: 'RESERVATION_EXPIRES' } },
        { priceComponents: [{ type: 'ENERGY', price: '0.40' }] },
      ],
      siteIds: [site.id],
    },
  });
  driverId = (await client.createDriver({ body: { name: 'Ada Lovelace' } })).id;
  await client.createToken({ body: { value: card, driverId } });
  await client.createStation({ body: { id: 'PLAZA', securityProfile: 0, siteId: site.id } });
  await network.add({ id: 'PLAZA', version: 'ocpp2.0.1' }).boot();
});
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

const opened = async (view: View, path: string): Promise<Page> => {
  const { page } = await openPage(browser, view);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(install.url + path);
  await settled(page);
  return page;
};

it('its price is told before it is made; what it cost stands in the list, on the time line and with its driver', {
  timeout: 90_000,
}, async () => {
  const page = await opened(desktop, '/stations/PLAZA');
  await page.getByRole('button', { name: 'More for plug 1' }).click();
  await page.getByRole('menuitem', { name: 'Reserve' }).click();
  const dialog = page.getByRole('dialog');
  const price = dialog.getByRole('region', { name: 'What it costs' });
  // 1.00 and half an hour of 6.00; 5.00 instead of the 1.00 if nobody comes.
  await price.getByText('€4.00').waitFor();
  await price.getByText('€8.00').waitFor();
  await dialog.getByRole('combobox', { name: 'For how long' }).click();
  await page.getByRole('option', { name: '1 hour' }).click();
  await price.getByText('€7.00').waitFor();
  await price.getByText('€11.00').waitFor();
  await dialog.getByRole('combobox', { name: 'For which card' }).fill('Ada');
  await page.getByRole('option', { name: /Ada Lovelace/ }).click();
  await settled(page);
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await dialog.getByRole('button', { name: 'Reserve' }).click();

  const kept = page.getByRole('region', { name: 'Reservations' });
  await kept.getByText('kept', { exact: true }).waitFor();
  await kept.getByRole('button', { name: /^What reservation \d+ costs$/ }).click();
  await page.getByRole('dialog').getByText('€7.00').waitFor();
  await page.keyboard.press('Escape');
  await kept.getByRole('button', { name: 'Take back' }).click();
  await kept.getByText('taken back', { exact: true }).waitFor();
  // Comes by itself: 1.00 and some seconds of 6.00 an hour.
  await kept
    .getByRole('button', { name: /^What reservation \d+ costs$/ })
    .getByText(/^€1\.0\d$/)
    .waitFor();

  await page
    .getByRole('list', { name: 'What each plug did' })
    .getByRole('button', { name: /^Reserved for Ada Lovelace: .*, taken back, €1\.0\d$/ })
    .click();
  const bill = page.getByRole('dialog');
  await bill.getByText('Time kept for the driver').waitFor();
  await bill.getByText('For the reservation').waitFor();
  await bill.getByText(/^Price "Day", version 1/).waitFor();
  await settled(page);
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await page.close();
});

it('the driver has it, on a phone', { timeout: 60_000 }, async () => {
  const page = await opened(phone, `/drivers/${driverId}`);
  const list = page.getByRole('region', { name: 'Reservations' });
  await list.getByRole('button', { name: /^What reservation \d+ costs$/ }).click();
  await page.getByRole('dialog').getByText('Time kept for the driver').waitFor();
  await settled(page);
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  await page.close();
});
