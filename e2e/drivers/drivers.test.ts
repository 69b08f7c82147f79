import { createNetwork, flawless, type Network, type StationControl } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { carTaking, fastCharger, readingsEverySecond } from '../stations.ts';

let install: Install;
let browser: Browser;
let network: Network;
let station: StationControl;
let busy: StationControl;
let siteId: number;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  const site = await install.client.createSite({ body: { name: 'Depot', timeZone: 'Europe/Berlin', currency: 'EUR' } });
  siteId = site.id;
  await install.client.createStation({ body: { id: 'DEPOT-1', siteId, securityProfile: 0 } });
  await install.client.createStation({ body: { id: 'DEPOT-2', siteId, securityProfile: 0 } });
  station = await network.add({ id: 'DEPOT-1', version: 'ocpp2.0.1', maker: flawless }).boot();
  busy = await network.add({ id: 'DEPOT-2', version: 'ocpp1.6', maker: fastCharger, settings: readingsEverySecond }).boot();
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
const shows = process.env['SCREENSHOTS'];
const shot = async (page: Page, name: string): Promise<void> => {
  if (shows) await page.screenshot({ path: `${shows}/${name}.png`, fullPage: true });
};

it('a driver is made with group, company and card, charges, and is refused where the group may not', { timeout: 120_000 }, async () => {
  const page = await opened(desktop, '/drivers?tab=groups');
  await page.getByRole('button', { name: 'Add a group' }).first().click();
  const group = page.getByRole('dialog');
  await group.getByLabel('Name').fill('Night shift');
  await group.getByRole('button', { name: 'Add where and when' }).click();
  await group.getByText('May charge everywhere, at any time.').waitFor();
  await group.getByRole('checkbox', { name: 'At any time' }).uncheck();
  await group.getByText('May charge everywhere, Mon–Fri 08:00–18:00.').waitFor();
  for (const day of ['Saturday', 'Sunday']) await group.getByRole('checkbox', { name: day }).check({ force: true });
  await group.getByLabel('From').fill('00:00');
  await group.getByLabel('Until').fill('00:00');
  await group.getByText('May charge everywhere, daily 00:00–00:00.').waitFor();
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await shot(page, 'group-form');
  await group.getByRole('button', { name: 'Add a group' }).click();
  await page.getByRole('heading', { name: 'Night shift' }).waitFor();

  await page.getByRole('tab', { name: 'Companies' }).click();
  await page.getByRole('button', { name: 'Add a company' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').fill('Fleet Ltd');
  await page.getByRole('dialog').getByRole('button', { name: 'Add a company' }).click();
  await page.getByRole('heading', { name: 'Fleet Ltd' }).waitFor();
  await page.getByRole('button', { name: 'Add a cost centre' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Vans');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Vans', { exact: true }).waitFor();

  await page.goto(`${install.url}/drivers?add=1`);
  const driver = page.getByRole('dialog');
  await driver.getByLabel('Name').fill('Ada Byron');
  await driver.getByRole('combobox', { name: 'Groups' }).click();
  await page.getByRole('option', { name: 'Night shift' }).click();
  await page.keyboard.press('Escape');
  await driver.getByRole('combobox', { name: 'Company that pays' }).click();
  await page.getByRole('option', { name: 'Fleet Ltd' }).click();
  await driver.getByRole('combobox', { name: 'Cost centre' }).click();
  await page.getByRole('option', { name: 'Vans' }).click();
  await shot(page, 'driver-form');
  await driver.getByRole('button', { name: 'Add a driver' }).click();
  await page.getByRole('heading', { name: 'Ada Byron' }).waitFor();
  await page.getByLabel('Number of a new card').fill('04AD0001');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: '04AD0001' }).waitFor();
  await page.getByText('May charge everywhere, daily 00:00–00:00.').waitFor();

  const started = station.waitFor('startAcknowledged');
  station.plugIn();
  station.tap('04AD0001');
  await started;
  await expect.poll(async () => (await install.client.listSessions({ query: { driverId: 1 } })).items.length).toBe(1);
  const stopped = station.waitFor('stopAcknowledged');
  station.unplug();
  await stopped;
  await page.reload();
  await page.getByRole('region', { name: 'Last sessions' }).getByRole('link', { name: 'DEPOT-1' }).waitFor();
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await shot(page, 'driver');

  // From now on only at a site that this one is not.
  const elsewhere = await install.client.createSite({ body: { name: 'Elsewhere', timeZone: 'Europe/Berlin', currency: 'EUR' } });
  await install.client.updateDriverGroup({ params: { groupId: 1 }, body: { rights: [{ siteIds: [elsewhere.id], hours: null }] } });
  const refused = station.waitFor('refused');
  station.plugIn();
  station.tap('04AD0001');
  await refused;
  await page.goto(`${install.url}/cards?tab=taps`);
  await page.getByText('No group of the driver may charge at this site.').first().waitFor();
  const { items } = await install.client.listTaps({ query: { refused: 'true' } });
  expect(items[0]).toMatchObject({ status: 'NotAtThisLocation', reason: 'notAtThisSite', driverName: 'Ada Byron' });
});

it('every page about drivers can be read, on a phone in the dark and in German too', { timeout: 120_000 }, async () => {
  await install.client.updateDriver({
    params: { driverId: 1 },
    body: {
      limits: [
        { of: 'money', per: 'month', most: '80', currency: 'EUR', stops: false },
        { of: 'energy', per: 'day', mostWh: 40_000, stops: true },
      ],
    },
  });
  await install.client.createVehicle({
    params: { driverId: 1 },
    body: { make: 'VW', model: 'ID. Buzz', plate: 'B-AB 12E', evccId: '001A2B3C4D5E', batteryWh: 77_000, autocharge: true },
  });
  await install.client.createHomeCharger({
    params: { driverId: 1 },
    body: { stationId: 'DEPOT-1', perKwh: '0.34', currency: 'EUR', counts: 'cards', validFrom: '2026-01-01' },
  });
  await install.client.updateDriverGroup({
    params: { groupId: 1 },
    body: {
      rights: [{ siteIds: [siteId], hours: [{ days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'FRIDAY'], from: '22:00', until: '06:00' }] }],
    },
  });
  const views: View[] = [desktop, { ...phone, width: 360, scheme: 'dark', locale: 'de-DE' }];
  for (const view of views) {
    const page = await opened(view, '/drivers');
    for (const path of [
      '/drivers',
      '/drivers?add=1',
      '/drivers?tab=groups',
      '/drivers?tab=groups&edit=1',
      '/drivers?tab=companies',
      '/drivers?tab=home',
      '/drivers/1',
      '/companies/1',
      '/cards?add=1',
    ]) {
      await page.goto(install.url + path);
      await settled(page);
      if (/(add|edit)=1$/.test(path)) await page.getByRole('dialog').waitFor();
      expect(await faultsOf(page, { isNarrow: view.width < 500 }), path).toEqual([]);
      await shot(page, `${view.scheme}-${path.replace(/\W+/g, '_')}`);
    }
    await page.context().close();
  }
});

