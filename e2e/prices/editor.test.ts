import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';

const pictures = process.env['PRICE_PICTURES'];
const hour = 3_600_000;
let install: Install;
let browser: Browser;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  const { client } = install;
  await client.createSite({ body: { name: 'Depot', timeZone: 'Europe/Berlin', currency: 'EUR' } });
  await client.createDriverGroup({ body: { name: 'Staff', kind: 'employees' } });
  const { id: seriesId } = await client.createPriceSeries({
    body: { name: 'DE-LU day-ahead', currency: 'EUR', timeZone: 'Europe/Berlin', source: { kind: 'upload' } },
  });
  // Cheap by night, dear in the evening, and nothing known from 30 hours on.
  const begin = Math.floor(Date.now() / hour) * hour - 48 * hour;
  const slots = Array.from({ length: 78 * 4 }, (_, index) => {
    const from = begin + index * 900_000;
    const value = (0.08 + 0.12 * Math.sin((index / 96) * 2 * Math.PI)).toFixed(4);
    return { from: new Date(from).toISOString(), until: new Date(from + 900_000).toISOString(), value };
  });
  await client.uploadPriceSlots({ params: { seriesId }, body: { slots } });
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
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
};
/** A rule of the editor, counted from 1. */
const rule = (page: Page, number: number): Locator => page.getByRole('article', { name: `Rule ${number}` });
/** The last price of a rule. */
const lastPrice = (of: Locator): Locator => of.getByRole('textbox', { name: 'Price', exact: true }).last();
const total = (page: Page, amount: string): Promise<void> =>
  page
    .getByTestId('example-cost')
    .getByRole('row', { name: /^Total/ })
    .getByText(amount, { exact: true })
    .waitFor();
const example = async (page: Page, typed: Record<string, string>): Promise<void> => {
  const box = page.getByRole('region', { name: 'An example' });
  for (const [label, value] of Object.entries(typed)) await box.getByLabel(label, { exact: true }).fill(value);
};

