import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { Station } from '../conformance/station.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';

let install: Install;
let browser: Browser;
let station: Station<'ocpp2.1'>;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true, settings: { PAYMENT_PROVIDER: 'laboratory' } }), openBrowser()]);
  const { client } = install;
  const tariff = await client.createTariff({
    body: {
      name: 'Plaza',
      currency: 'EUR',
      taxIncluded: true,
      elements: [
        {
          priceComponents: [
            { type: 'FLAT', price: '1.00', stepSize: 1, vat: '19' },
            { type: 'ENERGY', price: '0.49', stepSize: 1, vat: '19' },
          ],
        },
      ],
    },
  });
  const site = await client.createSite({ body: { name: 'Plaza', timeZone: 'Europe/Berlin', currency: 'EUR', tariffId: tariff.id } });
  await client.createStation({ body: { id: 'PLAZA', name: 'Plaza north', securityProfile: 0, siteId: site.id } });
  station = await Station.connect<'ocpp2.1'>({ url: install.ocppUrl, id: 'PLAZA', version: 'ocpp2.1' });
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } });
  const timestamp = new Date().toISOString();
  await station.call('StatusNotification', { timestamp, connectorStatus: 'Available', evseId: 1, connectorId: 1 });
  station.answers('NotifyWebPaymentStarted', () => ({}));
  station.answers('GetBaseReport', () => ({ status: 'NotSupported' }));
}, 90_000);
afterAll(async () => {
  await station?.close();
  await Promise.all([browser?.close(), install?.stop()]);
});

const pictures = process.env['PICTURES'];
async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}
async function opened(view: View, path: string): Promise<Page> {
  const { page } = await openPage(browser, view);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(install.url + path);
  await settled(page);
  return page;
}

/** What somebody sees who opens the same address now. */
async function shown(page: Page): Promise<string> {
  return await (await fetch(page.url(), { headers: { 'accept-language': 'en' } })).text();
}

let seqNo = 0;
function event(
  kind: 'Started' | 'Updated' | 'Ended',
  id: string,
  { token, wh, remoteStartId }: { token?: object; wh: number; remoteStartId?: number },
) {
  const timestamp = new Date().toISOString();
  return station.call('TransactionEvent', {
    ...{ eventType: kind, timestamp, seqNo: seqNo++, evse: { id: 1, connectorId: 1 } },
    triggerReason: kind === 'Started' ? 'Authorized' : 'ChargingStateChanged',
    transactionInfo: { transactionId: id, chargingState: 'Charging', ...(remoteStartId === undefined ? {} : { remoteStartId }) },
    ...(token === undefined ? {} : { idToken: token as { idToken: string; type: 'DirectPayment' } }),
    meterValue: [{ timestamp, sampledValue: [{ value: wh, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'Wh' } }] }],
  });
}

it('a card becomes prepaid, is topped up, and pays for a session', { timeout: 90_000 }, async () => {
  await install.client.createToken({ body: { value: '04FACADE', driverName: 'Ada Lovelace' } });
  const page = await opened(desktop, '/cards');
  const row = page.getByRole('row', { name: /Ada Lovelace/ });
  await row.getByRole('button', { name: 'More for Ada Lovelace' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('switch', { name: 'Prepaid' }).check({ force: true });
  await page.getByRole('button', { name: 'Save' }).click();
  await row.getByText('No credit').waitFor();

  await row.getByRole('button', { name: 'More for Ada Lovelace' }).click();
  await page.getByRole('menuitem', { name: 'Credit …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Nothing has been paid in yet.').waitFor();
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('0');
  await dialog.getByText('An amount such as 20 or 12.50.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Top up', exact: true }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('25.50');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Cash, receipt 17');
  await dialog.getByRole('button', { name: 'Top up', exact: true }).click();
  const entries = dialog.getByRole('region', { name: 'Entries' });
  await entries.getByText('Cash, receipt 17').waitFor();
  await dialog.getByRole('definition').getByText('€25.50').waitFor();
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);

  const token = { idToken: '04FACADE', type: 'ISO14443' };
  const begun = await event('Started', 'prepaid', { token, wh: 0 });
  expect(begun).toMatchObject({ idTokenInfo: { status: 'Accepted' }, transactionLimit: { maxCost: 25.5 } });
  await event('Ended', 'prepaid', { wh: 10_000 });
  // 1.00 and 10 kWh at 0.49, while the dialog stands open.
  await entries.getByText('-€5.90').waitFor({ timeout: 15_000 });
  await dialog.getByRole('definition').getByText('€19.60').waitFor();
  await picture(page, 'credit-light');
  for (const view of [{ ...desktop, scheme: 'dark' }, phone, { ...phone, width: 360, scheme: 'dark', locale: 'de' }] as const) {
    const small = await opened(view, '/cards');
    const isGerman = 'locale' in view;
    await small.getByRole('button', { name: /^(More for|Mehr zu) Ada Lovelace$/ }).click();
    await small.getByRole('menuitem', { name: isGerman ? 'Guthaben …' : 'Credit …' }).click();
    await small.getByRole('dialog').getByText('Cash, receipt 17').waitFor();
    expect(await faultsOf(small, { isNarrow: view.width < 500 })).toEqual([]);
    await picture(small, `credit-${view.width}-${view.scheme}`);
  }
});

it('a driver pays behind the QR code, and has a receipt in words', { timeout: 90_000 }, async () => {
  const { page } = await openPage(browser, { ...phone, width: 360 });
  await page.goto(`${install.url}/q/PLAZA/1?maxcost=20`);
  await page.getByText('Up to €20.00 is held on your card.').waitFor();
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  await picture(page, 'pay-light');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await page.getByRole('heading', { name: 'Payment laboratory' }).waitFor();
  await picture(page, 'laboratory');
  const start = station.expectCall('RequestStartTransaction');
  const pressed = page.getByRole('button', { name: 'Approve' }).click();
  const { payload, answer } = await start;
  answer({ status: 'Accepted' });
  await pressed;
  await page.getByRole('heading', { name: 'Plug in your car' }).waitFor();
  const { remoteStartId, idToken: token } = payload;
  await event('Started', 'web', { token, wh: 10_000, remoteStartId });
  await event('Updated', 'web', { wh: 15_000 });
  await vi.waitFor(async () => expect(await shown(page)).toContain('Your car is charging'), 10_000);
  await page.reload();
  await page.getByText('€3.45').waitFor();
  await picture(page, 'receipt-charging');
  await event('Ended', 'web', { wh: 20_000, token });
  await vi.waitFor(async () => expect(await shown(page)).toContain('Paid'), 10_000);
  for (const view of [
    { ...phone, width: 360 },
    { ...desktop, scheme: 'dark' },
    { ...phone, scheme: 'dark', locale: 'de' },
  ] as const) {
    const { page: seen, problems } = await openPage(browser, view);
    await seen.goto(page.url());
    await seen.getByRole('heading', { name: 'locale' in view ? 'Beleg' : 'Receipt' }).waitFor();
    await seen
      .getByText(/5[.,]90/)
      .first()
      .waitFor();
    expect(await faultsOf(seen, { isNarrow: view.width < 500 })).toEqual([]);
    expect(problems).toEqual([]);
    await picture(seen, `receipt-${view.width}-${view.scheme}`);
  }
  const wrong = await fetch(`${page.url().slice(0, -1)}_`);
  expect([wrong.status, (await wrong.text()).includes('5.90')]).toEqual([404, false]);
});
