import { createNetwork, flawless, type Network, signing } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type MailServer, mailServer } from '../../apps/server/src/channels/receivers.ts';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';
import { carTaking, readingsEverySecond } from '../stations.ts';

const card = '04FACADE';
/** Where pictures go when a person wants to look at them. */
const pictures = process.env['PICTURES'];
let install: Install;
let browser: Browser;
let network: Network;
let mails: MailServer;

/** A sound station with a reservation that nobody comes for, and one whose signed values have a gap: what it charges is held. */
beforeAll(async () => {
  [install, browser, mails] = await Promise.all([
    Install.start({ isSetUp: true }),
    openBrowser(),
    mailServer({ user: 'sender', password: 'right' }),
  ]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  const { client } = install;
  const site = await client.createSite({ body: { name: 'Market hall', timeZone: 'Europe/Berlin', currency: 'EUR' } });
  const elements = [
    { priceComponents: [{ type: 'FLAT' as const, price: '4', vat: '19' }], restrictions: { reservation: 'RESERVATION_EXPIRES' as const } },
    { priceComponents: [{ type: 'ENERGY' as const, price: '0.50', vat: '19' }] },
  ];
  await client.createTariff({ body: { name: 'Guests', currency: 'EUR', elements, siteIds: [site.id] } });
  await client.createToken({ body: { value: card, driverName: 'Grace Hopper' } });
  const maker = { ...flawless, evses: [{ kind: 'DC' as const, maxW: 50_000 }] };
  for (const [id, name, made] of [
    ['HALL-1', 'Main door', maker],
    ['HALL-2', 'Back door', signing(maker, 'gap')],
  ] as const) {
    await client.createStation({ body: { id, name, siteId: site.id, securityProfile: 0 } });
    await charged(await network.add({ id, version: 'ocpp1.6', maker: made, settings: readingsEverySecond }).boot());
  }
  const expiresAt = new Date(Date.now() + 2_000).toISOString();
  await client.sendCommand({ params: { stationId: 'HALL-1' }, body: { verb: 'reserve', evseId: 1, token: card, expiresAt } });
  const total = async () => (await client.getReport({ query: {} })).total;
  await vi.waitFor(async () => expect(await total()).toMatchObject({ sessions: 1, reservations: 1, held: { sessions: 1 } }), {
    timeout: 60_000,
    interval: 300,
  });
}, 180_000);
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop(), mails?.stop()]);
});

async function charged(station: Awaited<ReturnType<ReturnType<Network['add']>['boot']>>): Promise<void> {
  const [started, sampled] = [station.waitFor('startAcknowledged'), station.waitFor('sampled')];
  station.plugIn({ vehicle: carTaking(2000) });
  station.tap(card);
  await Promise.all([started, sampled]);
  const stopped = station.waitFor('stopAcknowledged');
  station.unplug();
  await stopped;
}

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

it('a report, its schedules and the sessions of a figure stand right in every view', { timeout: 180_000 }, async () => {
  const views: View[] = [desktop, { ...phone, width: 360 }, { ...desktop, scheme: 'dark' }, { ...phone, scheme: 'dark', locale: 'de-DE' }];
  for (const view of views) {
    const page = await opened(view, '/reports?by=station&and=hour');
    await page.getByText('Back door').first().waitFor();
    await page.locator('.uplot').waitFor();
    await looksRight(page, { name: 'report', view });
    await page.locator('main button', { hasText: /^(Counted in the revenue|Im Umsatz enthalten): 1 / }).click();
    await page.locator('[role=dialog] li').waitFor();
    await looksRight(page, { name: 'reservations', view });
    for (const [name, path, part] of [
      ['schedules', '/reports?tab=schedules', 'main [role=tabpanel] p'],
      ['schedule', '/reports?tab=schedules&add=1', '[role=dialog] form'],
      ['sessions', '/sessions?outcome=hold&fromDay=2026-01-01&untilDay=2099-12-31&hour=9&without=company', '[role=alert]'],
    ] as const) {
      await page.goto(install.url + path);
      await settled(page);
      await page.locator(part).first().waitFor();
      await looksRight(page, { name, view });
    }
    await page.context().close();
  }
});

