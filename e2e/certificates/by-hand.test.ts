import { join } from 'node:path';
import { createNetwork, type Network, type StationControl } from '@stationmaster/simulator';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { poolBelow, poolRoot } from '../../apps/server/src/testing/contract-pki.ts';
import { TestAuthority } from '../../apps/server/src/testing/pki.ts';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { maker } from '../firmware/seed.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';

const day = 86_400_000;
let install: Install;
let browser: Browser;
let network: Network;
let elsewhere: TestAuthority;
beforeAll(async () => {
  [install, browser, elsewhere] = await Promise.all([
    Install.start({ isSetUp: true }),
    openBrowser(),
    TestAuthority.create('Elsewhere Root'),
  ]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 1000] });
  for (const [id, version, settings] of [
    ['HAND-201', 'ocpp2.0.1', {}],
    ['HAND-16', 'ocpp1.6', {}],
    ['FULL-16', 'ocpp1.6', { CertificateStoreMaxLength: '1' }],
    ['HAND-21', 'ocpp2.1', {}],
    ['MANY-21', 'ocpp2.1', {}],
  ] as const) {
    await install.client.createStation({ body: { id, securityProfile: 0 } });
    await network.add({ id, version, maker, settings }).boot(60_000);
  }
}, 180_000);
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

const newRoot = async (name: string): Promise<string> => (await poolRoot({ name, at: Date.now() })).pem;
const rootsOf = ({ id }: StationControl): string[] => network.station(id).state.roots.map(({ use }) => use);
const panelOf = (page: Page): Locator => page.getByRole('region', { name: 'Certificates', exact: true });
const rowOf = (page: Page, name: string): Locator => panelOf(page).getByRole('listitem').filter({ hasText: name });
const outcomeOf = (page: Page): Locator => page.getByRole('status').filter({ hasText: 'root certificate' });

