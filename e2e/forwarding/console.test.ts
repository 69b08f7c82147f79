import { createNetwork, type Network, type StationControl } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { carTaking, fastCharger, readingsEverySecond } from '../stations.ts';

const card = '04C0FFEE';
const pictures = process.env['FORWARDING_PICTURES'];
let install: Install;
let browser: Browser;
let network: Network;
let station: StationControl;

/** One install is both back ends: it hears FWD-1 itself, and as THEIR-1 once more. */
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true, settings: { PRIVATE_TARGETS: 'true' } }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  await install.client.createToken({ body: { value: card, driverName: 'Grace' } });
  await install.client.createStation({ body: { id: 'FWD-1', securityProfile: 0 } });
  await install.client.createStation({ body: { id: 'THEIR-1', securityProfile: 1, password: 'a password of sixteen' } });
  station = await network.add({ id: 'FWD-1', version: 'ocpp1.6', maker: fastCharger, settings: readingsEverySecond }).boot();
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
const begun = async (): Promise<void> => {
  const started = station.waitFor('startAcknowledged');
  station.plugIn({ vehicle: carTaking(5_000) });
  station.tap(card);
  await started;
  await station.waitFor('sampled');
};
const ended = async (): Promise<void> => {
  const stopped = station.waitFor('stopAcknowledged');
  station.unplug();
  await stopped;
};

it('a second back end is set up, compared, and cut over to when the car has left', { timeout: 240_000 }, async () => {
  const page = await opened(desktop, '/stations/FWD-1?tab=forwarding');
  await picture(page, 'none-desktop');
  await page.getByRole('button', { name: 'Set up' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Address' }).fill(install.ocppUrl);
  await form.getByRole('textbox', { name: 'Name of the station there' }).fill('THEIR-1');
  await form.getByLabel('Password there').fill('not this one');
  await picture(page, 'form-desktop');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It refuses the password').waitFor();
  await picture(page, 'refused-desktop');

  await page.getByRole('button', { name: 'Change' }).click();
  await form.getByLabel('Password there').fill('a password of sixteen');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Everything is told').waitFor();
  await begun();
  await ended();
  const row = page.getByRole('table', { name: 'Sessions' }).getByRole('row').nth(1);
  await row.getByText('Equal').waitFor();
  await begun();
  await page.getByRole('button', { name: 'Cut over to the second back end' }).click();
  await page.getByText('will answer once no car charges here').waitFor();
  await page.getByRole('button', { name: 'At once' }).click();
  await page.getByRole('dialog').getByText('1 car is charging here').waitFor();
  await picture(page, 'at-once-desktop');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await ended();
  await page.getByText('The second back end answers', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Cut back to Stationmaster' }).waitFor();
  await expect.poll(() => row.textContent()).toContain('Equal');
  await picture(page, 'compared-desktop');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);

  for (const [name, view] of [
    ['phone', { ...phone, width: 360 }],
    ['phone-dark', { ...phone, width: 360, scheme: 'dark' }],
  ] as const) {
    const narrow = await opened(view, '/stations/FWD-1?tab=forwarding');
    await narrow.getByText('The second back end answers', { exact: true }).waitFor();
    await picture(narrow, `compared-${name}`);
    expect(await faultsOf(narrow, { isNarrow: true })).toEqual([]);
  }
});

it('all of them are on one page', { timeout: 120_000 }, async () => {
  const page = await opened({ ...desktop, scheme: 'dark' }, '/second-back-ends');
  await page.getByRole('row', { name: 'FWD-1' }).getByText('Connected').waitFor();
  await picture(page, 'list-desktop-dark');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await page.getByRole('button', { name: 'Switch all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stationmaster answers' }).click();
  await page.getByRole('row', { name: 'FWD-1' }).getByText('Stationmaster answers').waitFor();
  await page.getByRole('button', { name: 'Set up for a site' }).click();
  await page.getByRole('dialog').getByText('All stations of').waitFor();
  await picture(page, 'many-desktop-dark');
  const narrow = await opened({ ...phone, locale: 'de-DE' }, '/second-back-ends');
  await narrow.getByRole('heading', { name: 'Zweite Backends' }).waitFor();
  await picture(narrow, 'list-phone-de');
  expect(await faultsOf(narrow, { isNarrow: true })).toEqual([]);
});

it('what fails in the encryption, what waits and that the station was told to go elsewhere stand on its panel', {
  timeout: 180_000,
}, async () => {
  const { client } = install;
  const stationId = 'FWD-2';
  await client.createStation({ body: { id: stationId, securityProfile: 0 } });
  // No TLS is spoken at this port.
  const url = `${install.ocppUrl.replace('ws:', 'wss:')}/there`;
  await client.setForwarding({ params: { stationId }, body: { url } });
  const settings = { ...readingsEverySecond, 'SampledDataCtrlr.TxUpdatedInterval': '1' };
  const box = await network.add({ id: stationId, version: 'ocpp2.0.1', maker: fastCharger, settings }).boot();
  const stopped = box.waitFor('stopAcknowledged', { timeoutMs: 60_000 });
  box.plugIn({ vehicle: carTaking(5_000) });
  box.tap(card);
  await box.waitFor('sampled', { timeoutMs: 40_000 });
  box.unplug();
  await stopped;
  const csmsUrl = 'wss://elsewhere.example/ocpp';
  const profile = { csmsUrl, interface: 'Wired0', messageTimeout: 30, securityProfile: 2 } as const;
  await client.sendCommand({ params: { stationId }, body: { verb: 'setNetworkProfile', slot: 1, profile } });
  for (const [name, view, words] of [
    ['missed-desktop', desktop, ['Something else than TLS answers', 'Kept for 30 days, at most 10,000', 'told to call another address']],
    [
      'missed-phone-dark-de',
      { ...phone, width: 360, scheme: 'dark', locale: 'de-DE' },
      ['etwas anderes als TLS', 'höchstens 10.000', 'eine andere Adresse anzurufen'],
    ],
  ] as const) {
    const page = await opened(view, `/stations/${stationId}?tab=forwarding`);
    for (const word of words) await page.getByText(word).waitFor();
    await page.getByText(csmsUrl).waitFor();
    await picture(page, name);
    expect(await faultsOf(page, { isNarrow: view.width < 500 }), name).toEqual([]);
  }
});
