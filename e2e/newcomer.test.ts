import { createNetwork, type Network } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage } from './browser.ts';
import { administrator, Install } from './install.ts';
import { energyShown, figure } from './screen.ts';
import { carTaking, fastCharger, readingsEverySecond } from './stations.ts';

let install: Install;
let browser: Browser;
let network: Network;

beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: false }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl });
});

afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

it('from the first start to the first priced session, by the screen alone', { timeout: 90_000 }, async () => {
  const { page, problems } = await openPage(browser, desktop);
  await becomeAdministrator(page);
  await page.getByRole('heading', { name: 'Your first charging session' }).waitFor();
  await expectNextStep(page, 'Say where your stations are');

  await addSite(page);
  await goTo(page, 'Overview');
  await expectNextStep(page, 'Set a price');
  await addPrice(page);
  await goTo(page, 'Overview');
  await expectNextStep(page, 'Connect a station');

  const station = network.add({ id: 'YARD-1', version: 'ocpp1.6', maker: fastCharger, settings: readingsEverySecond });
  await adoptWhenItCalls(page, () => station.powerUp());
  await expect.poll(() => station.state.registration).toBe('Accepted');
  await goTo(page, 'Overview');
  await expectNextStep(page, 'Add a card');
  await addCard(page);

  await goTo(page, 'Sessions');
  await page.getByText('No sessions yet').waitFor();
  station.plugIn({ vehicle: carTaking(1000) });
  station.tap('04A2B3C4');
  await page.getByRole('link', { name: 'Yard, left' }).click();
  await page.getByRole('heading', { name: 'Ada’s van at Yard, left' }).waitFor();
  const early = await energyShown(page);
  expect(early).toBeLessThan(1000);
  await expect.poll(() => energyShown(page), { timeout: 15_000 }).toBeGreaterThan(early);
  await expect.poll(() => energyShown(page), { timeout: 20_000 }).toBe(1000);

  station.unplug();
  await page.getByText('Ended', { exact: true }).waitFor();
  // By hand: 1 kWh × 0.39 = 0.39 with 19 % tax in it; 0.39 / 1.19 = 0.3277, so 0.33 without and 0.06 of tax.
  await expect.poll(() => figure(page, 'Energy').innerText(), { timeout: 10_000 }).toBe('1.00 kWh');
  await expect.poll(() => figure(page, 'Cost').innerText(), { timeout: 10_000 }).toBe('€0.39');
  const bill = page.getByRole('region', { name: 'What it cost' });
  await expect
    .poll(() => bill.getByRole('row').allInnerTexts(), { timeout: 10_000 })
    .toEqual([
      expect.stringContaining('Without tax'),
      expect.stringMatching(
        /^Energy\s*1 kWh × €0\.39 per kWh · 19 % tax\nRule 1 · \d\d:\d\d(–\d\d:\d\d)? · meter 0\.000 kWh → 1\.000 kWh\n1 stretch, with its readings\s*€0\.3277$/,
      ),
      expect.stringMatching(/^Sum without tax\s*€0\.33$/),
      expect.stringMatching(/^19 % tax on €0\.33\s*€0\.06$/),
      expect.stringMatching(/^Total\s*€0\.39$/),
    ]);
  const answer = await page.request.get(`${install.url}/api/v1${new URL(page.url()).pathname}`);
  expect(await answer.json()).toMatchObject({
    energyWh: 1000,
    status: 'ended',
    cost: { currency: 'EUR', net: '0.33', tax: '0.06', total: '0.39' },
  });

  await goTo(page, 'Overview');
  await page.getByRole('heading', { name: 'What happens right now' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Your first charging session' }).count()).toBe(0);
  expect(problems).toEqual([]);
});

async function becomeAdministrator(page: Page): Promise<void> {
  await page.goto(install.firstLink);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail address').fill(administrator.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(administrator.password);
  await page.getByRole('button', { name: 'Create account' }).click();
}

async function expectNextStep(page: Page, name: string): Promise<void> {
  await page.locator('[aria-current=step]').getByRole('heading', { name }).waitFor();
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: place }).click();
}

async function addSite(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Add a site' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('The yard');
  await dialog.getByRole('button', { name: 'Add a site' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('The yard', { exact: true }).first().waitFor();
}

async function addPrice(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Add a price' }).click();
  await page.getByRole('textbox', { name: 'Name of the price' }).fill('Guests');
  await page.getByRole('textbox', { name: 'Price', exact: true }).fill('0.39');
  await page.getByRole('textbox', { name: 'Tax', exact: true }).fill('19');
  await page.getByRole('radio', { name: 'These prices include the tax' }).check();
  await page.getByRole('button', { name: 'Add this price' }).click();
  await page.getByRole('link', { name: 'Guests' }).waitFor();
}

/** The page is open and shows that nobody waits; then the station calls. */
async function adoptWhenItCalls(page: Page, call: () => void): Promise<void> {
  await page.getByText('Listening for your station …').waitFor();
  call();
  await page.getByText('YARD-1 has called in.').waitFor();
  await page.getByRole('link', { name: 'Look at it in the lobby' }).click();
  const entry = page.getByRole('article', { name: 'YARD-1' });
  await entry.getByText('On the line now').waitFor();
  await entry.getByText('It introduced itself as YARD-1. No station of that name is registered here.').waitFor();
  await entry.getByRole('button', { name: 'Adopt this station' }).click();
  const dialog = page.getByRole('dialog', { name: 'Adopt YARD-1' });
  await dialog.getByLabel('Name').fill('Yard, left');
  await dialog.getByRole('radio', { name: 'Not at all' }).check();
  await dialog.getByRole('button', { name: 'Adopt this station' }).click();
  await page.getByRole('heading', { name: 'Yard, left' }).waitFor();
  await page.getByText('Connected', { exact: true }).waitFor();
}

async function addCard(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Add a card' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Number of the card').fill('04A2B3C4');
  await dialog.getByLabel('Name on the card').fill('Ada’s van');
  await dialog.getByRole('button', { name: 'Add a card' }).click();
  await dialog.waitFor({ state: 'detached' });
}
