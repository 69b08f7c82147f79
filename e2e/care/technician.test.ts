import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNetwork, type Network, type StationControl, virtualFirmwareFile } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage, phone, signIn } from '../browser.ts';
import { rootsOf } from '../conformance/own-certificate.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { freePort } from '../reliability/server-process.ts';
import { fastCharger } from '../stations.ts';

/** Set to a folder to look at what the technician sees. */
const pictures = process.env['TECHNICIAN_PICTURES'];
const card = '04C0FFEE01';
const patience = 25_000;
const box = { ...fastCharger, name: 'Acme', model: 'Box', firmware: '1.0.0' };
let install: Install;
let browser: Browser;
let network: Network;
let page: Page;
let problems: string[];

beforeAll(async () => {
  const tlsPort = await freePort();
  const settings = { TLS_PORT: String(tlsPort), TLS_URL: `wss://127.0.0.1:${tlsPort}` };
  [install, browser] = await Promise.all([Install.start({ isSetUp: true, settings }), openBrowser()]);
  const ca = (await rootsOf(install.client, 'csms')).join('\n');
  network = createNetwork({ url: install.ocppUrl, ca, backOffMs: [100, 300] });
  await install.client.createToken({ body: { value: card } });
  ({ page, problems } = await openPage(browser, phone));
  page.setDefaultTimeout(patience);
  await signIn(page, { url: install.url, ...administrator });
});
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

let count = 0;
/** Nothing on this screen is broken, nameless, pale or wider than the phone. */
async function look(name: string): Promise<void> {
  expect(await faultsOf(page, { isNarrow: true }), name).toEqual([]);
  count += 1;
  if (pictures !== undefined)
    await page.screenshot({ path: join(pictures, `${String(count).padStart(2, '0')}-${name}.png`), fullPage: true });
}
const button = (name: string | RegExp) => page.getByRole('button', { name });
const dialog = () => page.getByRole('dialog');
/** As a thumb does it: what is not in the bar is behind More. */
async function goTo(place: string): Promise<void> {
  const bar = page.getByRole('navigation', { name: 'Main navigation' });
  const link = bar.getByRole('link', { name: place });
  if ((await link.count()) > 0) await link.first().click();
  else {
    await bar.getByRole('button', { name: 'More' }).click();
    await dialog().getByRole('link', { name: place }).click();
  }
  await settled(page);
}
async function goToPart(group: string, place: string): Promise<void> {
  await page.getByRole('tab', { name: group }).click();
  await page.getByRole('link', { name: place, exact: true }).click();
}
async function openStation(): Promise<void> {
  await goTo('Stations');
  await page.getByRole('link', { name: 'Dock, left' }).first().click();
  await page.getByRole('heading', { name: 'Dock, left' }).waitFor();
}

/** What somebody at the station does when the screen asks for it. */
const hands: Record<string, (station: StationControl) => unknown> = {
  'Hold a card that is not registered': (station) => station.tap('DEADBEEF'),
  'Hold the test card to the reader.': (station) => station.tap(card),
  'Plug in a car or the test box': (station) => station.plugIn({ vehicle: { batteryWh: 60_000 } }),
  'Press the emergency stop': async (station) => {
    station.fault('GroundFailure');
    await station.settled();
    station.fault(null);
  },
  'Unplug the car.': (station) => station.unplug(),
  'Take the network away': (station) => {
    station.goOffline();
    setTimeout(() => station.comeBack(), 1200);
  },
};

