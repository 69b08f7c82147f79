import { join } from 'node:path';
import { createNetwork, type Network } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { poolRoot } from '../../apps/server/src/testing/contract-pki.ts';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { bootAll } from '../firmware/seed.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';

const ids = ['QUAY-1', 'QUAY-2', 'QUAY-3'];
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
async function lookEverywhere(path: string, name: string, hasDialog = false): Promise<void> {
  for (const [kind, view] of [
    ['desktop', desktop],
    ['dark', { ...desktop, scheme: 'dark' }],
    ['phone', phone],
    ['phone-dark', { ...phone, width: 360, scheme: 'dark', locale: 'de-DE' }],
  ] as const) {
    const page = await opened(view, path);
    if (hasDialog) {
      await page.getByRole('dialog').getByRole('listitem').first().waitFor();
      await settled(page);
    }
    await look(page, `${name}-${kind}`);
    expect(await faultsOf(page, { isNarrow: view.width < 500 }), `${name} ${kind}`).toEqual([]);
    await page.context().close();
  }
}

it('an empty list says what to do; a root is brought in and trusted', { timeout: 240_000 }, async () => {
  await lookEverywhere('/certificates', 'certificates-empty');
  const page = await opened(desktop, '/certificates');
  await page.getByRole('button', { name: 'Trust a root' }).first().click();
  const { pem } = await poolRoot({ name: 'Acme Mobility Root', at: Date.now() });
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Certificate (PEM)').fill('-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----');
  await dialog.getByRole('button', { name: 'Trust it' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Certificate (PEM)').fill(pem);
  await dialog.getByRole('button', { name: 'Trust it' }).click();
  await page.getByText('Acme Mobility Root').first().waitFor();
  await page.context().close();
});

it('a root gets a successor, and the stations that would be left outside are given it', { timeout: 240_000 }, async () => {
  const { client } = install;
  const { id } = await client.replaceAuthority({ body: { name: 'csmsEc' } });
  const { pem } = await client.getCertificate({ params: { certificateId: id } });
  for (const stationId of ids)
    await client.sendCommand({
      params: { stationId },
      body: { verb: 'installCertificate', type: 'CSMSRootCertificate', certificate: pem },
    });
  const page = await opened(desktop, `/certificates?open=${id}`);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('3 stations rely on it').waitFor();
  await dialog.getByRole('button', { name: 'Make a successor' }).click();
  await page.getByRole('dialog', { name: 'Make a new root?' }).getByRole('button', { name: 'Make a successor' }).click();
  await page.getByText('3 stations would be left outside').waitFor();
  await page.getByRole('button', { name: 'Give it to 3 stations' }).waitFor();
  await look(page, 'certificates-stranded');
  await lookEverywhere('/certificates', 'certificates');
  await lookEverywhere(`/certificates?open=${id}`, 'certificates-dialog', true);
  await page.getByRole('button', { name: 'Give it to 3 stations' }).click();
  await page.waitForURL(/\/bulk\/\d+/);
  await page.context().close();
  const stranded = async () =>
    (await client.listCertificateStations({ params: { certificateId: id } })).items.filter(({ isStranded }) => isStranded);
  await expect.poll(stranded, { timeout: 90_000 }).toEqual([]);
});
