import { brotliCompressSync } from 'node:zlib';
import { createNetwork, type Network } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, signIn, type View } from './browser.ts';
import { card, type Seeded, seed, viewer } from './console-seed.ts';
import { dailyAddresses, halfOf, views, walk } from './console-walk.ts';
import { paleTexts } from './contrast.ts';
import { settled } from './inspect.ts';
import { administrator, Install } from './install.ts';
import { carTaking, fastCharger } from './stations.ts';

let install: Install;
let browser: Browser;
let network: Network;
let seeded: Seeded;

beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl });
  seeded = await seed(install.client, network);
});

afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

const signedIn = async (
  view: View = desktop,
  person: { email: string; password: string } = administrator,
): Promise<{ page: Page; problems: string[] }> => {
  const opened = await openPage(browser, view);
  await signIn(opened.page, { url: install.url, ...person });
  return opened;
};

describe.each(views)('%s', (_, view, half) => {
  it('every second page of the day opens by its address, says everything in words, names every control and fits', {
    timeout: 120_000,
  }, async () => {
    expect(await walk({ browser, url: install.url, view }, halfOf(dailyAddresses(seeded), half))).toEqual({
      faults: {},
      language: view.locale === 'de-DE' ? 'de' : 'en',
      scheme: view.scheme,
    });
  });
});

it('text paler than people can read is noticed', async () => {
  const { page } = await signedIn();
  await settled(page);
  await page.evaluate(() => document.body.insertAdjacentHTML('afterbegin', '<p style="color:#888;background:#fff">rather pale</p>'));
  expect(await paleTexts(page)).toEqual([expect.stringMatching(/^pale 3\.54: "rather pale"/)]);
});

/** Compressed, by address: most pages load the same. */
const weights = new Map<string, number>();
const weighed: [name: string, path: () => string][] = [
  ...['/', '/stations', '/stations/HALL-1', '/stations/HALL-1?tab=messages', '/sessions', '/reports', '/drivers', '/cards'],
  ...['/prices', '/prices/new', '/sites', '/alerts'],
].map((path) => [path, () => path]);
it.each([...weighed, ['/sessions/$sessionId', () => `/sessions/${seeded.endedSession}`] as const])(
  '%s loads less than 250 KB of script, compressed',
  async (_, path) => {
    const { page } = await signedIn();
    // What the page before still fetches is not this page's.
    await page.goto('about:blank');
    const scripts = new Set<string>();
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.add(response.url());
    });
    await page.goto(install.url + path());
    await settled(page);
    let bytes = 0;
    for (const script of scripts) {
      const weight = weights.get(script) ?? brotliCompressSync(await (await page.request.get(script)).body()).length;
      weights.set(script, weight);
      bytes += weight;
    }
    expect(scripts.size).toBeGreaterThan(3);
    expect(bytes / 1000).toBeLessThan(250);
  },
);

it('the language changes on the spot, and no name of a text is seen while its words are on the way', async () => {
  const { page, problems } = await signedIn();
  await page.goto(`${install.url}/stations/HALL-1`);
  await settled(page);
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = texts.currentNode.textContent?.trim() ?? '';
        if (/^([a-z-]+:)?[a-z]\w*\.[a-z]\w*(\.\w+)*$/.test(text) || /^[a-z-]+:[a-z]\w*$/.test(text)) seen.add(text);
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  await page.getByRole('button', { name: /^Your account/ }).click();
  await page.getByText('Deutsch', { exact: true }).click();
  await page.getByRole('tab', { name: 'Befehle' }).waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  for (const [group, place] of [
    ['Einstellungen', 'Name, Standort, Zugang'],
    ['Wartung', 'Ihre Eigenheiten'],
  ] as const) {
    await page.getByRole('tab', { name: group }).click();
    await page.getByRole('link', { name: place }).click();
    await settled(page);
  }
  await page.goBack();
  await expect.poll(() => new URL(page.url()).searchParams.get('tab')).toBe('upkeep');
  expect(await page.evaluate(() => [document.documentElement.lang, ...(window as unknown as { seen: Set<string> }).seen])).toEqual(['de']);
  expect(problems).toEqual([]);
});

it('the keyboard alone reaches every page and a station through the palette', async () => {
  const { page, problems } = await signedIn();
  const targets = [
    ['Stations', '/stations'],
    ['Sessions', '/sessions'],
    ['Lobby', '/lobby'],
    ['Drivers', '/drivers'],
    ['Cards', '/cards'],
    ['Prices', '/prices'],
    ['Sites', '/sites'],
    ['People and keys', '/people'],
    ['Audit log', '/audit'],
    ['Overview', '/'],
    ['Back entrance', '/stations/HALL-3'],
  ] as const;
  for (const [name, path] of targets) {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Go to a station, session, card or page …').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('placeholder')?.startsWith('Go to a station'));
    await page.keyboard.type(name);
    await page.getByRole('dialog').getByRole('button', { name }).first().waitFor();
    await page.locator('[data-action][data-selected]').filter({ hasText: name }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname, { message: name, timeout: 10_000 }).toBe(path);
    await settled(page);
  }
  expect(problems).toEqual([]);
});