it('a new station: its sheet, its test, its certificate, an update, a fault that heals by itself, and its month', {
  timeout: 280_000,
}, async () => {
  // Unpacks it and follows the sheet.
  await goTo('Stations');
  await button('Add a station').first().click();
  await dialog().getByLabel("Name in the station's settings").fill('DOCK-1');
  await dialog().getByRole('textbox', { name: 'Name for people' }).fill('Dock, left');
  await look('register');
  await dialog().getByRole('button', { name: 'Add a station' }).click();
  await dialog().getByText('This is the only time the password is shown.').waitFor();
  const password = (await dialog().locator('[class*=copyValue]').last().innerText()).trim();
  await look('password');
  await button(/^I have it/).click();
  await page.getByText('Waiting for its call.').waitFor();
  await look('sheet-waiting');
  const settings = { 'SampledDataCtrlr.TxUpdatedInterval': '1' };
  const station = network.add({ id: 'DOCK-1', version: 'ocpp2.0.1', maker: box, password, settings });
  station.powerUp();
  await page.getByText('It is on the line').waitFor();
  await look('sheet-called');

  // Runs the acceptance test.
  await goToPart('Upkeep', 'Acceptance test');
  await button('Test this station').click();
  await look('test-begin');
  await dialog().getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL(/\/acceptance\/\d+$/);
  const now = page.locator('li[aria-current=step]');
  const report = page.getByRole('link', { name: 'Report (PDF)' });
  const done = new Set<string>();
  await expect
    .poll(
      async () => {
        const said = (await now.allInnerTexts()).join(' ');
        for (const [asked, act] of Object.entries(hands)) {
          if (!said.includes(asked) || done.has(asked)) continue;
          if (done.size === 0) await look('test-hands');
          done.add(asked);
          await act(station);
        }
        return await report.count();
      },
      { timeout: 120_000, interval: 100 },
    )
    .toBe(1);
  expect([...done]).toEqual(Object.keys(hands));
  await page.getByText('Passed', { exact: true }).first().waitFor();
  await look('test-done');

  // Secures it to a certificate of its own.
  await page.getByRole('link', { name: 'Open the station' }).click();
  await goToPart('Settings', 'Protection and installation');
  await button('Change the protection').click();
  await dialog()
    .getByRole('radio', { name: /^Own certificate/ })
    .check();
  await look('protect');
  await dialog().getByRole('button', { name: 'Begin' }).click();
  await page.getByText('It came back the new way').waitFor();
  await page.getByText('DOCK-1, issued by').waitFor();
  await look('protected');

  // Updates its firmware in a campaign.
  const file = join(mkdtempSync(join(tmpdir(), 'stationmaster-firmware-')), 'acme-box-2.0.0.bin');
  writeFileSync(file, virtualFirmwareFile({ version: '2.0.0' }, 60_000));
  await goTo('Firmware');
  await button('Add a version').first().click();
  await dialog()
    .getByLabel(/^Maker/)
    .fill('Acme');
  await dialog()
    .getByLabel(/^Model/)
    .fill('Box');
  await dialog()
    .getByLabel(/^Version/)
    .fill('2.0.0');
  await dialog().locator('input[type=file]').setInputFiles(file);
  await look('firmware-add');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await dialog().waitFor({ state: 'detached' });
  await button('Update stations').click();
  await dialog().getByText('1 station gets it, 1 of them connected.').waitFor();
  await dialog().getByLabel('Watch each group for (minutes)').fill('0');
  await look('firmware-plan');
  await dialog().getByRole('button', { name: 'Begin with 1 station' }).click();
  await page.waitForURL(/\/firmware\/\d+$/);
  await page.getByText('Finished', { exact: true }).waitFor();
  expect(station.state.firmware).toBe('2.0.0');
  await look('firmware-done');

  // Says what is to be tried before somebody drives there.
  await goTo('Alerts');
  await page.getByRole('tab', { name: 'What is watched' }).click();
  await button('Plug out of order').first().click();
  await dialog().getByRole('textbox', { name: 'Minutes', exact: true }).fill('0');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await dialog().waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Recipes' }).click();
  await page.getByRole('article', { name: 'Plug out of order' }).getByRole('button', { name: 'Change' }).click();
  await dialog().getByRole('button', { name: 'Remove step 1' }).click();
  await dialog().getByRole('switch', { name: 'Runs by itself' }).click();
  await look('recipe');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await dialog().waitFor({ state: 'detached' });

  // Breaks it on purpose: a fault that goes with a restart.
  const restarted = station.waitFor('booted', { timeoutMs: patience }).then(() => station.fault(null));
  await goTo('Overview');
  station.fault('GroundFailure');
  await page.getByText(/1 alert is open/).waitFor();
  await look('overview-alert');
  await openStation();
  await page.getByRole('region', { name: 'Open alerts of this station' }).getByRole('link').click();
  await page.getByRole('heading', { name: 'Plug out of order' }).waitFor();
  await look('alert');
  await restarted;
  await page.getByText('Healed').first().waitFor();
  await look('alert-healed');

  // Reads the month.
  await openStation();
  await goToPart('Upkeep', 'Uptime');
  await page.getByRole('heading', { name: /^Plug/ }).first().waitFor();
  await button('Details and proof').first().waitFor();
  await look('uptime');
  expect(problems).toEqual([]);
});
