import { brotliCompressSync } from 'node:zlib';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { card, type Seeded, seed } from './seed.ts';

let install: Install;
let browser: Browser;
let seeded: Seeded;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  seeded = await seed(install.client, install.ocppUrl);
});
afterAll(async () => {
  seeded?.station.close();
  await Promise.all([browser?.close(), install?.stop()]);
});

async function signedIn(view: View = desktop): Promise<{ page: Page; problems: string[] }> {
  const opened = await openPage(browser, view);
  await signIn(opened.page, { url: install.url, ...administrator });
  return opened;
}
const pages = (): string[] => [
  `/sessions/${seeded.ended}`,
  `/sessions/${seeded.running}`,
  '/price-map',
  '/price-map?unpriced=true',
  '/price-map/HALL-2?kwh=20',
];

describe.each<[string, View]>([
  ['English, desktop, light', desktop],
  ['German, the smallest phone, dark', { ...phone, width: 360, height: 640, scheme: 'dark', locale: 'de-DE' }],
  ['English, phone, light', phone],
  ['German, desktop, dark', { ...desktop, scheme: 'dark', locale: 'de-DE' }],
])('%s', (_, view) => {
  it('bill, price map and price question say everything in words, name every control and fit', { timeout: 90_000 }, async () => {
    const { page, problems } = await signedIn(view);
    const faults: Record<string, string[]> = {};
    for (const address of pages()) {
      await page.goto(install.url + address);
      await settled(page);
      if (address.startsWith('/sessions')) await page.locator('section[aria-labelledby=bill] tfoot').waitFor();
      const found = [...(await faultsOf(page, { isNarrow: view.width < 500 })), ...problems.splice(0)];
      if (found.length > 0) faults[address] = found;
    }
    expect(faults).toEqual({});
    await page.context().close();
  });
});

it('each page loads less than 250 KB of script, compressed', { timeout: 90_000 }, async () => {
  const { page } = await signedIn();
  const sizes: Record<string, number> = {};
  for (const address of pages()) {
    await page.goto('about:blank');
    const scripts = new Set<string>();
    const note = (response: { request: () => { resourceType: () => string }; url: () => string }): void => {
      if (response.request().resourceType() === 'script') scripts.add(response.url());
    };
    page.on('response', note);
    await page.goto(install.url + address);
    await settled(page);
    page.off('response', note);
    let bytes = 0;
    for (const script of scripts) bytes += brotliCompressSync(await (await page.request.get(script)).body()).length;
    sizes[address] = Math.round(bytes / 1000);
  }
  expect(Object.values(sizes).every((size) => size > 50)).toBe(true);
  expect(Object.fromEntries(Object.entries(sizes).filter(([, size]) => size >= 250))).toEqual({});
});

const lit = async (scope: Locator): Promise<string[]> =>
  (await scope.locator('[data-lit]').allInnerTexts()).map((text) => text.split('\n')[0] ?? '');

