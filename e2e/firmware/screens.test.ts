import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNetwork, type Network, virtualFirmwareFile } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { bootAll, bring } from './seed.ts';

const ids = Array.from({ length: 8 }, (_, index) => `QUAY-${index + 1}`);
const patience = { timeout: 90_000 };
let install: Install;
let browser: Browser;
let network: Network;

beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 1000] });
  await bootAll(install, network, ids);
}, 120_000);
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

async function opened(view: View, path: string): Promise<Page> {
  const { page } = await openPage(browser, view);
  page.setDefaultTimeout(60_000);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(install.url + path);
  await settled(page);
  return page;
}
/** Kept where somebody wants to look at them. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
async function lookEverywhere(path: string, name: string): Promise<void> {
  for (const [kind, view] of [
    ['desktop', desktop],
    ['dark', { ...desktop, scheme: 'dark' }],
    ['phone', phone],
    ['phone-dark', { ...phone, width: 360, scheme: 'dark', locale: 'de-DE' }],
  ] as const) {
    const page = await opened(view, path);
    await look(page, `${name}-${kind}`);
    expect(await faultsOf(page, { isNarrow: view.width < 500 }), `${name} ${kind}`).toEqual([]);
    await page.context().close();
  }
}

it('a version is added with its file, rolled out, goes wrong in the first stations and comes back', { timeout: 240_000 }, async () => {
  await bring(install, '1.0.0');
  const file = join(mkdtempSync(join(tmpdir(), 'stationmaster-firmware-')), 'acme-box-2.0.0.bin');
  writeFileSync(file, virtualFirmwareFile({ version: '2.0.0', does: 'faults' }, 400_000));
  const page = await opened(desktop, '/firmware');
  await page.getByRole('button', { name: 'Add a version' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel(/^Maker/).fill('Acme');
  await form.getByLabel(/^Model/).fill('Box');
  await form.getByLabel(/^Version/).fill('2.0.0');
  await form.locator('input[type=file]').setInputFiles(file);
  await look(page, 'add');
  await form.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('row', { name: /2\.0\.0/ })
    .getByText('acme-box-2.0.0.bin, 400.0 kB')
    .waitFor();

  await page.getByRole('button', { name: 'Actions for version 2.0.0' }).click();
  await page.getByRole('menuitem', { name: 'Update stations' }).click();
  const plan = page.getByRole('dialog');
  await plan.getByText('8 stations get it, 8 of them connected.').waitFor();
  await plan.getByLabel('Stations that go first').fill('2');
  await plan.getByLabel('Watch each group for (minutes)').fill('1');
  await plan.getByText('In groups of 2 + 1 + 2 + 3.').waitFor();
  await look(page, 'plan');
  await plan.getByRole('button', { name: 'Begin with 8 stations' }).click();
  await page.waitForURL(/\/firmware\/\d+$/);
  await page.getByText('It was stopped: the first stations did not do well.').waitFor(patience);
  await look(page, 'stopped');
  await page.getByText('Old version is back', { exact: true }).waitFor(patience);
  const table = page.getByRole('table', { name: 'Stations of this update' });
  await expect.poll(() => table.getByText('Not begun', { exact: true }).count(), patience).toBe(6);
  await expect.poll(() => table.getByText(/Has the old version again|Kept the old version/).count(), patience).toBe(2);
  expect(network.stations.map(({ state }) => state.firmware)).toEqual(ids.map(() => '1.0.0'));
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);

  const touched = network.stations.find(({ state }) => state.securityLog.some(({ type }) => type === 'FirmwareUpdated'))?.id ?? ids[0];
  await page.goto(`${install.url}/stations/${touched}?tab=firmware`);
  await page.getByText('Runs version 2.0.0').waitFor();
  await look(page, 'history');
  await lookEverywhere('/firmware', 'firmware');
  await lookEverywhere(new URL(page.url()).pathname.replace(/stations.*/, 'firmware/1'), 'campaign');
});

it('logs are fetched from all stations, opened, searched and laid beside each other', { timeout: 240_000 }, async () => {
  const page = await opened(desktop, '/logs');
  await page.getByText('No logs yet').waitFor();
  await page.getByRole('button', { name: 'Fetch logs' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Fetch' }).click();
  const table = page.getByRole('table', { name: 'Logs' });
  await expect.poll(() => table.getByRole('row').count(), patience).toBe(ids.length + 1);
  await look(page, 'logs');
  await table.getByRole('checkbox').nth(0).check();
  await table.getByRole('checkbox').nth(1).check();
  await page.getByRole('button', { name: 'Compare' }).last().click();
  await page.getByText(/lines? differs?\./).waitFor();
  await page
    .getByRole('cell', { name: /Acme Box QUAY-\d/ })
    .first()
    .waitFor();
  await look(page, 'compare');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  const { pathname, search } = new URL(page.url());

  await page.goto(`${install.url}/logs?search=quay-3`);
  await page.getByText('8 logs searched, found in 1').waitFor();
  await page.getByRole('link', { name: /QUAY-3-diagnostics/ }).click();
  await page.getByText('1 line with “quay-3”').waitFor();
  await page.getByRole('searchbox', { name: 'Search in this log' }).fill('');
  await page
    .getByRole('region', { name: 'Content of the log' })
    .getByText(/EVSE 1 AC/)
    .waitFor();

  await page.goto(`${install.url}/stations/QUAY-3?tab=logs`);
  await page.getByRole('button', { name: 'Fetch a log' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Fetch' }).click();
  await expect.poll(() => page.getByRole('table', { name: 'Logs' }).getByRole('row').count(), patience).toBe(3);
  await look(page, 'station-logs');
  await lookEverywhere('/logs', 'logs');
  await lookEverywhere(pathname + search, 'beside');
});
