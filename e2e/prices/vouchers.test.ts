import { readFileSync } from 'node:fs';
import { createNetwork, type Network, type StationControl } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { carTaking, fastCharger, readingsEverySecond } from '../stations.ts';

const pictures = process.env['PRICE_PICTURES'];
let install: Install;
let browser: Browser;
let network: Network;
let station: StationControl;
let driverId: number;
const card = '04DD00EE11';
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true, settings: { PAYMENT_PROVIDER: 'laboratory' } }), openBrowser()]);
  const { client } = install;
  const components = [
    { type: 'ENERGY' as const, price: '0.39', vat: '19', stepSize: 1 },
    { type: 'FLAT' as const, price: '3', vat: '19', stepSize: 1 },
  ];
  const tariff = await client.createTariff({
    body: { name: 'Guests', currency: 'EUR', taxIncluded: true, elements: [{ priceComponents: components }] },
  });
  const site = await client.createSite({ body: { name: 'Market hall', timeZone: 'Europe/Berlin', currency: 'EUR', tariffId: tariff.id } });
  for (const id of ['HALL-1', 'HALL-2']) await client.createStation({ body: { id, siteId: site.id, securityProfile: 0 } });
  network = createNetwork({ url: install.ocppUrl });
  station = network.add({ id: 'HALL-1', version: 'ocpp1.6', maker: fastCharger, settings: readingsEverySecond });
  await Promise.all([station.boot(), network.add({ id: 'HALL-2', version: 'ocpp2.1', maker: fastCharger }).boot()]);
  driverId = (await client.createDriver({ body: { name: 'Ada Lovelace' } })).id;
  await client.createToken({ body: { value: card, driverId } });
}, 120_000);
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

const opened = async (view: View, path: string): Promise<Page> => {
  const { page } = await openPage(browser, view);
  page.setDefaultTimeout(30_000);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(install.url + path);
  await settled(page);
  return page;
};
const picture = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
};

