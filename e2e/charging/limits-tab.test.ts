import { createNetwork, flawless, type Network } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';

let install: Install;
let browser: Browser;
let network: Network;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  await install.client.createToken({ body: { value: '04C0FFEE' } });
});
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

async function charging(id: string, version: 'ocpp1.6' | 'ocpp2.1') {
  await install.client.createStation({ body: { id, securityProfile: 0 } });
  const station = await network.add({ id, version, maker: { ...flawless, evses: [{ kind: 'AC', maxW: 22_000 }] } }).boot();
  station.plugIn();
  const started = station.waitFor('startAcknowledged');
  station.tap('04C0FFEE');
  await started;
  return station;
}

async function opened(id: string, view: View): Promise<{ page: Page; problems: string[] }> {
  const { page, problems } = await openPage(browser, view);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(`${install.url}/stations/${id}?tab=limits`);
  await settled(page);
  return { page, problems };
}

it('a limit is set by hand, the car keeps to it, and it is dropped again', { timeout: 60_000 }, async () => {
  const station = await charging('HAND', 'ocpp2.1');
  const { page, problems } = await opened('HAND', desktop);
  await page.getByText('Nothing limits charging now.').waitFor();
  await page.getByRole('button', { name: 'Set a limit' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('At most').fill('10');
  await form.getByText('At most 10 A, for every session at plug 1.').waitFor();
  await form.getByRole('button', { name: 'Set it' }).press('Enter');

  await page.getByText('Set a charging limit: done, the station keeps to it').waitFor();
  await page.getByText('Now at most 10 A.').waitFor();
  await page.getByText('The station says the same.').waitFor();
  await page.getByText('set from here, and the station says that it holds it').waitFor();
  expect(station.evse().allowedW).toBe(6900);

  await page.getByRole('button', { name: 'Change' }).click();
  await form.getByLabel('At most').fill('');
  await form.getByText('Say a limit in at least one step.').waitFor();
  expect(await form.getByRole('button', { name: 'Set it' }).isDisabled()).toBe(true);
  await form.getByLabel('At most').fill('8.5');
  await form.getByRole('button', { name: 'Set it' }).click();
  await page.getByText('Now at most 8.5 A.').waitFor();
  expect(station.evse().allowedW).toBe(8.5 * 690);

  await page.getByRole('button', { name: 'Drop', exact: true }).click();
  await page.getByText('Nothing limits charging now.').waitFor();
  await page.getByText('None, as far as we know.').waitFor();
  expect(problems).toEqual([]);
});

it('a station that agrees and allows more all the same is found out', { timeout: 60_000 }, async () => {
  const station = await charging('LIAR', 'ocpp1.6');
  const chargingSchedule = { duration: 86_400, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 32 }] };
  const scheduleStart = new Date().toISOString();
  station.everyAnswer('GetCompositeSchedule', { payload: { status: 'Accepted', connectorId: 1, scheduleStart, chargingSchedule } });
  const { page } = await opened('LIAR', desktop);
  await page.getByRole('button', { name: 'Set a limit' }).click();
  await page.getByRole('dialog').getByLabel('At most').fill('10');
  await page.getByRole('dialog').getByRole('button', { name: 'Set it' }).click();
  await page.getByText('the station agreed, but nothing happened (it still allows more)').waitFor();
  await page.getByText('The station says otherwise.').waitFor();
  await page.getByText('allows 32 A where its limits allow 10 A').waitFor();
});

it('nothing is wrong on the page and in the form, in German, in the dark, on a phone', { timeout: 60_000 }, async () => {
  await charging('LOOKS', 'ocpp2.1');
  const { page, problems } = await opened('LOOKS', { ...phone, scheme: 'dark', locale: 'de-DE' });
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  await page.getByRole('button', { name: 'Grenze setzen' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Wann').first().click();
  await page.getByRole('option', { name: 'Nach dem Wochentag' }).click();
  await form.getByRole('button', { name: 'Stufe hinzufügen' }).click();
  await form.getByText('von Montag 00:00 bis Montag 01:00').waitFor();
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  expect(problems).toEqual([]);
});