it('a session ends by itself when a limit that says so is reached', { timeout: 60_000 }, async () => {
  await install.client.updateDriverGroup({ params: { groupId: 1 }, body: { rights: [] } });
  await install.client.updateDriver({
    params: { driverId: 1 },
    body: { limits: [{ of: 'energy', per: 'day', mostWh: 1000, stops: true }] },
  });
  const [started, sampled] = [busy.waitFor('startAcknowledged'), busy.waitFor('sampled')];
  busy.plugIn({ vehicle: carTaking(60_000) });
  busy.tap('04AD0001');
  await Promise.all([started, sampled]);
  await busy.waitFor('stopAcknowledged');
  const [session] = (await install.client.listSessions({ query: { driverId: 1, stationId: 'DEPOT-2' } })).items;
  expect(session).toMatchObject({ status: 'ended', stopReason: 'Remote' });
  const { items } = await install.client.listCommands({ params: { stationId: 'DEPOT-2' } });
  expect(items).toMatchObject([{ verb: 'stop', requestedBy: 'Stationmaster' }]);
  // The sum follows the end of the session.
  const used = async () => Number((await install.client.driverSpending({ params: { driverId: 1 } })).limits[0]?.used);
  await expect.poll(used, { timeout: 10_000 }).toBeGreaterThan(1000);
  const refused = busy.waitFor('refused');
  busy.unplug();
  busy.plugIn();
  busy.tap('04AD0001');
  await refused;
  const taps = await install.client.listTaps({ query: { refused: 'true', stationId: 'DEPOT-2' } });
  expect(taps.items[0]).toMatchObject({ reason: 'driverLimit' });
});

it('a list is imported, its wrong lines are all named, and a driver is erased', { timeout: 120_000 }, async () => {
  const page = await opened(desktop, '/drivers');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog');
  const file = (text: string) => ({ name: 'drivers.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await dialog.locator('input[type=file]').setInputFiles(file('reference,name,groups,cards\nP1,Grace,Nowhere,\nP2,,,\n'));
  const wrong = dialog.getByRole('alert');
  await wrong.getByText(/^Line 2: there is no group Nowhere/).waitFor();
  await wrong.getByText(/^Line 3: name/).waitFor();
  const german = await opened({ ...desktop, locale: 'de-DE' }, '/drivers');
  await german.getByRole('button', { name: 'Einlesen' }).click();
  await german.locator('input[type=file]').setInputFiles(file('reference,name,groups,cards\nP1,Grace,Nowhere,\nP2,,,\n'));
  await german.getByText(/^Zeile 2: die Gruppe Nowhere gibt es nicht/).waitFor();
  await german.getByText('Zeile 3: name fehlt', { exact: true }).waitFor();
  await german.context().close();
  await dialog.locator('input[type=file]').setInputFiles(file('reference,name,groups,cards\nP1,Grace Hopper,Night shift,04AD0002\n'));
  await dialog.getByRole('status').getByText('1 driver added, 0 drivers changed, 1 card new to its driver').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('link', { name: 'Grace Hopper' }).click();
  await page.getByRole('button', { name: 'Erase' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Grace Hopper');
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await page.getByText('The driver is erased.').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Go to a station, session, card or page …').fill('Ada By');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Ada Byron.*Fleet Ltd/s })
    .click();
  await page.waitForURL(/\/drivers\/1$/);
  expect((await install.client.listDrivers()).items.map(({ name }) => name)).toEqual(['Ada Byron']);
  expect((await install.client.listTokens({ query: { search: '04AD0002' } })).items).toEqual([]);
});