it('a night tariff with an idle fee after thirty minutes, up to a cap, is put together from nothing', { timeout: 180_000 }, async () => {
  const page = await opened(desktop, '/prices');
  await page.getByRole('link', { name: 'Add a price' }).first().click();
  await page.getByRole('textbox', { name: 'Name of the price' }).fill('Night and idle');
  await page.getByRole('textbox', { name: 'Tax', exact: true }).fill('19');
  // Nothing typed in is no price of nought.
  await page.getByText('Type in a price to see what a session costs.').waitFor();
  expect(await page.getByText('€0.00').count()).toBe(0);
  await picture(page, 'empty-desktop');
  await lastPrice(rule(page, 1)).fill('0.45');
  await rule(page, 1).getByText('€0.45 per kWh').waitFor();
  await rule(page, 1).getByRole('button', { name: 'Another price in this rule' }).click();
  await lastPrice(rule(page, 1)).fill('0.10');
  await rule(page, 1).getByRole('textbox', { name: 'Free at the beginning' }).fill('30');
  await rule(page, 1).getByRole('textbox', { name: 'At most in a session' }).fill('12');
  await rule(page, 1).getByText('After charging has ended: 30 min free, then €0.10 a minute, at most €12.00').waitFor();
  await page.getByRole('button', { name: 'A rule that comes first' }).click();
  await lastPrice(rule(page, 1)).fill('0,29');
  await rule(page, 1).getByText('22:00 to 06:00: €0.29 per kWh').waitFor();
  await rule(page, 2).getByText('At all other times: €0.45 per kWh').waitFor();
  // 21:00 to 23:00 at an even power: half at 0.45, half at 0.29; 60 minutes, 30 of them free: 4.50 + 2.90 + 3.00.
  await example(page, { Starts: '2026-05-04T21:00', Takes: '20', 'Charges for': '120', 'Then stays': '60' });
  await total(page, '€10.40');
  await page.getByText('10 kWh × €0.29 · Rule 1 · 22:00–23:00').waitFor();
  await page.getByText('30 min × €0.10 · Rule 2 · 23:30–00:00').waitFor();
  // Four hours: 210 minutes would be 21.00, the cap takes 9.00 off.
  await example(page, { 'Then stays': '240' });
  await total(page, '€19.40');
  const week = page.getByRole('region', { name: 'The week as a picture' });
  expect(await week.getByRole('cell', { name: '€0.29 per kWh' }).count()).toBe(2);
  await week
    .getByRole('button', { name: /22:00–24:00: €0.29 per kWh/ })
    .first()
    .hover();
  await week.getByText(/22:00–24:00: €0.29 per kWh. 22:00 to 06:00: €0.29 per kWh/).waitFor();
  await picture(page, 'night-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await page.getByRole('button', { name: 'Add this price' }).click();
  await page.getByRole('link', { name: 'Night and idle' }).waitFor();
  const saved = (await install.client.listTariffs({ query: {} })).items.find(({ name }) => name === 'Night and idle');
  expect(saved?.elements).toEqual([
    {
      priceComponents: [{ type: 'ENERGY', price: '0.29', vat: '19', stepSize: 1 }],
      restrictions: { startTime: '22:00', endTime: '06:00' },
    },
    {
      priceComponents: [
        { type: 'ENERGY', price: '0.45', vat: '19', stepSize: 1 },
        { type: 'IDLE_TIME', price: '6', vat: '19', stepSize: 1, graceSeconds: 1800, maxAmount: '12' },
      ],
    },
  ]);
  expect(saved?.usedBy.sites).toBe(1);
});

it('a price that follows the market stays within its limits, and has its own where the market has none', { timeout: 180_000 }, async () => {
  const page = await opened({ ...desktop, scheme: 'dark' }, '/prices/new');
  await page.getByRole('button', { name: /^Follows the market/ }).click();
  await page.getByRole('textbox', { name: 'Name of the price' }).fill('Spot');
  await page.getByRole('combobox', { name: 'Market price' }).waitFor();
  await page
    .getByText(/Market price “DE-LU day-ahead”, \+€0.12 grid fee, \+10 % mark-up, at least €0.10, at most €0.60/)
    .first()
    .waitFor();
  await page.getByRole('textbox', { name: 'At most', exact: true }).fill('0.25');
  // Within an hour that the market knows the price is at most 0.25; ten days on it has none, and 0.45 holds.
  const at = (days: number) => new Date(Date.now() + days * 24 * hour - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  await example(page, { Starts: at(0), Takes: '10', 'Charges for': '15', 'Then stays': '0' });
  const lines = page.getByTestId('example-cost');
  await lines
    .getByText(/kWh × €0\.(1\d|2[0-5])/)
    .first()
    .waitFor();
  await example(page, { Starts: at(10) });
  await total(page, '€4.50');
  await picture(page, 'spot-desktop-dark');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await page.getByRole('button', { name: 'Add this price' }).click();
  await page.getByRole('link', { name: 'Spot' }).waitFor();
  const { items } = await install.client.listTariffs({ query: {} });
  expect(items.find(({ name }) => name === 'Spot')?.elements[0]?.priceComponents[0]).toMatchObject({
    price: '0.45',
    recipe: {
      series: 'DE-LU day-ahead',
      lock: 'market',
      steps: [{ kind: 'add' }, { kind: 'percent' }, { kind: 'atLeast' }, { kind: 'atMost', price: '0.25' }],
    },
  });
});

it('staff charge 30 kWh a day for nothing, guests pay 0.59 with the tax', { timeout: 180_000 }, async () => {
  const page = await opened(phone, '/prices/new');
  await page.getByRole('button', { name: /^Some free energy a day/ }).click();
  await page.getByRole('textbox', { name: 'Name of the price' }).fill('Guests and staff');
  await page.getByRole('textbox', { name: 'Tax', exact: true }).fill('19');
  await page.getByText('€0.59 per kWh').first().waitFor();
  await page.getByRole('button', { name: 'Add this price' }).click();
  await page.getByText('This is missing.').waitFor();
  await page.getByRole('combobox', { name: 'For the group' }).click();
  await page.getByRole('option', { name: 'Staff' }).click();
  await example(page, { Takes: '40', 'Charges for': '120', 'Then stays': '0' });
  await total(page, '€23.60');
  await page.getByText('of which VAT 19 % on €19.83').waitFor();
  await page.getByText('Where, who, with which discount').click();
  await page.getByRole('combobox', { name: 'With', exact: true }).click();
  await page.getByRole('option', { name: 'Free for staff' }).click();
  // 10 kWh beyond the 30; after 25 kWh that morning only 5 are left.
  await total(page, '€5.90');
  await example(page, { 'Used before that day': '25' });
  await total(page, '€20.65');
  await picture(page, 'staff-phone');
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  await page.getByRole('button', { name: 'Add this price' }).click();
  await page.getByRole('link', { name: 'Guests and staff' }).waitFor();
  const { items } = await install.client.listPriceReductions({ query: {} });
  expect(items).toMatchObject([{ name: 'Free for staff', target: 'driverGroup', rule: { kind: 'plan', per: 'day', energyWh: 30_000 } }]);
});

it('a change is a new version that says what changed; where it holds is shown in order', { timeout: 180_000 }, async () => {
  const { items } = await install.client.listTariffs({ query: {} });
  const id = items.find(({ name }) => name === 'Night and idle')?.id ?? 0;
  const page = await opened(desktop, `/prices/${id}`);
  await lastPrice(rule(page, 1)).fill('x');
  await page.getByText('A number such as 0.39').waitFor();
  await lastPrice(rule(page, 1)).fill('0.27');
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await page.waitForURL(/\/prices$/);
  await page.goto(`${install.url}/prices/${id}?tab=versions`);
  await page.getByText('Version 2').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'new 22:00 to 06:00: €0.27 per kWh' }).last().waitFor();
  await page.getByRole('listitem').filter({ hasText: 'gone 22:00 to 06:00: €0.29 per kWh' }).last().waitFor();
  await picture(page, 'versions-desktop');
  await page.getByRole('tab', { name: 'Where it holds' }).click();
  await page.getByRole('row', { name: /Depot/ }).waitFor();
  await page.getByRole('button', { name: 'Let it hold' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'For', exact: true }).click();
  await page.getByRole('option', { name: 'A group of drivers' }).click();
  await dialog.getByRole('combobox', { name: 'Group' }).click();
  await page.getByRole('option', { name: 'Staff' }).click();
  await dialog.getByRole('textbox', { name: 'From' }).or(dialog.getByLabel('From')).first().fill('2026-01-01T00:00');
  await dialog.getByRole('button', { name: 'Let it hold' }).click();
  await page.getByRole('row', { name: /Staff/ }).waitFor();
  await picture(page, 'uses-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await page.getByRole('row', { name: /Staff/ }).getByRole('button', { name: 'Take away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
  await page.getByRole('row', { name: /Staff/ }).waitFor({ state: 'detached' });
});
