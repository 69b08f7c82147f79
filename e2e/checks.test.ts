import { createNetwork, flawless, meterPublicKey, type Network, signing } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from './browser.ts';
import { faultsOf, settled } from './inspect.ts';
import { administrator, Install } from './install.ts';
import { carTaking, readingsEverySecond } from './stations.ts';

const card = '04FACADE';
/** Where pictures go when a person wants to look at them. */
const pictures = process.env['PICTURES'];
let install: Install;
let browser: Browser;
let network: Network;
let held = 0;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  const site = await install.client.createSite({ body: { name: 'Market hall', timeZone: 'Europe/Berlin', currency: 'EUR' } });
  const elements = [{ priceComponents: [{ type: 'ENERGY' as const, price: '0.50' }] }];
  await install.client.createTariff({ body: { name: 'Guests', currency: 'EUR', elements, siteIds: [site.id] } });
  await install.client.createToken({ body: { value: card, driverName: 'Grace Hopper' } });
  await install.client.createStation({ body: { id: 'HALL-1', name: 'Main door', siteId: site.id, securityProfile: 0 } });
  const maker = { ...flawless, evses: [{ kind: 'DC' as const, maxW: 50_000 }] };
  const station = await network
    .add({ id: 'HALL-1', version: 'ocpp1.6', maker: signing(maker, 'gap'), settings: readingsEverySecond })
    .boot();
  await install.client.registerMeterKey({ params: { stationId: 'HALL-1' }, body: { publicKey: meterPublicKey('HALL-1', 1), evseId: 1 } });
  const [started, sampled] = [station.waitFor('startAcknowledged'), station.waitFor('sampled')];
  station.plugIn({ vehicle: carTaking(2000) });
  station.tap(card);
  await Promise.all([started, sampled]);
  const stopped = station.waitFor('stopAcknowledged');
  station.unplug();
  await stopped;
  held = (await install.client.listSessions()).items[0]?.id ?? 0;
  const outcome = async () => (await install.client.getSessionCheck({ params: { sessionId: held } })).outcome;
  await vi.waitFor(async () => expect(await outcome()).toBe('hold'), { timeout: 60_000, interval: 200 });
}, 180_000);
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

async function opened(view: View, path: string): Promise<Page> {
  const { page } = await openPage(browser, view);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(install.url + path);
  await settled(page);
  return page;
}
async function looksRight(page: Page, { name, view }: { name: string; view: View }): Promise<void> {
  expect(await faultsOf(page, { isNarrow: view.width < 500 }), name).toEqual([]);
  if (pictures) await page.screenshot({ path: `${pictures}/${name}-${view.width}-${view.scheme}.png`, fullPage: true });
}
const views: View[] = [desktop, phone, { ...desktop, scheme: 'dark' }, { ...phone, scheme: 'dark', locale: 'de-DE' }];

it('the work list, the rules, a session and its meter keys stand right in every view', { timeout: 180_000 }, async () => {
  for (const view of views) {
    const page = await opened(view, '/checks');
    await page.getByRole('listitem').filter({ hasText: 'Grace Hopper' }).first().waitFor();
    await looksRight(page, { name: 'checks', view });
    for (const [name, path] of [
      ['rules', '/checks?tab=rules'],
      ['session', `/sessions/${held}`],
      ['evidence', `/sessions/${held}?tab=evidence`],
      ['meter-keys', '/stations/HALL-1?tab=meterKeys'],
    ] as const) {
      await page.goto(install.url + path);
      await settled(page);
      if (name === 'evidence') await page.locator('#signed').waitFor();
      if (name === 'meter-keys') await page.locator('#meter-keys').waitFor();
      await looksRight(page, { name, view });
    }
    await page.context().close();
  }
});

