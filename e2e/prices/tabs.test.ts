import { createNetwork, type Network } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { seed } from '../console-seed.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';

const pictures = process.env['PRICE_PICTURES'];
let install: Install;
let browser: Browser;
let network: Network;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl });
  await seed(install.client, network);
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

it('market prices come from a file, and a source that cannot be reached says so', { timeout: 120_000 }, async () => {
  const page = await opened(desktop, '/prices?tab=market');
  await page.getByText('No market prices yet').waitFor();
  await page.getByRole('button', { name: 'Add a series' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name' }).fill('Our supplier');
  await form.getByRole('combobox', { name: 'Where does it come from?' }).click();
  await page.getByRole('option', { name: 'Files, uploaded by hand' }).click();
  await form.getByRole('button', { name: 'Add a series' }).click();
  const card = page.getByRole('article', { name: 'Our supplier' });
  await card.getByText('nothing known yet').waitFor();
  const zone = await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone);
  const begin = new Date().setUTCHours(0, 0, 0, 0);
  const rows = Array.from({ length: 96 }, (_, index) => {
    const iso = (at: number) => new Date(at).toISOString();
    return `${iso(begin + index * 900_000)},${iso(begin + (index + 1) * 900_000)},${(0.1 - index / 800).toFixed(4)}`;
  });
  await card.getByRole('button', { name: 'Upload a file' }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('dialog').getByLabel('File').click()]);
  await chooser.setFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(['from,until,value', ...rows].join('\n')) });
  await page.getByRole('dialog').getByRole('button', { name: 'Upload a file' }).click();
  await page.getByText('96 values added, 0 were there already.').waitFor();
  // In a zone with another midnight a part of them belongs to the day before or after.
  if (zone === 'UTC') await card.getByText('96 values on this day').waitFor();
  await page.getByRole('button', { name: 'Add a series' }).first().click();
  await form.getByRole('textbox', { name: 'Name' }).fill('Grid CO2');
  await form.getByText('CO2 of energy', { exact: true }).click();
  await form.getByRole('combobox', { name: 'Where does it come from?' }).click();
  await page.getByRole('option', { name: /^Any web address/ }).click();
  await form.getByRole('textbox', { name: 'Web address' }).fill('http://127.0.0.1:9/co2');
  await form.getByRole('button', { name: 'Add a series' }).click();
  const co2 = page.getByRole('article', { name: 'Grid CO2' });
  await co2.getByRole('button', { name: 'Ask now' }).click();
  await co2.getByText(/^The last attempt failed\. Its address lies in the network of this server/).waitFor();
  await picture(page, 'market-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  const narrow = await opened({ ...phone, scheme: 'dark' }, '/prices?tab=market');
  await narrow.getByRole('article', { name: 'Grid CO2' }).waitFor();
  await picture(narrow, 'market-phone-dark');
  expect(await faultsOf(narrow, { isNarrow: true })).toEqual([]);
});

it('a price is tried out on past sessions: revenue before and after, who pays more', { timeout: 120_000 }, async () => {
  const { name: _, ...guests } = (await install.client.listTariffs({ query: {} })).items[0] ?? { name: '' };
  expect(guests).toMatchObject({ currency: 'EUR' });
  await install.client.createTariff({
    body: { name: 'Dearer', currency: 'EUR', elements: [{ priceComponents: [{ type: 'FLAT', price: '5', vat: '19', stepSize: 1 }] }] },
  });
  const page = await opened(desktop, '/prices?tab=trials');
  await page.getByText('Nothing tried out yet').waitFor();
  await page.getByRole('button', { name: 'Try a price out' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Which price?' }).click();
  await page.getByRole('option', { name: 'Dearer' }).click();
  await form.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('done, sessions priced: 1').waitFor();
  await page.getByText('1 session costs more').waitFor();
  await page.getByText('€5.00', { exact: true }).first().waitFor();
  await page
    .getByRole('region', { name: 'By site' })
    .getByRole('row', { name: /Market hall 1/ })
    .waitFor();
  await picture(page, 'trial-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await page.getByRole('button', { name: 'All trials' }).click();
  await page.getByRole('row', { name: /Dearer/ }).waitFor();
});

it('loyalty tiers, the cost of energy and holidays are written down and removed', { timeout: 120_000 }, async () => {
  const page = await opened(desktop, '/prices?tab=less');
  await page.getByRole('button', { name: 'Add a discount or plan' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Regulars');
  await form.getByRole('combobox', { name: 'For', exact: true }).click();
  await page.getByRole('option', { name: 'Everywhere' }).click();
  await form.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Loyalty tiers' }).click();
  await form.getByRole('button', { name: 'Add a discount or plan' }).click();
  await form.getByText('A number is missing or cannot be read.').waitFor();
  await form.getByRole('textbox', { name: 'Name of the tier' }).fill('Gold');
  await form.getByRole('textbox', { name: 'From', exact: true }).first().fill('200');
  await form.getByRole('textbox', { name: 'Percent off' }).fill('10');
  await form.getByRole('button', { name: 'Add a discount or plan' }).click();
  await page.getByText('Gold: 10 % off from 200 kWh a day').waitFor();
  await picture(page, 'less-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await page.getByRole('row', { name: 'Regulars' }).getByRole('button', { name: 'End' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End' }).click();
  await page.getByText('Everybody pays the full price').waitFor();

  await page.getByRole('tab', { name: 'Cost of energy' }).click();
  await page.getByRole('button', { name: 'Add a cost' }).first().click();
  await form.getByRole('textbox', { name: 'Cost per kWh, before tax' }).fill('0.18');
  await form.getByRole('textbox', { name: 'CO2 per kWh' }).fill('350');
  await form.getByRole('button', { name: 'Add a cost' }).click();
  await page.getByText('€0.18 per kWh').waitFor();
  await picture(page, 'supply-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);

  await page.getByRole('tab', { name: 'Holidays' }).click();
  await page.getByLabel(/^Day/).fill('2026-12-25');
  await page.getByRole('textbox', { name: 'Name' }).fill('Christmas');
  await page.getByRole('button', { name: 'Add the day' }).click();
  await page.getByText('Friday 25 December 2026').or(page.getByText('Friday, 25 December 2026')).waitFor();
  await picture(page, 'holidays-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await page.getByRole('button', { name: 'Remove 2026-12-25' }).click();
  await page.getByText('No holidays yet').waitFor();
});