it('a figure opens the sessions it counts, and those that are held apart', { timeout: 120_000 }, async () => {
  const page = await opened(desktop, '/reports?by=station');
  const row = page.getByRole('row', { name: /Main door/ });
  await row.getByRole('link', { name: '1', exact: true }).click();
  await page.getByText('From a report: counted').waitFor();
  const sessions = page.getByRole('table', { name: 'Sessions' }).getByRole('row');
  await expect.poll(() => sessions.allInnerTexts()).toEqual([expect.anything(), expect.stringContaining('Main door')]);
  await page.goBack();
  await page.getByRole('link', { name: /Held and not counted: 1 session/ }).click();
  await page.getByText('From a report: held').waitFor();
  await expect.poll(() => sessions.allInnerTexts()).toEqual([expect.anything(), expect.stringContaining('Back door')]);
});

it('what a reservation earned that nobody came for is revenue, and opens down to its bill', { timeout: 60_000 }, async () => {
  const page = await opened(desktop, '/reports?by=station');
  await page.getByText('Counted in the revenue: 1 reservation without a session, €4.00 with tax.').waitFor();
  const { rows, total } = await install.client.getReport({ query: { by: 'station' } });
  const [money] = rows.find(({ keys: [key] }) => key?.value === 'HALL-1')?.money ?? [];
  expect(total.money).toMatchObject([{ reservations: 1, reservationsGross: '4.00', gross: money?.gross }]);
  const [session] = (await install.client.listSessions({ query: { stationId: 'HALL-1' } })).items;
  expect(Number(money?.gross).toFixed(2)).toBe((Number(session?.cost?.total) + 4).toFixed(2));
  await page
    .getByRole('row', { name: /Main door/ })
    .getByRole('button', { name: '1', exact: true })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Reservations without a session: Main door' });
  await dialog.getByText('nobody came').waitFor();
  await dialog.getByRole('button', { name: /What reservation \d+ costs/ }).click();
  await page.getByText(/Nobody came. It was kept from/).waitFor();
});

it('the rows are a file for a spreadsheet', { timeout: 60_000 }, async () => {
  const page = await opened(desktop, '/reports?by=station');
  for (const [name, start] of [
    ['Excel', 'PK'],
    ['CSV', 'Station,Currency,Sessions'],
  ] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString('latin1').startsWith(start)).toBe(true);
    expect(download.suggestedFilename()).toMatch(/^report-.*\.(xlsx|csv)$/);
  }
});

it('what is looked at goes out by mail, tried out at once', { timeout: 120_000 }, async () => {
  const settings = {
    kind: 'mail' as const,
    host: '127.0.0.1',
    port: mails.port,
    security: 'none' as const,
    user: 'sender',
    from: 'csms@example.com',
    to: ['ops@example.com'],
  };
  await install.client.createChannel({ body: { name: 'Office mail', settings, secret: 'right' } });
  const page = await opened(desktop, '/reports?by=hour');
  await page.getByRole('link', { name: 'Send by mail' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Hours of the day');
  await dialog.getByLabel('Recipients').first().fill('ada@example.com');
  await dialog.getByLabel('Recipients').first().press('Enter');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row', { name: /Hours of the day/ });
  await row.getByRole('button', { name: 'Send Hours of the day now' }).click();
  await page.getByText('Sent. Look into the mailbox.').waitFor();
  expect(mails.got).toMatchObject([{ from: 'csms@example.com', to: ['ada@example.com'] }]);
  const { items } = await install.client.listReportSchedules();
  expect(items).toMatchObject([
    { name: 'Hours of the day', report: { by: 'hour' }, span: 'lastMonth', rhythm: { every: 'month', on: 1 }, last: { status: 'sent' } },
  ]);
  await row.click();
  await dialog.getByText('tried out').waitFor();
  await looksRight(page, { name: 'schedule-sent', view: desktop });
});