it('a held session is decided about with a reason, and the decision taken back', { timeout: 120_000 }, async () => {
  const page = await opened(desktop, '/checks');
  const item = page.getByRole('listitem', { name: `Session ${held} at HALL-1` });
  await expect.poll(() => item.innerText()).toContain('A signed value is missing');
  await item.getByRole('button', { name: 'Decide …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Energy' }).fill('0.4');
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Read from the display on site');
  await looksRight(page, { name: 'decide', view: desktop });
  await dialog.getByRole('button', { name: 'Save and price anew' }).click();
  await page.getByText('Nothing to check').waitFor();
  expect(await install.client.getSession({ params: { sessionId: held } })).toMatchObject({ energyWh: 400, cost: { total: '0.20' } });

  await page.goto(`${install.url}/sessions/${held}`);
  const panel = page.getByRole('region', { name: 'Before money' });
  await panel.getByText('Is billed').waitFor();
  expect(await panel.innerText()).toContain('Read from the display on site');
  await looksRight(page, { name: 'decided', view: desktop });
  await panel.getByRole('button', { name: 'Take back' }).click();
  await panel.getByText('Waits for a person').waitFor();
  expect(await install.client.getSessionCheck({ params: { sessionId: held } })).toMatchObject({
    outcome: 'hold',
    repairs: [{}, { reverses: expect.any(Number) }],
  });
});

it('a rule is changed, and what it held is let go', { timeout: 120_000 }, async () => {
  const page = await opened(desktop, '/checks?tab=rules');
  const outcome = async () => (await install.client.getSessionCheck({ params: { sessionId: held } })).outcome;
  const choose = (label: string) =>
    page.getByRole('radiogroup', { name: 'What happens: A signed value is missing' }).getByText(label, { exact: true }).click();
  await choose('Bill');
  await expect.poll(outcome, { timeout: 30_000 }).toBe('bill');
  await choose('Hold');
  await expect
    .poll(async () => (await install.client.listQualityRules()).items.find(({ kind }) => kind === 'signedGap')?.action)
    .toBe('hold');
});

it('a driver checks what the meter signed, without signing in and without the server', { timeout: 120_000 }, async () => {
  const page = await opened(desktop, `/sessions/${held}?tab=evidence`);
  const open = page.getByRole('link', { name: 'Check it as the driver does' });
  const link = (await open.getAttribute('href')) ?? '';
  expect(link).toMatch(/\/verify#v1\./);
  const values = link.slice(link.indexOf('#v1.') + 4).slice(0, 40);
  await page.getByRole('button', { name: 'QR code for the driver' }).click();
  await page.getByRole('dialog').getByRole('img', { name: 'QR code for the driver' }).waitFor();
  await looksRight(page, { name: 'qr', view: desktop });

  for (const view of views) {
    const { page: driver } = await openPage(browser, view);
    const asked: string[] = [];
    driver.on('request', (request) => asked.push(request.url()));
    await driver.goto(link);
    await driver.getByRole('status').waitFor();
    expect(await driver.getByRole('status').innerText()).toContain(view.locale ? 'Echt' : 'Genuine');
    // The values stay in the browser: nothing of them is asked of anybody.
    expect(asked.filter((url) => url.includes('/api/') || url.includes(values))).toEqual([]);
    await looksRight(driver, { name: 'verify', view });
    await driver.context().close();
  }
});

it('what was changed, cut off or pasted is told apart', { timeout: 120_000 }, async () => {
  const { page } = await openPage(browser, desktop);
  await page.goto(`${install.url}/verify#v1.abc`);
  await page.getByRole('alert').waitFor();
  const { items } = await install.client.sessionSigned({ params: { sessionId: held } });
  const good = items.map(({ record }) => record).join('\n');
  const key = items[0]?.publicKey ?? '';
  const check = async (text: string, publicKey: string) => {
    await page.getByRole('textbox', { name: 'Or paste the signed values' }).fill(text);
    await page.getByRole('textbox', { name: 'Public key of the meter' }).fill(publicKey);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    const said = await page.getByRole('status').innerText();
    await page.getByRole('button', { name: 'Check something else' }).click();
    return said;
  };
  await looksRight(page, { name: 'verify-empty', view: desktop });
  expect(await check(good, key)).toMatch(/^Genuine\n/);
  expect(await check(good.replace('"ST":"G"', '"ST":"M"'), key)).toMatch(/^Not genuine/);
  expect(await check(good, meterPublicKey('OTHER', 1))).toMatch(/^Not genuine/);
  expect(await check(good, '')).toMatch(/^Cannot be checked here/);
  expect(await check('AP;0;3;ABC', key)).toMatch(/^Cannot be checked here/);
});
