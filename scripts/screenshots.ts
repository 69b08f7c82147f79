/// <reference lib="dom" />
/**
 * Takes every page of a running server, wide and narrow, light and dark:
 * `node scripts/screenshots.ts URL EMAIL PASSWORD FOLDER [part of a page's name]`
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser, openPage, signIn } from '../e2e/browser.ts';

const [url = 'http://127.0.0.1:8080', email = '', password = '', folder = 'screenshots', only = ''] = process.argv.slice(2);
const widths = [
  [1440, 900],
  [390, 844],
] as const;

const places =
  'stations bulk sessions alerts events lobby security firmware configuration uptime acceptance second-back-ends logs certificates prices price-map checks reports drivers cards sites people audit'.split(
    ' ',
  );

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const scheme of ['light', 'dark'] as const) {
    for (const [width, height] of widths) {
      const { page, problems } = await openPage(browser, { width, height, scheme });
      await page.goto(`${url}/sign-in`);
      await page.locator('main h1').waitFor();
      await shoot(page, `sign-in-${width}-${scheme}`);
      await signIn(page, { url, email, password });
      for (const [name, path] of Object.entries(await pages(page))) {
        if (!name.includes(only)) continue;
        await page.goto(url + path);
        await page
          .locator('main h1')
          .waitFor({ timeout: 5000 })
          .catch(() => problems.push(`${name} has no heading`));
        await page
          .waitForFunction(() => document.querySelectorAll('.mantine-Skeleton-root, [role=tabpanel]:empty').length === 0, null, {
            timeout: 5000,
          })
          .catch(() => problems.push(`${name} goes on loading`));
        await page.evaluate(() => document.fonts.ready);
        // The curve is drawn by a part that is loaded after the page.
        if (await page.locator('figure [role=img]').count())
          await page
            .locator('.uplot canvas')
            .first()
            .waitFor({ timeout: 5000 })
            .catch(() => problems.push(`${name} draws no curve`));
        await shoot(page, `${name}-${width}-${scheme}`);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (wider > 0) problems.push(`${name} is ${wider} px too wide at ${width}`);
      }
      for (const problem of problems) console.error(problem);
      await page.context().close();
    }
  }
} finally {
  await browser.close();
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: false });
}

/** Pages without and with an id; the ids are the first the API lists. */
async function pages(page: Page): Promise<Record<string, string>> {
  const first = (path: string) =>
    page.evaluate(
      async (at) => ((await (await fetch(`/api/v1/${at}`)).json()) as { items?: { id: string | number }[] }).items?.[0]?.id,
      path,
    );
  const station = await first('stations?connected=true&limit=1');
  const session = await first('sessions?limit=1');
  const bulk = await first('bulk-commands?limit=1');
  const tariff = await first('tariffs?limit=1');
  const plain = Object.fromEntries(places.map((name) => [name, `/${name}`]));
  const tabs =
    station === undefined
      ? {}
      : Object.fromEntries(
          ['now', 'messages', 'events', 'configuration', 'monitoring', 'commands', 'details'].map((tab) => [
            `station-${tab}`,
            `/stations/${encodeURIComponent(station)}?tab=${tab}`,
          ]),
        );
  const message =
    station === undefined ? {} : { 'station-message': `/stations/${encodeURIComponent(station)}?tab=commands&send=TriggerMessage` };
  return {
    overview: '/',
    ...plain,
    ...tabs,
    ...message,
    ...(bulk === undefined ? {} : { 'bulk-one': `/bulk/${bulk}` }),
    ...(session === undefined ? {} : { session: `/sessions/${session}` }),
    ...(tariff === undefined ? {} : { price: `/prices/${tariff}` }),
  };
}
