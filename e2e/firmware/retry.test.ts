import { join } from 'node:path';
import { createNetwork, type Network } from '@stationmaster/simulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { bootAll, bring } from './seed.ts';

const patience = { timeout: 120_000, interval: 500 };
const ids = ['BAY-1', 'BAY-2', 'BAY-3'];
const plan = {
  canary: 0,
  waves: [100],
  watchMinutes: 0,
  returnMinutes: 1,
  deadlineMinutes: 5,
  attempts: 1,
  failurePercent: 100,
  lostStations: 100,
  sessionPoints: null,
};
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

it('stations that failed are tried again with a better version, and the history tells what belongs together', {
  timeout: 300_000,
}, async () => {
  const { client } = install;
  const bad = await bring(install, '2.0.0', { does: 'fallsBack' });
  await bring(install, '2.0.1');
  const first = await client.createFirmwareCampaign({
    body: { name: 'Spring', firmwareId: bad, filter: { stationIds: ids.slice(0, 2) }, plan },
  });
  const look = (campaignId: number) => client.getFirmwareCampaign({ params: { campaignId } });
  await expect.poll(async () => (await look(first.id)).state, patience).toBe('finished');
  expect((await look(first.id)).byState).toEqual({ failed: 2 });

  const { page, problems } = await openPage(browser, desktop);
  page.setDefaultTimeout(60_000);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(`${install.url}/firmware/${first.id}`);
  await page.getByRole('button', { name: 'Try 2 again' }).click();
  const form = page.getByRole('dialog');
  await form.getByText('For the 2 stations that failed in “Spring”').waitFor();
  await form.getByRole('combobox', { name: 'Version to install' }).click();
  await page.getByRole('option', { name: 'Acme Box 2.0.1' }).click();
  await form.getByText('2 stations get it').waitFor();
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, 'retry-form.png') });
  await form.getByRole('button', { name: 'Begin with 2 stations' }).click();
  await page.waitForURL((url) => /\/firmware\/\d+$/.test(url.pathname) && !url.pathname.endsWith(`/${first.id}`));
  await page.getByRole('heading', { name: 'Spring, again' }).waitFor();
  expect(await page.getByText('For all stations').count()).toBe(0);
  const again = (await look(first.id)).retriedBy[0] ?? expect.fail('nothing tries it again');
  expect(await look(again.id)).toMatchObject({ total: 2, retryOf: { id: first.id, name: 'Spring' }, firmware: { version: '2.0.1' } });

  // From each to the other, and in the list.
  await page.getByRole('link', { name: 'Tries again what failed in Spring' }).click();
  await page.getByRole('link', { name: 'Tried again as Spring, again' }).waitFor();
  await page.goto(`${install.url}/firmware`);
  await page
    .getByRole('row', { name: /Spring, again/ })
    .getByText('Tries again what failed in Spring')
    .waitFor();
  expect([problems, await faultsOf(page, { isNarrow: false })]).toEqual([[], []]);
  const small = await openPage(browser, { ...phone, scheme: 'dark' });
  await signIn(small.page, { url: install.url, ...administrator });
  await small.page.goto(`${install.url}/firmware/${again.id}`);
  await settled(small.page);
  if (folder !== undefined) await small.page.screenshot({ path: join(folder, 'retry-phone.png'), fullPage: true });
  expect(await faultsOf(small.page, { isNarrow: true })).toEqual([]);
});
