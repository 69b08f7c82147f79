import { createNetwork, type Network, type StationControl } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { fastCharger } from '../stations.ts';

const card = '04C0FFEE01';
const pictures = process.env['CARE_PICTURES'];
let install: Install;
let browser: Browser;
let network: Network;
let first: StationControl;
let second: StationControl;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  await install.client.createToken({ body: { value: card } });
  for (const id of ['CARE-1', 'CARE-2'])
    await install.client.createStation({ body: { id, name: `Yard ${id.at(-1)}`, securityProfile: 0 } });
  first = await network.add({ id: 'CARE-1', version: 'ocpp1.6', maker: fastCharger }).boot();
  second = await network.add({ id: 'CARE-2', version: 'ocpp1.6', maker: fastCharger }).boot();
}, 120_000);
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

const opened = async (view: View, path: string): Promise<Page> => {
  const { page } = await openPage(browser, view);
  page.setDefaultTimeout(60_000);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(install.url + path);
  await settled(page);
  return page;
};
const picture = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
};

it('settings are written down, found otherwise, previewed, and brought in line', { timeout: 180_000 }, async () => {
  const page = await opened(desktop, '/configuration');
  await page.getByRole('main').getByText('No template yet').waitFor();
  await page.getByRole('button', { name: 'New template' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name' }).fill('All stations');
  await form.getByRole('textbox', { name: 'Setting', exact: true }).fill('HeartbeatInterval');
  await form.getByRole('textbox', { name: 'Value', exact: true }).fill('77');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('HeartbeatInterval = 77').waitFor();
  await page.getByRole('row', { name: 'CARE-1, Otherwise' }).waitFor();
  await picture(page, 'configuration-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await page.getByRole('button', { name: 'Bring stations in line' }).click();
  await page.getByText('2 of 2 stations would be changed').waitFor();
  await picture(page, 'configuration-preview');
  await page.getByRole('dialog').getByLabel('Watched for so many seconds').fill('0');
  await page.getByRole('button', { name: 'Begin with 2 stations' }).click();
  await page.getByRole('dialog').getByText('2 done').waitFor();
  await picture(page, 'configuration-rollout');
  const { settings } = await install.client.getStationConfiguration({ params: { stationId: 'CARE-2' } });
  expect(settings.map(({ told, state }) => [told, state])).toEqual([['77', 'same']]);
  const narrow = await opened({ ...phone, scheme: 'dark' }, '/configuration');
  await narrow.getByText('HeartbeatInterval = 77').waitFor();
  await picture(narrow, 'configuration-phone-dark');
  expect(await faultsOf(narrow, { isNarrow: true })).toEqual([]);
});

it('a phone leads through the acceptance test; a step is left out with a reason', { timeout: 180_000 }, async () => {
  const page = await opened(phone, '/stations/CARE-1?tab=acceptance');
  await page.getByRole('button', { name: 'Test this station' }).click();
  for (const name of [
    'Its clock is right',
    'It survives a lost connection',
    'It restarts from afar',
    'A session starts',
    'The meter counts',
    'It stops from afar',
    'The record is right',
  ])
    await page.getByRole('checkbox', { name }).uncheck();
  await page.getByLabel('Seconds at most for a step').fill('600');
  await picture(page, 'acceptance-start-phone');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL(/\/acceptance\/\d+$/);
  const runId = Number(new URL(page.url()).pathname.split('/').at(-1));
  expect((await install.client.getAcceptance({ params: { runId } })).plan.stepSeconds).toBe(600);
  await page.getByText('Hold a card that is not registered to the reader.').waitFor();
  await picture(page, 'acceptance-phone');
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  first.tap('DEADBEEF');
  await page.getByText('Hold the test card to the reader.').waitFor();
  first.tap(card);
  await page.getByText('Press the emergency stop').waitFor();
  await page.getByRole('button', { name: 'Leave out' }).click();
  await page.getByRole('textbox', { name: 'Why is it left out?' }).fill('No emergency stop on this model');
  await page.getByRole('button', { name: 'Leave out' }).click();
  await page.getByRole('link', { name: 'Report (PDF)' }).waitFor();
  await page.getByText('Because: No emergency stop on this model').waitFor();
  await picture(page, 'acceptance-phone-done');
  const wide = await opened({ ...desktop, scheme: 'dark' }, '/acceptance');
  await wide.getByRole('row', { name: 'CARE-1, Passed' }).waitFor();
  await picture(wide, 'acceptance-desktop-dark');
});

it('outages are drawn in the month, opened with their proof, and excused with a reason', { timeout: 180_000 }, async () => {
  second.fault('GroundFailure');
  await expect
    .poll(async () => (await install.client.listOutages({ query: { stationId: 'CARE-2' } })).items.length, { timeout: 60_000 })
    .toBeGreaterThan(0);
  const page = await opened(desktop, '/uptime');
  await page.getByText('Stations that do worse than they should').waitFor();
  await page.getByRole('row', { name: 'CARE-2, plug 1' }).waitFor();
  await picture(page, 'uptime-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  const narrow = await opened({ ...phone, scheme: 'dark' }, '/uptime');
  await narrow.getByText('Stations that do worse than they should').waitFor();
  await picture(narrow, 'uptime-phone-dark');
  await page.goto(`${install.url}/stations/CARE-2?tab=uptime`);
  await page.getByRole('button', { name: 'Details and proof' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The last messages before it began').waitFor();
  await dialog
    .getByText(/"status":"Faulted"/)
    .first()
    .waitFor();
  await dialog.getByRole('textbox', { name: 'Reason and proof' }).fill('Cable cut, police report 17');
  await dialog.getByRole('button', { name: 'Excuse this outage' }).click();
  await dialog.getByText('Excused: vandalism').waitFor();
  await picture(page, 'uptime-outage');
  const station = await opened(phone, '/stations/CARE-2?tab=uptime');
  await station.getByText('Excused: vandalism').waitFor();
  await picture(station, 'uptime-station-phone');
  expect(await faultsOf(station, { isNarrow: true })).toEqual([]);
});
