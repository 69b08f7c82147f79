import { mkdirSync } from 'node:fs';
import { createNetwork, flawless, type Network } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, mailServer } from '../../apps/server/src/channels/receivers.ts';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';

/** Set to a folder to look at what the pages look like. */
const pictures = process.env['PICTURES'] ?? '';
const patience = 120_000;
let install: Install;
let browser: Browser;
let network: Network;
let post: MailServer;
beforeAll(async () => {
  [install, browser, post] = await Promise.all([
    Install.start({ isSetUp: true }),
    openBrowser(),
    mailServer({ user: 'box', password: 'mail password' }),
  ]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
});
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop(), post?.stop()]);
});

async function opened(path: string, view: View): Promise<{ page: Page; problems: string[] }> {
  const { page, problems } = await openPage(browser, view);
  page.setDefaultTimeout(60_000);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(`${install.url}${path}`);
  await settled(page);
  return { page, problems };
}
async function picture(page: Page, name: string): Promise<void> {
  if (pictures === '') return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

it('from nobody told to a fault that is mailed, taken on and over by itself', { timeout: 400_000 }, async () => {
  const { page, problems } = await opened('/alerts', desktop);
  await page.getByText('Nothing is wrong').waitFor();
  await page.getByText('Nobody is told of alerts yet.').waitFor();
  await picture(page, 'alerts-none');
  await page.getByRole('link', { name: 'Say who is told' }).click();
  await page.getByRole('button', { name: 'Add a channel' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('On call');
  await form.getByLabel('To', { exact: true }).first().fill('oncall@example.org');
  await form.getByLabel('To', { exact: true }).first().press('Enter');
  await form.getByLabel('From address').fill('alerts@example.org');
  await form.getByLabel('Mail server').fill('127.0.0.1');
  await form.getByLabel('Port').fill(String(post.port));
  await form.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: 'None' }).click();
  await form.getByLabel('User name').fill('box');
  await form.getByRole('textbox', { name: 'Password' }).fill('mail password');
  await picture(page, 'channel-form');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('On call is saved.').waitFor();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('The test was taken.').waitFor();
  await page.getByText('Works', { exact: true }).first().waitFor();
  expect(post.got).toHaveLength(1);
  await picture(page, 'channels');

  await page.getByRole('tab', { name: 'What is watched' }).click();
  await page.getByText('Plug out of order').first().click();
  await form.getByRole('textbox', { name: 'Minutes', exact: true }).fill('0');
  await picture(page, 'rule-form');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('out of order for 0 minutes').waitFor();
  await picture(page, 'rules');

  await page.getByRole('tab', { name: 'Now' }).click();
  await page.getByText('Nothing is wrong').waitFor();
  await install.client.createStation({ body: { id: 'BROKEN', securityProfile: 0, name: 'Town hall 1' } });
  const station = await network
    .add({ id: 'BROKEN', version: 'ocpp1.6', maker: { ...flawless, evses: [{ kind: 'AC', maxW: 22_000 }] } })
    .boot();
  station.fault('GroundFailure');
  await page.getByRole('link', { name: 'Plug out of order' }).waitFor({ timeout: patience });
  await page.getByText('Town hall 1, plug 1').waitFor();
  await picture(page, 'alerts');
  await page.getByRole('link', { name: 'Plug out of order' }).click();
  await page.getByText('Error: GroundFailure').waitFor();
  await page.getByText('Delivered', { exact: true }).waitFor({ timeout: patience });
  await expect.poll(() => post.got.length, { timeout: patience }).toBe(2);
  expect(post.got[1]?.text).toContain('Town hall 1');
  await page.getByLabel('Note for the others').fill('Driving there');
  await page.getByRole('button', { name: 'I am on it' }).click();
  await page.getByText('Somebody is on it').waitFor();
  await page.getByText('Driving there').waitFor();
  await picture(page, 'alert');

  station.fault(null);
  await expect.poll(() => post.got.length, { timeout: 200_000 }).toBe(3);
  expect(post.got[2]?.text).toContain('Over: Plug out of order');
  await page.goto(`${install.url}/alerts`);
  await page.getByText('Nothing is wrong').waitFor();
  await page.getByRole('tab', { name: 'Past' }).click();
  await page.getByText('Town hall 1, plug 1').waitFor();
  expect(problems).toEqual([]);
});

it('a recipe is written as sentences, and a window is planned and ended', { timeout: 200_000 }, async () => {
  const { page, problems } = await opened('/alerts?tab=runbooks', desktop);
  await page.getByText('Restart it gently, then wait 10 minutes for it to heal').first().waitFor();
  await picture(page, 'runbooks');
  await page.getByRole('button', { name: 'Write a recipe' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill('Night shift');
  await form.getByRole('button', { name: 'Add a step' }).click();
  await form.getByRole('button', { name: 'Move step 4 up' }).click();
  await picture(page, 'runbook-form');
  await form.getByRole('button', { name: 'Save' }).click();
  const book = page.getByRole('article', { name: 'Night shift' });
  await book.waitFor();
  expect(await book.getByRole('listitem').allInnerTexts()).toEqual([
    'Ask the station how it is, then wait 2 minutes for it to heal',
    'Restart it gently, then wait 10 minutes for it to heal',
    'Wait 10 minutes for it to heal by itself',
    'Give up and tell a person',
  ]);

  await page.getByRole('tab', { name: 'Maintenance' }).click();
  await page.getByText('No maintenance is planned').waitFor();
  await page.getByRole('button', { name: 'Plan maintenance' }).first().click();
  await form.getByLabel('What is done').fill('New main cable');
  await picture(page, 'window-form');
  await form.getByRole('button', { name: 'Plan maintenance' }).click();
  await page.getByText('New main cable', { exact: true }).waitFor();
  await picture(page, 'maintenance');
  await page.getByRole('button', { name: 'End now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End now' }).click();
  await page.getByText('No maintenance is planned').waitFor();
  expect(problems).toEqual([]);
});

it('nothing is wrong on any of the pages, in German, in the dark, on a phone', { timeout: 200_000 }, async () => {
  const { page, problems } = await opened('/alerts', { ...phone, scheme: 'dark', locale: 'de-DE' });
  for (const path of [
    '/alerts',
    '/alerts?tab=past',
    '/alerts?tab=rules',
    '/alerts?tab=channels',
    '/alerts?tab=runbooks',
    '/alerts?tab=maintenance',
    '/alerts?tab=rules&add=1',
    '/alerts?tab=channels&add=1',
    '/alerts?tab=runbooks&add=1',
    '/alerts?tab=maintenance&add=1',
    '/security',
    '/alerts/1',
  ]) {
    await page.goto(`${install.url}${path}`);
    await settled(page);
    if (path.startsWith('/alerts?') || path === '/alerts')
      await expect.poll(() => page.getByRole('tabpanel').innerText(), { timeout: 60_000 }).not.toBe('');
    if (path.includes('add=1')) await page.getByRole('dialog').waitFor();
    expect(await faultsOf(page, { isNarrow: true }), path).toEqual([]);
    await picture(page, `phone${path.replaceAll(/\W+/g, '-')}`);
  }
  expect(problems).toEqual([]);
});
