import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, signIn } from '../browser.ts';
import { settled } from '../inspect.ts';
import { administrator } from '../install.ts';
import { type Box, UpkeepLab } from './lab.ts';

let lab: UpkeepLab;
let browser: Browser;
let box: Box;
beforeAll(async () => {
  [lab, browser] = await Promise.all([UpkeepLab.open(), openBrowser()]);
  box = await lab.boot('ocpp2.1');
});
afterAll(async () => {
  await Promise.all([browser?.close(), lab?.close()]);
});

async function opened(tab: string): Promise<{ page: Page; problems: string[] }> {
  const { page, problems } = await openPage(browser, desktop);
  page.setDefaultTimeout(60_000);
  await signIn(page, { url: lab.install.url, ...administrator });
  await page.goto(`${lab.install.url}/stations/${box.id}?tab=${tab}`);
  await settled(page);
  return { page, problems };
}
/** What was last asked of the station under this name, as sent. */
async function sent(action: string): Promise<Record<string, unknown>> {
  const { items } = await lab.install.client.listFrames({ params: { stationId: box.id }, query: { action, limit: 1 } });
  return JSON.parse(items[0]?.request ?? '[]')[3];
}
const outcome = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
/** Types into a field as a person with a keyboard does: what stood there is gone, and the field is left. */
async function type(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('textbox', { name: label, exact: true });
  await field.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.type(text);
  await page.keyboard.press('Tab');
}
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).press('Enter');
}

it('a grid control is filled in by keyboard, told what is wrong with it, sent, read back and removed', async () => {
  const { page, problems } = await opened('grid');
  await page.getByText('None, as far as we know.').waitFor();
  await press(page, 'Set a control');
  const dialog = page.getByRole('dialog');
  const submit = dialog.getByRole('button', { name: 'Set it' });
  // A curve with two points at one place is none.
  await type(page, 'Point 2: at', '93');
  await dialog.getByRole('status').getByText('Two points of the curve are at the same place.').waitFor();
  expect(await submit.isDisabled()).toBe(true);
  for (let point = 4; point > 0; point--) await dialog.getByRole('button', { name: `Remove point ${point}` }).press('Enter');
  await dialog.getByRole('status').getByText('A curve needs a point.').waitFor();
  // An emptied point is missing, not nought.
  await dialog.getByRole('button', { name: 'Add a point' }).press('Enter');
  await type(page, 'Point 1: at', '');
  await dialog.getByRole('status').getByText('A figure is missing.').waitFor();
  expect(await submit.isDisabled()).toBe(true);

  const kind = dialog.getByRole('combobox', { name: 'Kind' });
  await kind.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Limit of disch');
  await page.getByRole('option', { name: 'Limit of discharging' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await type(page, 'Gives back at most', '');
  await dialog.getByRole('status').getByText('A figure is missing.').waitFor();
  await type(page, 'Gives back at most', '40.05');
  await type(page, 'Priority', '3');
  await type(page, 'For so long', '30');
  await submit.press('Enter');
  await outcome(page, 'Set a grid control');
  await page.getByText('In force').waitFor();
  expect(await sent('SetDERControl')).toMatchObject({
    isDefault: false,
    controlType: 'LimitMaxDischarge',
    limitMaxDischarge: { priority: 3, pctMaxDischargePower: 40.05, duration: 1800 },
  });

  await press(page, 'Read again');
  await expect.poll(async () => (await box.records('derControl')).length).toBe(1);
  await page.getByText('Limit of discharging').waitFor();
  await press(page, 'Remove');
  await page.getByText('None, as far as we know.').waitFor();
  expect(await box.records('derControl')).toEqual([]);
  expect(problems).toEqual([]);
  await page.context().close();
});

it('a price of the station is filled in by keyboard, told what is missing, given, read back and removed', async () => {
  const { page, problems } = await opened('display');
  await page.getByText('It has none, as far as we know.').waitFor();
  await press(page, 'Give it a price');
  const dialog = page.getByRole('dialog');
  const submit = dialog.getByRole('button', { name: 'Give it', exact: true });
  await type(page, 'Per kWh', '');
  expect(await submit.isDisabled()).toBe(true);
  await type(page, 'Per kWh', '0.59');
  await type(page, 'Its name at the station', ' ');
  expect(await submit.isDisabled()).toBe(true);
  await type(page, 'Its name at the station', 'summer');
  await type(page, 'Per minute plugged in without charging', '0.1');
  await type(page, 'Tax on top', '19');
  await type(page, 'Text for drivers', '59 ct');
  await submit.press('Enter');
  await page.getByText('for every plug').waitFor();
  const taxRates = [{ type: 'VAT', tax: 19 }];
  expect(await sent('SetDefaultTariff')).toEqual({
    evseId: 0,
    tariff: {
      tariffId: 'summer',
      currency: 'EUR',
      description: [{ format: 'UTF8', language: 'en', content: '59 ct' }],
      energy: { prices: [{ priceKwh: 0.59 }], taxRates },
      idleTime: { prices: [{ priceMinute: 0.1 }], taxRates },
    },
  });

  // The station has one of that name already, and says so.
  box.station.nextAnswer('SetDefaultTariff', 'DuplicateTariffId');
  await press(page, 'Give it a price');
  await type(page, 'Its name at the station', 'summer');
  await submit.press('Enter');
  await outcome(page, 'the station refused');
  expect((await box.records('tariff')).map(({ key }) => key)).toEqual(['summer']);

  await page.getByRole('button', { name: 'Read again' }).last().press('Enter');
  await page.getByText('summer', { exact: true }).waitFor();
  await press(page, 'Remove');
  await page.getByText('It has none, as far as we know.').waitFor();
  expect(await box.records('tariff')).toEqual([]);
  expect(problems).toEqual([]);
  await page.context().close();
});