it('a car is started and stopped from the screen, and the screen says that it really happened', async () => {
  const { page } = await signedIn();
  const station = network.station('HALL-2');
  station.plugIn({ vehicle: carTaking(5000) });
  await page.goto(`${install.url}/stations/HALL-2`);
  await page.getByRole('button', { name: 'Start charging' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Card to charge on' }).click();
  await page.getByRole('option', { name: 'Grace Hopper' }).click();
  await dialog.getByRole('button', { name: 'Start charging' }).click();
  await page.getByRole('status').getByText('done, the car is charging').waitFor();
  expect(station.evse().session?.idToken).toBe(card);
  await page.getByRole('button', { name: 'Stop charging' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop charging' }).click();
  await page.getByRole('status').getByText('done, charging has ended').waitFor();
  expect(station.evse().session).toBeNull();
  station.unplug();
});

it('an expert writes a message by keyboard, is told what is wrong with it, and reads what the station answers', async () => {
  const { page } = await signedIn();
  await page.goto(`${install.url}/stations/HALL-1?tab=commands`);
  await page.getByRole('button', { name: 'Write a message' }).press('Enter');
  const content = page.getByRole('textbox', { name: 'Content (JSON)' });
  await content.waitFor();
  expect(JSON.parse(await content.inputValue())).toEqual({ requestedMessage: 'BootNotification' });
  await content.fill('{ "requestedMessage": "Coffee", "sugar": 1 }');
  await content.press('Control+Enter');
  await page.getByRole('alert').getByText('payload.sugar: is not part of this message').waitFor();
  await content.fill('{');
  expect(await page.getByRole('button', { name: 'Send it' }).isDisabled()).toBe(true);
  await content.fill('{ "requestedMessage": "Heartbeat" }');
  await content.press('Control+Enter');
  await page.getByRole('status').getByText('Answered').waitFor();
  await page.getByRole('link', { name: 'In the message log' }).press('Enter');
  const [frame] = (await install.client.listFrames({ params: { stationId: 'HALL-1' }, query: { action: 'TriggerMessage', limit: 1 } }))
    .items;
  expect(JSON.parse(frame?.request ?? '[]')[3]).toEqual({ requestedMessage: 'Heartbeat' });
  await page.getByRole('list', { name: 'Message log' }).getByRole('button').first().waitFor();
});

it('a station with a wrong password stands in the lobby with the reason and the fix', async () => {
  const { page } = await signedIn();
  await page.goto(`${install.url}/lobby`);
  await settled(page);
  const stranger = network.add({ id: 'HALL-3', version: 'ocpp1.6', maker: fastCharger, password: 'not-the-right-one-2' });
  stranger.powerUp();
  const entry = page.getByRole('article', { name: 'HALL-3' });
  await entry.getByText('HALL-3 sent a password that is not the one on record.').waitFor();
  await entry.getByText("Make a new password on the station's page and type it into the station.").waitFor();
  expect(await entry.getByRole('button', { name: 'Adopt this station' }).count()).toBe(0);
  stranger.stop();
});

it('a card that is not on the list appears under the last taps with its reason, as it is held to the reader', async () => {
  const { page } = await signedIn();
  await page.goto(`${install.url}/cards?tab=taps`);
  await settled(page);
  network.station('HALL-2').tap('04DEAD0042');
  const row = page.getByRole('row').filter({ hasText: '04DEAD0042' });
  await row.getByText('The card is not on the list.').waitFor();
  await row.getByText('Refused', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Add this card' }).waitFor();
});

it('a viewer sees the station but has no commands, and the server refuses them too', async () => {
  const { page } = await signedIn(desktop, viewer);
  await page.goto(`${install.url}/stations/HALL-2`);
  await page.getByRole('region', { name: /^Plug/ }).waitFor();
  for (const name of ['Start charging', 'Stop charging', 'Station actions', /^More for plug/])
    expect(await page.getByRole('button', { name }).count(), String(name)).toBe(0);
  expect(await page.getByRole('link', { name: 'People and keys' }).count()).toBe(0);
  await page.goto(`${install.url}/sessions/${seeded.activeSession}`);
  await settled(page);
  expect(await page.getByRole('button', { name: 'Stop charging' }).count()).toBe(0);
  const status = await page.evaluate(async () => {
    const body = JSON.stringify({ verb: 'reset', kind: 'hard' });
    return (await fetch('/api/v1/stations/HALL-2/commands', { method: 'POST', body, headers: { 'content-type': 'application/json' } }))
      .status;
  });
  expect(status).toBe(403);
});

it('signing in leads back to where one wanted to go; signing out closes the door', async () => {
  const { page } = await openPage(browser, desktop);
  await page.goto(`${install.url}/prices`);
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(administrator.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('a wrong password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('E-mail address or password is wrong.').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(administrator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Prices', exact: true }).waitFor();
  await page.getByRole('button', { name: /^Your account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${install.url}/stations`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});
