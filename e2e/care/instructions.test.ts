import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestSocket } from '../../apps/server/src/testing/socket.ts';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';

let install: Install;
let browser: Browser;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), install?.stop()]);
});

async function opened(view: View, path: string): Promise<{ page: Page; problems: string[] }> {
  const { page, problems } = await openPage(browser, view);
  page.setDefaultTimeout(60_000);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(install.url + path);
  await settled(page);
  return { page, problems };
}
/** Set to a folder to look at what the pages look like. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

it('what to do at a maker’s box is shown, corrected, written anew for a model, and taken back', { timeout: 300_000 }, async () => {
  const { client } = install;
  await client.createStation({ body: { id: 'QUAY', securityProfile: 0 } });
  const socket = await TestSocket.open(install.ocppUrl, 'QUAY', { version: 'ocpp1.6' });
  await socket.call('BootNotification', { chargePointVendor: 'KEBA AG', chargePointModel: 'P30 x' });
  const { page, problems } = await opened(desktop, '/stations/QUAY?tab=security');
  const maker = page.getByLabel('Maker', { exact: true });
  await page.getByText('sign in with its configuration password').waitFor();
  expect(await maker.locator('option:checked').innerText()).toBe('KEBA');

  await page.getByRole('button', { name: 'Correct these' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Steps in English').fill('Open the web page.\nTurn the switch 3 on.\n');
  await look(page, 'instructions-form');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Turn the switch 3 on.').waitFor();
  await page.getByText('Written by you').waitFor();
  expect(await maker.locator('option').allInnerTexts()).toEqual(['ABB', 'Alfen', 'go-e', 'MENNEKES', 'Another maker', 'KEBA']);

  await page.getByRole('button', { name: 'Write some for another maker' }).click();
  await form.getByLabel('Name in the list').fill('KEBA P30');
  await form.getByLabel('Makers').fill('keba*');
  await form.getByLabel('Models').fill('p30*');
  await form.getByLabel('Steps in English').fill('Only for this model.');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Only for this model.').waitFor();
  // Whoever opens the page finds the one that fits best.
  await page.reload();
  await page.getByText('Only for this model.').waitFor();
  await look(page, 'instructions-sheet');
  await page.getByRole('button', { name: 'Correct these' }).click();
  await form.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Turn the switch 3 on.').waitFor();
  await page.getByRole('button', { name: 'Correct these' }).click();
  await form.getByRole('button', { name: 'Back to what came with the install' }).click();
  await page.getByText('sign in with its configuration password').waitFor();
  expect(problems).toEqual([]);
  await socket.close();
});

it('a box that does not get through: what to change, and where on a box of its maker', { timeout: 200_000 }, async () => {
  await install.client.createStation({ body: { id: 'LOCKED', securityProfile: 1 } });
  await expect(TestSocket.open(install.ocppUrl, 'LOCKED', { version: 'ocpp1.6', password: 'not-the-password' })).rejects.toThrow('401');
  for (const [name, view] of [
    ['desktop', desktop],
    ['phone', { ...phone, scheme: 'dark' as const }],
  ] as const) {
    const { page, problems } = await opened(view, '/lobby');
    const entry = page.getByRole('article', { name: 'LOCKED' });
    await entry.getByText('How to change it at the box').click();
    // Nobody has said which maker it is of.
    await entry.getByText('look for OCPP, backend', { exact: false }).waitFor();
    await entry.getByLabel('Maker', { exact: true }).selectOption({ label: 'go-e' });
    await entry.getByText('switch OCPP on').waitFor();
    await look(page, `instructions-lobby-${name}`);
    expect([problems, await faultsOf(page, { isNarrow: name === 'phone' })]).toEqual([[], []]);
  }
});
