import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

/** The npm build of Chromium is made for one process and paints through a software GPU, which eats a whole core; without it pages open ten times faster. */
const unwanted: readonly string[] = [
  '--single-process',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

/** The Chromium that came with npm. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  const args = [...chromium.args.filter((flag) => !unwanted.includes(flag)), '--disable-gpu'];
  return playwright.launch({ executablePath: await unpacked(), args, headless: true });
}

/** Unpacks Chromium once a machine and version. Test processes start together, so it is moved into place only when whole. */
async function unpacked(): Promise<string> {
  const require = createRequire(import.meta.url);
  const { version } = require(join(require.resolve('@sparticuz/chromium'), '../../../package.json')) as { version: string };
  const place = join(tmpdir(), `stationmaster-chromium-${version}`);
  if (existsSync(place)) return join(place, 'chromium');
  const own = mkdtempSync(`${place}-`);
  const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', unpack], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: own },
  });
  try {
    renameSync(own, place);
  } catch {
    // Another process was first; its copy is the same.
    rmSync(own, { recursive: true, force: true });
  }
  return join(place, 'chromium');
}

export interface View {
  width: number;
  height: number;
  scheme: 'light' | 'dark';
  locale?: string;
}
export const desktop: View = { width: 1440, height: 900, scheme: 'light' };
export const phone: View = { width: 390, height: 844, scheme: 'light' };

/** A page in a browser profile of its own. `problems` collects what the console of the browser complains about. */
export async function openPage(browser: Browser, view: View): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.scheme,
    locale: view.locale ?? 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  return { page, problems };
}

/** Signs in through the form, as a person does. */
export async function signIn(page: Page, person: { url: string; email: string; password: string }): Promise<void> {
  await page.goto(`${person.url}/sign-in`);
  await page.locator('input[name=email]').fill(person.email);
  await page.locator('input[name=password]').fill(person.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.locator('#content').waitFor();
}