describe('the bill beside the curve', () => {
  it('says rule, time and readings of each line, and which price it is made by and why', async () => {
    const { page } = await signedIn();
    await page.goto(`${install.url}/sessions/${seeded.ended}`);
    const bill = page.locator('section[aria-labelledby=bill]');
    // 12 kWh × 0.49 + 12 kWh × 0.29 + 1 h × 6 + 0.50
    await bill.getByRole('row', { name: 'Total €15.86' }).waitFor();
    await bill.getByText('Rule 1: 22:00 to 06:00').waitFor();
    await bill.getByText('meter 1,234.000 kWh → 1,246.000 kWh').waitFor();
    await bill.getByText('Rule 2: after 30 min of grace, at most €12.00').waitFor();
    expect(await bill.getByRole('link', { name: 'Price "Day and night", version 1' }).getAttribute('href')).toMatch(/^\/prices/);
    await bill.getByText('Why this price?').click();
    await bill.getByText('Site Market hall: Day and night').waitFor();
  });

  it('lights up together: by mouse, by keyboard and by a press that holds', async () => {
    const { page } = await signedIn();
    await page.goto(`${install.url}/sessions/${seeded.ended}`);
    const bill = page.locator('section[aria-labelledby=bill]');
    const strip = page.getByRole('toolbar');
    const stretches = strip.getByRole('button');
    await expect.poll(() => stretches.count()).toBe(4);
    const litStretches = () => stretches.evaluateAll((all) => all.flatMap((one, index) => (one.hasAttribute('data-lit') ? [index] : [])));
    await bill.getByRole('button', { name: /Time after the charge/ }).hover();
    await expect.poll(litStretches).toEqual([3]);
    await stretches.nth(0).hover();
    await expect.poll(() => lit(bill)).toEqual(['Energy', 'Per session']);
    await page.getByText(/Charging, 12\.00 kWh/).waitFor();
    await page.mouse.move(0, 0);
    await stretches.nth(0).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => lit(bill)).toEqual(['Energy']);
    await page.keyboard.press('Enter');
    await page.locator('body').click({ position: { x: 5, y: 5 } });
    expect(await lit(bill)).toEqual(['Energy']);
    expect(await stretches.nth(1).getAttribute('aria-pressed')).toBe('true');
  });

  it('follows the pointer over the curve', async () => {
    const { page } = await signedIn();
    await page.goto(`${install.url}/sessions/${seeded.ended}`);
    const bill = page.locator('section[aria-labelledby=bill]');
    const curve = page.locator('section[aria-labelledby=course] canvas');
    await curve.waitFor();
    const box = await curve.boundingBox();
    if (box === null) throw new Error('no curve');
    await page.mouse.move(box.x + box.width - 40, box.y + 80);
    await expect.poll(() => lit(bill)).toEqual(['Time after the charge']);
    await page.mouse.move(box.x + 90, box.y + 80);
    await expect.poll(() => lit(bill)).toEqual(['Energy', 'Per session']);
  });

  it('grows while the car charges, without a reload', async () => {
    const { page } = await signedIn();
    await page.goto(`${install.url}/sessions/${seeded.running}`);
    const total = page.locator('section[aria-labelledby=bill] tfoot tr').last();
    await total.waitFor();
    const before = await total.innerText();
    const { last, station } = seeded;
    await station.charge({ id: 'running', card, moments: [{ ...last, at: Date.now(), wh: last.wh + 5000 }], isRunning: true });
    await expect.poll(() => total.innerText(), { timeout: 15_000 }).not.toBe(before);
  });
});

describe('the price map', () => {
  it('shows what holds where and what is passed over, and finds the places without a price', async () => {
    const { page } = await signedIn();
    await page.goto(`${install.url}/price-map?at=2026-07-01T12:00`);
    const row = (name: string): Locator => page.getByRole('row').filter({ hasText: name });
    await row('HALL-1').getByText('€0.49 per kWh, €0.50 per session').waitFor();
    await row('HALL-2').getByText('Day and night (the site)').waitFor();
    await row('CLUB-1').getByText('No price').waitFor();
    await page.getByRole('button', { name: 'Show them' }).click();
    await expect.poll(() => page.getByRole('table').getByRole('link').allInnerTexts()).toEqual(['CLUB-1']);
    expect(new URL(page.url()).searchParams.get('unpriced')).toBe('true');
  });

  it('leads to the question what a driver would pay, which is answered line by line', async () => {
    const { page } = await signedIn();
    await page.goto(`${install.url}/price-map`);
    await page.getByRole('link', { name: 'HALL-2' }).click();
    await page.getByLabel('Energy in kWh').fill('10');
    const answer = page.locator('section[aria-labelledby=answer]');
    await answer.getByRole('row', { name: 'Total €7.90' }).waitFor();
    await answer.getByText('Plug 1 of HALL-2: Fast lane').waitFor();
    await answer.getByText('passed over: another comes first').waitFor();
  });
});
