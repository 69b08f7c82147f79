import { createNetwork, type Network } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from './browser.ts';
import { faultsOf, settled } from './inspect.ts';
import { administrator, Install } from './install.ts';
import { fastCharger } from './stations.ts';

const here = ['YARD-1', 'YARD-2', 'YARD-3'];
const away = 'YARD-4';
let install: Install;
let browser: Browser;
let network: Network;

beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl });
  for (const id of [...here, away]) await install.client.createStation({ body: { id, securityProfile: 0 } });
  await Promise.all(
    here.map((id, index) => network.add({ id, version: index === 0 ? 'ocpp1.6' : 'ocpp2.0.1', maker: fastCharger }).boot()),
  );
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
const choose = async (page: Page, field: string, option: string): Promise<void> => {
  await page.getByRole('dialog').getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

it('all stations of the list are restarted; each has its result, and those that failed are tried again', { timeout: 90_000 }, async () => {
  const page = await opened(desktop, '/stations?search=YARD');
  await page.getByRole('button', { name: 'Command these stations' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('4 stations, 3 of them connected').waitFor();
  await dialog.getByText('YARD-1, YARD-2, YARD-3, YARD-4').waitFor();
  await choose(page, 'What they are to do', 'Restart at once');
  await dialog
    .getByText('4 stations restart at once. Cars that charge there are interrupted. 1 of them is away: nothing happens there.')
    .waitFor();
  const send = dialog.getByRole('button', { name: 'Send to 4 stations' });
  await dialog.getByRole('textbox', { name: 'Type 4 to confirm' }).fill('3');
  expect(await send.isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Type 4 to confirm' }).fill('4');
  await send.press('Enter');
  await page.waitForURL(/\/bulk\/\d+$/);
  await page.getByText('3 of 4 done, 1 failed', { exact: true }).waitFor({ timeout: 45_000 });
  const table = page.getByRole('table', { name: 'Stations and results' });
  for (const id of here) await table.getByRole('row').filter({ hasText: id }).getByText('done, the station has restarted').waitFor();
  await table.getByRole('row').filter({ hasText: away }).getByText('not sent, the station is offline').waitFor();
  await page.getByRole('button', { name: 'Show only: Offline (1)' }).press('Enter');
  await expect.poll(() => table.getByRole('row').count()).toBe(2);
  expect(new URL(page.url()).search).toBe('?status=offline');

  await page.getByRole('button', { name: 'Try 1 again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Try 1 again' }).click();
  await page.getByText('0 of 1 done, 1 failed', { exact: true }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Go to a station, session, card or page …').fill('Results of commands');
  await page.locator('[data-action][data-selected]').filter({ hasText: 'Results of commands for many' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: 'Restart, 3 of 4 done, 1 failed' }).waitFor();
  expect(await page.getByRole('row', { name: /^Restart/ }).count()).toBe(2);
});

it('on a phone, chosen stations that are away get it when they are back, unless it is taken back', { timeout: 60_000 }, async () => {
  const page = await opened({ ...phone, scheme: 'dark' }, '/stations');
  await page.getByRole('checkbox', { name: `Select ${away}` }).check();
  await page.getByRole('button', { name: 'Command 1 chosen station' }).click();
  await page.getByRole('dialog').getByText('1 station, 0 of them connected').waitFor();
  await choose(page, 'What they are to do', 'Put into service');
  await choose(page, 'Stations that are away', 'Send when they are back within a day');
  await page.getByRole('dialog').getByText('1 of them is away and gets the command when it is back in time.').waitFor();
  await page.getByRole('button', { name: 'Send to 1 station' }).click();
  await page.getByRole('button', { name: 'Show only: Waiting for the station (1)' }).waitFor();
  await page.getByRole('button', { name: 'Take back the rest' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back the rest' }).click();
  await page.getByText('0 of 1 done, 1 not sent any more', { exact: true }).waitFor();
});

it('a command to a station that is away waits for it, and is taken back from its page', { timeout: 60_000 }, async () => {
  const page = await opened(desktop, `/stations/${away}?tab=commands`);
  const restart = async (within: string): Promise<void> => {
    await page.getByRole('button', { name: 'Station actions' }).click();
    await page.getByRole('menuitem', { name: 'Restart', exact: true }).click();
    await page.getByRole('radio', { name: within }).check();
    await page.getByRole('button', { name: 'Send when it is back' }).click();
    await page.getByRole('dialog').getByText('waiting for the station to come back').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  };
  await restart('within an hour');
  await page.getByRole('button', { name: 'Take back: Restart' }).click();
  await page.getByRole('row').getByText('taken back before it was sent').first().waitFor();
  await restart('within a week');
  await page.getByRole('button', { name: 'Take back: Restart' }).waitFor();
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  const { items } = await install.client.listCommands({ params: { stationId: away }, query: { limit: 2 } });
  expect(items.map(({ status, expiresAt, requestedAt }) => [status, Date.parse(expiresAt ?? '') - Date.parse(requestedAt)])).toEqual([
    ['waiting', 604_800_000],
    ['cancelled', 3_600_000],
  ]);
  await network.add({ id: away, version: 'ocpp1.6', maker: fastCharger }).boot();
  await page.getByRole('row').getByText('done, the station has restarted').first().waitFor({ timeout: 30_000 });
});