async function opened(id: string, view: View = desktop): Promise<Page> {
  const { page } = await openPage(browser, view);
  page.setDefaultTimeout(60_000);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(`${install.url}/stations/${id}?tab=upkeep`);
  await settled(page);
  return page;
}
async function dialogOf(page: Page): Promise<Locator> {
  await panelOf(page).getByRole('button', { name: 'Install a root' }).click();
  const dialog = page.getByRole('dialog', { name: 'Install a root' });
  await dialog.waitFor();
  return dialog;
}
async function installed(page: Page, pem: string): Promise<void> {
  const dialog = await dialogOf(page);
  await dialog.getByLabel('Certificate (PEM)').fill(pem);
  await dialog.getByRole('button', { name: 'Install', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
/** Kept where somebody wants to look at them. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
/** As a person without a mouse: on with Tab until it is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 200; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement && !(element as HTMLButtonElement).disabled)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${String(target)}.`);
}

it('2.0.1: a root is installed, told with its name, issuer and end, and deleted after a question', { timeout: 180_000 }, async () => {
  const station = network.station('HAND-201');
  const page = await opened(station.id);
  const pem = await newRoot('Acme Mobility Root');
  // As mail and web pages hand it on.
  await installed(page, `Dear colleague,\n\n${pem.replaceAll('\n', '\r\n')}\nBest regards`);
  await outcomeOf(page).getByText('done, the certificate is installed').waitFor();
  const row = rowOf(page, 'Acme Mobility Root');
  await row.getByText('By it the station recognises this server').waitFor();
  await row.getByText('A root: issued by itself').waitFor();
  await row.getByText(/^Valid until \d+ \w+ 20\d\d/).waitFor();
  expect(station.state.roots).toEqual([{ use: 'CSMSRootCertificate', pem }]);

  await row.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: 'Delete this certificate?' });
  await question.getByText('The station will no longer trust “Acme Mobility Root”').waitFor();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await question.waitFor({ state: 'detached' });
  expect(rootsOf(station)).toHaveLength(1);
  await row.getByRole('button', { name: 'Delete' }).click();
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await row.waitFor({ state: 'detached' });
  expect(rootsOf(station)).toEqual([]);
  await page.context().close();
});

it('1.6: the same with the keyboard alone', { timeout: 180_000 }, async () => {
  const station = network.station('HAND-16');
  const page = await opened(station.id);
  await tabTo(page, panelOf(page).getByRole('button', { name: 'Install a root' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Install a root' });
  await dialog.waitFor();
  await tabTo(page, dialog.getByRole('combobox', { name: 'To check' }));
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Firmware of the maker' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByLabel('Certificate (PEM)'));
  await page.keyboard.insertText((await newRoot('Acme Firmware Root')).slice(0, 400));
  await tabTo(page, dialog.getByRole('button', { name: 'Install', exact: true }));
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').getByText('The certificate is not whole').waitFor();
  // The cursor stands in the text again, to be replaced.
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(await newRoot('Acme Firmware Root'));
  await tabTo(page, dialog.getByRole('button', { name: 'Install', exact: true }));
  await page.keyboard.press('Enter');
  await outcomeOf(page).getByText('done, the certificate is installed').waitFor();
  const row = rowOf(page, 'Acme Firmware Root');
  await row.getByText('By it the station checks firmware of its maker').waitFor();
  expect(rootsOf(station)).toEqual(['ManufacturerRootCertificate']);

  await tabTo(page, row.getByRole('button', { name: 'Delete Acme Firmware Root' }));
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Delete this certificate?' });
  await question.waitFor();
  await tabTo(page, question.getByRole('button', { name: 'Delete', exact: true }));
  await page.keyboard.press('Enter');
  await row.waitFor({ state: 'detached' });
  expect(rootsOf(station)).toEqual([]);
  await page.context().close();
});

it('a wrong paste is refused with a plain sentence, and nothing is sent', { timeout: 180_000 }, async () => {
  const station = network.station('HAND-21');
  const page = await opened(station.id);
  const authority = await poolRoot({ name: 'Two Root', at: Date.now() });
  const below = await poolBelow(authority, { name: 'Two Sub', at: Date.now() });
  const { cert: over, key } = await elsewhere.issue({ commonName: 'over', from: Date.now() - 9 * day, to: Date.now() - day });
  const lines = (text: string): string => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
  const wrong: [string, string][] = [
    ['Please install the root from our web page.', 'There is no certificate in it.'],
    [authority.pem.slice(0, 300), 'The certificate is not whole'],
    [key, 'This holds a private key. It was not sent anywhere'],
    [authority.pem + key, 'This holds a private key.'],
    [authority.pem + below.pem, 'These are 2 certificates, but one is wanted.'],
    [lines('bm9uc2Vuc2U='), 'stands something other than a certificate'],
    // Only the server can tell these.
    [lines(Buffer.from([0x30, 3, 0x30, 1, 5]).toString('base64')), 'It cannot be read as a certificate.'],
    [over, 'It ended on'],
  ];
  const dialog = await dialogOf(page);
  for (const [text, sentence] of wrong) {
    await dialog.getByLabel('Certificate (PEM)').fill(text);
    await dialog.getByRole('button', { name: 'Install', exact: true }).click();
    await dialog.getByRole('alert').getByText(sentence).waitFor();
  }
  await look(page, 'by-hand-refused');
  await dialog.getByLabel('Certificate (PEM)').fill(authority.pem + below.pem);
  await dialog.getByRole('button', { name: 'Install', exact: true }).click();
  await dialog.getByRole('alert').getByText('These are 2').waitFor();
  expect(await dialog.getByRole('alert').count()).toBe(1);
  await look(page, 'by-hand-two');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  const params = { params: { stationId: station.id } };
  // The server asks stations of 2.x for their settings by itself.
  const commands = await install.client.listCommands({ ...params, query: { limit: 100 } });
  expect(commands.items.filter(({ verb }) => verb === 'installCertificate')).toEqual([]);
  const frames = await install.client.listFrames({ ...params, query: { limit: 100 } });
  expect(frames.items.filter(({ action }) => action === 'InstallCertificate')).toEqual([]);
  // The dialog is still there, and takes the right one.
  await dialog.getByLabel('Certificate (PEM)').fill(authority.pem);
  await dialog.getByRole('button', { name: 'Install', exact: true }).click();
  await rowOf(page, 'Two Root').waitFor();
  await page.context().close();
});

describe('a station that does not take it', () => {
  it('1.6: has no room for a second one, and that is said', { timeout: 120_000 }, async () => {
    const page = await opened('FULL-16');
    await installed(page, await newRoot('First Root'));
    await rowOf(page, 'First Root').waitFor();
    // From a file as authorities hand it out: DER.
    const der = Buffer.from((await newRoot('Second Root')).replace(/-----[^-]+-----/g, ''), 'base64');
    const dialog = await dialogOf(page);
    await page.locator('input[type=file]').setInputFiles({ name: 'second.cer', mimeType: 'application/pkix-cert', buffer: der });
    await dialog.getByText('-----END CERTIFICATE-----').waitFor();
    await dialog.getByRole('button', { name: 'Install', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await outcomeOf(page).getByText('the station refused').waitFor();
    expect(await panelOf(page).getByRole('listitem').count()).toBe(1);
    await page.reload();
    await rowOf(page, 'First Root').waitFor();
    expect(await rowOf(page, 'Second Root').count()).toBe(0);
    await page.context().close();
  });

  it('2.1: says why, in plain words', { timeout: 120_000 }, async () => {
    const station = network.station('HAND-21');
    station.nextAnswer('InstallCertificate', { payload: { status: 'Rejected', statusInfo: { reasonCode: 'InvalidCertificate' } } });
    const page = await opened(station.id, phone);
    await installed(page, await newRoot('Unwanted Root'));
    const outcome = outcomeOf(page).getByText('the station refused (it holds the certificate to be invalid)');
    await outcome.waitFor();
    // Where the person looks, also on a phone.
    expect(
      await outcome.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= window.innerHeight;
      }),
    ).toBe(true);
    expect(await rowOf(page, 'Unwanted Root').count()).toBe(0);
    await look(page, 'by-hand-rejected-phone');
    await page.context().close();
  });
});

it('what ends soon, has ended, or is known by its fingerprint only is told as such', { timeout: 240_000 }, async () => {
  const { client } = install;
  const params = { params: { stationId: 'MANY-21' } };
  const give = (certificate: string, type: 'CSMSRootCertificate' | 'MORootCertificate' = 'MORootCertificate') =>
    client.sendCommand({ ...params, body: { verb: 'installCertificate', type, certificate } });
  const lasting = async (commonName: string, ms: number): Promise<string> =>
    (await elsewhere.issue({ commonName, from: Date.now() - day, to: Date.now() + ms })).cert;
  const end = Date.now() + 40_000;
  expect((await give(await lasting('Old Contracts', 40_000))).status).toBe('confirmed');
  expect((await give(await lasting('Soon Contracts', 40 * day))).status).toBe('confirmed');
  expect((await give(await newRoot('Acme Mobility Root'), 'CSMSRootCertificate')).status).toBe('confirmed');
  // Past the command, so that nobody here has kept it: as one that was there from the factory.
  await client.sendMessage({
    params: { ...params.params, action: 'InstallCertificate' },
    body: { payload: { certificateType: 'V2GRootCertificate', certificate: await newRoot('Factory') } },
  });
  const page = await opened('MANY-21');
  await panelOf(page).getByRole('button', { name: 'Read the list' }).click();
  await rowOf(page, 'Unknown certificate').getByText('Only its fingerprint is known').waitFor();
  await rowOf(page, 'Unknown certificate').getByText('By it the station checks certificates for Plug & Charge').waitFor();
  await rowOf(page, 'Soon Contracts').getByText('Ends soon').waitFor();
  await rowOf(page, 'Soon Contracts').getByText('Issued by Elsewhere Root').waitFor();
  expect(await rowOf(page, 'Acme Mobility Root').getByText('Ends soon').count()).toBe(0);
  await expect
    .poll(
      async () => {
        await page.reload();
        await rowOf(page, 'Old Contracts').waitFor();
        return await rowOf(page, 'Old Contracts').getByText('Has ended').count();
      },
      { timeout: end - Date.now() + 60_000, interval: 2_000 },
    )
    .toBe(1);
  await rowOf(page, 'Old Contracts').getByText('What relies on it is refused.').waitFor();
  await page.context().close();
  for (const [name, view] of [
    ['desktop', desktop],
    ['dark', { ...desktop, scheme: 'dark' }],
    ['phone', phone],
    ['phone-dark', { ...phone, width: 360, scheme: 'dark', locale: 'de-DE' }],
  ] as const) {
    const shown = await opened('MANY-21', view);
    await look(shown, `by-hand-${name}`);
    expect(await faultsOf(shown, { isNarrow: view.width < 500 }), name).toEqual([]);
    await shown.context().close();
  }
});