it('vouchers are made, redeemed for a driver, used by a session, and stopped', { timeout: 180_000 }, async () => {
  const page = await opened(desktop, '/prices?tab=less');
  await page.getByText('No vouchers yet').waitFor();
  await page.getByRole('button', { name: 'Make vouchers' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Opening week');
  await form.getByRole('button', { name: 'Make vouchers' }).click();
  await form.getByText('A number is missing or cannot be read.').waitFor();
  await form.getByRole('textbox', { name: 'Amount' }).fill('2.50');
  await form.getByRole('textbox', { name: 'How many codes' }).fill('12');
  await picture(page, 'voucher-form-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await form.getByRole('button', { name: 'Make vouchers' }).click();

  const made = page.getByRole('dialog', { name: 'Opening week: codes' });
  await made.getByText('and 7 more in the file').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), made.getByRole('link', { name: 'Save as CSV' }).click()]);
  const [head, ...codes] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(head).toBe('code');
  expect(new Set(codes).size).toBe(12);
  expect(codes.every((code) => /^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(code))).toBe(true);
  await picture(page, 'voucher-codes-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await made.getByRole('button', { name: 'Saved' }).click();
  const row = page.getByRole('row', { name: /Opening week/ });
  await row.getByText('0 of 12').waitFor();

  // Onto a driver, however it is typed.
  const driver = await opened(desktop, `/drivers/${driverId}`);
  const panel = driver.getByRole('region', { name: 'Vouchers' });
  await panel.getByText('No voucher redeemed').waitFor();
  await panel.getByRole('textbox', { name: 'Voucher code' }).fill('NOT-A-CODE');
  await panel.getByRole('button', { name: 'Redeem' }).click();
  await panel.getByText('There is no voucher with this code.').waitFor();
  await panel.getByRole('textbox', { name: 'Voucher code' }).fill((codes[0] ?? '').toLowerCase().replaceAll('-', ' '));
  await panel.getByRole('button', { name: 'Redeem' }).click();
  await panel.getByText('left: 1 session').waitFor();
  await picture(driver, 'voucher-driver-desktop');
  expect(await faultsOf(driver, { isNarrow: false })).toEqual([]);

  const ended = station.waitFor('stopAcknowledged');
  const begun = [station.waitFor('startAcknowledged'), station.waitFor('sampled')];
  station.plugIn({ vehicle: carTaking(200) });
  station.tap(card);
  await Promise.all(begun);
  station.unplug();
  await ended;
  const [session] = (await install.client.listSessions({ query: {} })).items;
  await page.goto(`${install.url}/sessions/${session?.id}`);
  await page.getByText(new RegExp(`Opening week \\(…${codes[0]?.slice(-4)}\\)`)).waitFor();
  await picture(page, 'voucher-bill-desktop');
  while ((await install.client.listVoucherCampaigns({ query: {} })).items[0]?.used !== 1);

  await page.goto(`${install.url}/prices?tab=less`);
  await row.getByText('1 of 12').waitFor();
  await row.getByText('1 session', { exact: true }).waitFor();
  await row.getByText('€2.50', { exact: true }).waitFor();
  await picture(page, 'vouchers-desktop');
  await row.getByRole('button', { name: 'Stop: Opening week' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
  await row.getByText('Stopped').waitFor();
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
});

it('on a phone, in the dark and in German it reads as well', { timeout: 120_000 }, async () => {
  const page = await opened({ ...phone, scheme: 'dark', locale: 'de-DE' }, '/prices?tab=less&add=vouchers');
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Art' }).click();
  await page.getByRole('option', { name: /^Im Voraus bezahlt/ }).click();
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Geschenk');
  await form.getByRole('textbox', { name: 'Betrag' }).fill('25,00');
  await form.getByRole('textbox', { name: 'Wie viele Codes' }).fill('1');
  await picture(page, 'voucher-form-phone-dark');
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  await form.getByRole('button', { name: 'Gutscheine anlegen' }).click();
  const made = page.getByRole('dialog', { name: 'Geschenk: Codes' });
  await made.getByRole('button', { name: 'Gespeichert' }).click();
  await page.getByText('25,00 € im Voraus bezahlt').waitFor();
  await picture(page, 'vouchers-phone-dark');
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
});

it('a card without a driver redeems a code for itself', { timeout: 120_000 }, async () => {
  const { client } = install;
  await client.createToken({ body: { value: '04FFEEDDCC' } });
  const { codes } = await client.createVoucherCampaign({
    body: { name: 'Sold', rule: { kind: 'value', amount: '20' }, currency: 'EUR', target: 'tenant' },
  });
  const page = await opened(desktop, '/cards?search=04FFEEDDCC');
  await page
    .getByRole('row', { name: /04FFEEDDCC/ })
    .getByRole('button', { name: /^More/ })
    .click();
  await page.getByRole('menuitem', { name: 'Vouchers' }).click();
  const dialog = page.getByRole('dialog', { name: '04FFEEDDCC' });
  await dialog.getByRole('textbox', { name: 'Voucher code' }).fill(codes[0] ?? '');
  await dialog.getByRole('button', { name: 'Redeem' }).click();
  await dialog.getByText('left: €20.00').waitFor();
  await picture(page, 'voucher-card-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
});

it('a guest checks a code on the page behind the QR code', { timeout: 120_000 }, async () => {
  const { codes } = await install.client.createVoucherCampaign({
    body: { name: 'Welcome', rule: { kind: 'percent', percent: '20' }, target: 'tenant', code: 'HELLO-2026' },
  });
  for (const [view, name] of [
    [phone, 'guest-phone'],
    [{ ...desktop, scheme: 'dark' as const }, 'guest-desktop-dark'],
  ] as const) {
    const { page } = await openPage(browser, view);
    await page.goto(`${install.url}/q/HALL-2/1`);
    await page.getByRole('textbox', { name: 'Voucher code, if you have one' }).fill('NONSENSE');
    await page.getByRole('button', { name: 'Check the voucher' }).click();
    await page.getByRole('alert').getByText('There is no voucher with this code.').waitFor();
    await picture(page, `${name}-wrong`);
    await page.getByRole('textbox', { name: 'Voucher code, if you have one' }).fill(codes[0]?.toLowerCase() ?? '');
    await page.getByRole('button', { name: 'Check the voucher' }).click();
    await page.getByRole('status').getByText('20 % off').waitFor();
    await picture(page, name);
    expect(await faultsOf(page, { isNarrow: view.width < 600 })).toEqual([]);
    await page.getByRole('button', { name: 'Continue to payment' }).click();
    await page.getByRole('heading', { name: 'Payment laboratory' }).waitFor();
  }
  expect((await install.client.listVoucherCampaigns({ query: {} })).items[0]).toMatchObject({ name: 'Welcome', redeemed: 2 });
});
