import { join } from 'node:path';
import { createNetwork, flawless, type Network } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { rootsOf } from '../conformance/own-certificate.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { freePort } from '../reliability/server-process.ts';

const patience = { timeout: 90_000 };
let install: Install;
let browser: Browser;
let network: Network;

beforeAll(async () => {
  const tlsPort = await freePort();
  [install, browser] = await Promise.all([
    Install.start({ isSetUp: true, settings: { TLS_PORT: String(tlsPort), TLS_URL: `wss://127.0.0.1:${tlsPort}` } }),
    openBrowser(),
  ]);
  const ca = (await rootsOf(install.client, 'csms')).join('\n');
  network = createNetwork({ url: install.ocppUrl, ca, backOffMs: [200, 1000] });
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
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

it('follows the sheet, sees the box call in, and moves it to an encrypted line, to a certificate, and back', {
  timeout: 300_000,
}, async () => {
  const { password } = await install.client.createStation({ body: { id: 'QUAY-1', securityProfile: 1 } });
  const page = await opened(desktop, '/stations/QUAY-1?tab=security');
  await page.getByRole('img', { name: 'Address as a code to scan' }).waitFor();
  await page.getByText('Waiting for its call.').waitFor();
  const station = network.add({ id: 'QUAY-1', version: 'ocpp2.0.1', password });
  station.powerUp();
  await page.getByText('It is on the line').waitFor();
  await page.getByText('Not encrypted').waitFor();
  await page.getByRole('button', { name: 'Change the protection' }).click();
  await page.getByRole('radio', { name: /^Password, encrypted/ }).check();
  await look(page, 'security-dialog');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('Under way').waitFor();
  await look(page, 'security-running');
  await page.getByText('It got a new password over the encrypted line').waitFor({ timeout: 90_000 });
  await page.getByText('Encrypted, by this server').waitFor();
  expect(await install.client.getStation({ params: { stationId: 'QUAY-1' } })).toMatchObject({ securityProfile: 2, movingTo: null });
  await page.getByRole('button', { name: 'Change the protection' }).click();
  await page.getByRole('radio', { name: /^Own certificate/ }).check();
  await page.getByRole('button', { name: 'Begin' }).click();
  const profile = async () => (await install.client.getStation({ params: { stationId: 'QUAY-1' } })).securityProfile;
  await expect.poll(profile, patience).toBe(3);
  await page.getByText('QUAY-1, issued by').waitFor();
  await look(page, 'security-certificate');
  for (const [name, view] of [
    ['phone', phone],
    ['dark', { ...desktop, scheme: 'dark' }],
    ['phone-dark-de', { ...phone, width: 360, scheme: 'dark', locale: 'de-DE' }],
  ] as const) {
    const other = await opened(view, '/stations/QUAY-1?tab=security');
    await look(other, `security-${name}`);
    expect(await faultsOf(other, { isNarrow: view.width < 500 }), name).toEqual([]);
    await other.context().close();
  }
  await page.context().close();
});

it('says in the lobby what failed in the encryption, and how to mend it', { timeout: 120_000 }, async () => {
  const { password } = await install.client.createStation({ body: { id: 'QUAY-2', securityProfile: 2 } });
  network.add({ id: 'QUAY-2', version: 'ocpp1.6', password }).powerUp();
  const page = await opened(desktop, '/lobby');
  await page.getByText('QUAY-2 called without encryption.').waitFor();
  await page.getByText(/Set the address in the station to wss:/).waitFor();
  await look(page, 'lobby-encryption');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await page.context().close();
});

it('moves many stations from one page: who can follow is said before, who did not make it after, and all go back', {
  timeout: 200_000,
}, async () => {
  const add = async (id: string, version: 'ocpp2.0.1' | 'ocpp2.1') => {
    const { password } = await install.client.createStation({ body: { id, name: `Pier ${id.at(-1)}`, securityProfile: 1 } });
    return await network.add({ id, version, maker: { ...flawless, name: 'Pier works' }, password }).boot();
  };
  await add('PIER-1', 'ocpp2.1');
  const stubborn = await add('PIER-2', 'ocpp2.0.1');
  stubborn.everyAnswer('SetNetworkProfile', 'Rejected');
  const page = await opened(phone, '/security');
  await page.getByRole('button', { name: 'Protect many stations better' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Maker' }).fill('Pier works');
  await form.getByText('2 stations would be changed.').waitFor();
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  await form.getByRole('button', { name: 'Begin with 2 stations' }).click();
  await page.waitForURL(/\/security\/\d+$/);
  await page.getByText('The station did not take the new address. Nothing had been changed in it').waitFor();
  await page.getByText('1 of 2 stations done').waitFor();
  await page.getByText('Not all made it').waitFor();
  await look(page, 'fleet-move');
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  await page.getByRole('button', { name: 'Show only: Not made (1)' }).click();
  await page.getByRole('link', { name: 'PIER-1' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'PIER-2' }).waitFor();
  await page.getByRole('button', { name: 'Bring 1 station back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Bring 1 station back' }).click();
  await page.getByRole('heading', { name: 'To: Password', exact: true }).waitFor();
  await page.getByText('1 of 1 station done').waitFor();
  const profile = async (stationId: string) => (await install.client.getStation({ params: { stationId } })).securityProfile;
  expect(await Promise.all(['PIER-1', 'PIER-2'].map(profile))).toEqual([1, 1]);
  await page.goto(`${install.url}/security`);
  await page.getByText('Not all made it').waitFor();
  expect(await faultsOf(page, { isNarrow: true })).toEqual([]);
  await page.context().close();
});
