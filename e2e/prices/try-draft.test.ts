import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { hour, PastNetwork } from '../prices-shown/past-network.ts';

const pictures = process.env['PRICE_PICTURES'];
let install: Install;
let browser: Browser;
let tariffId: number;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  const { client, ocppUrl } = install;
  const elements = [{ priceComponents: [{ type: 'ENERGY' as const, price: '0.40', vat: '19', stepSize: 1 }] }];
  tariffId = (await client.createTariff({ body: { name: 'Guests', currency: 'EUR', taxIncluded: true, elements } })).id;
  const place = { name: 'Car park', timeZone: 'Europe/Berlin', currency: 'EUR', openAccess: true, tariffId };
  const { id: siteId } = await client.createSite({ body: place });
  const from = Math.floor(Date.now() / hour) * hour - 48 * hour;
  // 11 and 22 kWh at the one, 33 kWh at the other.
  for (const [id, visits] of [
    ['LOT-1', [11_000, 22_000]],
    ['LOT-2', [33_000]],
  ] as const) {
    await client.createStation({ body: { id, siteId, securityProfile: 0 } });
    const network = new PastNetwork(ocppUrl, from - hour);
    network.add(id, 'ocpp2.0.1');
    for (const [index, energyWh] of visits.entries())
      network.visit({ card: '04AA00BB11', from: from + index * 5 * hour, until: from + (index * 5 + 4) * hour, energyWh });
    await network.deliver();
  }
  const ended = async () => (await client.listSessions({ query: { status: 'ended' } })).items.filter(({ cost }) => cost !== null).length;
  await vi.waitFor(async () => expect(await ended()).toBe(3), { timeout: 30_000, interval: 200 });
}, 120_000);
afterAll(() => Promise.all([browser?.close(), install?.stop()]));

const opened = async (view: View, path: string): Promise<Page> => {
  const { page } = await openPage(browser, view);
  page.setDefaultTimeout(30_000);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(install.url + path);
  await settled(page);
  return page;
};
const picture = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png` });
};
const price = (page: Page): Locator => page.getByRole('textbox', { name: 'Price', exact: true }).first();
/** Amount under a name, of the five figures on top of a result. */
const figures = (page: Page): Promise<string[]> => page.getByRole('dialog').locator('dl > div').allInnerTexts();

it('a changed price is tried on past sessions of chosen stations before it is saved', { timeout: 120_000 }, async () => {
  const page = await opened(desktop, `/prices/${tariffId}`);
  await price(page).fill('0.5x');
  await page.getByRole('button', { name: 'Try on past sessions' }).click();
  // What cannot be reckoned with is shown instead.
  await expect.poll(() => price(page).evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await page.getByRole('dialog').count()).toBe(0);
  await price(page).fill('0.50');
  await page.getByRole('button', { name: 'Try on past sessions' }).click();
  const form = page.getByRole('dialog');
  await expect.poll(() => form.getByRole('combobox', { name: 'Only sessions priced by' }).inputValue()).toBe('Guests');
  await form.getByRole('combobox', { name: 'Only these stations' }).fill('LOT-1');
  await page.getByRole('option', { name: 'LOT-1' }).click();
  await picture(page, 'draft-form-desktop');
  await form.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('done, sessions priced: 2').waitFor();
  // 33 kWh × 0.40 = 13.20; × 0.50 = 16.50
  await expect
    .poll(() => figures(page))
    .toEqual([
      'Revenue before\n€13.20',
      'Revenue after\n€16.50',
      'Difference\n€3.30',
      '2 sessions cost more\n€3.30',
      '0 sessions cost less\n€0.00',
    ]);
  const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(Date.now());
  await form.getByText(new RegExp(`${today} · LOT-1 · priced by Guests$`)).waitFor();
  await picture(page, 'draft-result-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await form.getByRole('button', { name: 'Close' }).click();
  // What was typed is still there, and nothing was saved.
  expect(await price(page).inputValue()).toBe('0.50');
  expect((await install.client.getTariff({ params: { tariffId } })).elements[0]?.priceComponents[0]?.price).toBe('0.40');
  await page.goto(`${install.url}/prices?tab=trials`);
  await page
    .getByRole('row', { name: /Guests/ })
    .getByText('€16.50')
    .waitFor();
});

it('a new price without a name is tried on several stations, on a phone', { timeout: 120_000 }, async () => {
  const page = await opened({ ...phone, scheme: 'dark' }, '/prices/new');
  await price(page).fill('0.30');
  await page.getByRole('textbox', { name: 'Tax', exact: true }).fill('19');
  await page.getByRole('button', { name: 'Try on past sessions' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Only these stations' }).click();
  await page.getByRole('option', { name: 'LOT-1' }).click();
  await page.getByRole('option', { name: 'LOT-2' }).click();
  await page.keyboard.press('Tab');
  await picture(page, 'draft-form-phone-dark');
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  await form.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('done, sessions priced: 3').waitFor();
  // 66 kWh × 0.40 = 26.40; 3.30 + 6.60 + 9.90 = 19.80
  await expect.poll(async () => (await figures(page)).slice(0, 2)).toEqual(['Revenue before\n€26.40', 'Revenue after\n€19.80']);
  await form.getByRole('heading', { name: 'Price without a name' }).waitFor();
  await picture(page, 'draft-result-phone-dark');
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  // German words are longer, and the smallest phone is smaller.
  const narrow = await opened({ ...phone, width: 360, locale: 'de-DE' }, `/prices/${tariffId}`);
  await narrow.getByRole('button', { name: 'Erst ausprobieren' }).click();
  await narrow.getByRole('dialog').getByRole('button', { name: 'Beginnen' }).waitFor();
  expect(await faultsOf(narrow, { isNarrow: true })).toEqual([]);
});
