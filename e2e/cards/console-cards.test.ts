import { createNetwork, flawless, type Network, type StationControl } from '@stationmaster/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, phone, signIn, type View } from '../browser.ts';
import { faultsOf, settled } from '../inspect.ts';
import { administrator, Install } from '../install.ts';

const card = '04FACADE';
let install: Install;
let browser: Browser;
let network: Network;
let station: StationControl;
beforeAll(async () => {
  [install, browser] = await Promise.all([Install.start({ isSetUp: true }), openBrowser()]);
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  await install.client.createToken({ body: { value: card, driverName: 'Ada Lovelace', groupId: 'CREW' } });
  await install.client.createStation({ body: { id: 'PLAZA', securityProfile: 0 } });
  station = await network
    .add({
      id: 'PLAZA',
      version: 'ocpp2.0.1',
      maker: {
        ...flawless,
        evses: [
          { kind: 'DC', maxW: 50_000 },
          { kind: 'DC', maxW: 50_000 },
        ],
      },
    })
    .boot();
});
afterAll(async () => {
  network?.stop();
  await Promise.all([browser?.close(), install?.stop()]);
});

const opened = async (view: View, path: string): Promise<Page> => {
  const { page } = await openPage(browser, view);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(install.url + path);
  await settled(page);
  return page;
};
const choose = async (page: Page, field: string, option: string | RegExp): Promise<void> => {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
};

it('a plug is kept for a card, stands on its time line, and is used by its session', { timeout: 90_000 }, async () => {
  const page = await opened(desktop, '/stations/PLAZA');
  await page.getByRole('button', { name: 'More for plug 1' }).click();
  await page.getByRole('menuitem', { name: 'Reserve' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'For which card' }).fill('Ada');
  await page.getByRole('option', { name: /Ada Lovelace/ }).click();
  await dialog.getByRole('checkbox', { name: 'Also for every other card of the group CREW' }).check();
  await choose(page, 'For how long', '1 hour');
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await dialog.getByRole('button', { name: 'Reserve' }).click();
  const plug = page.getByRole('region', { name: 'Plug 1' });
  await plug.getByText(/^Reserved for Ada Lovelace until /).waitFor();
  const line = page.getByRole('list', { name: 'What each plug did' });
  await line.getByRole('img', { name: /^Reserved for Ada Lovelace: .*, kept$/ }).waitFor();

  station.plugIn({ evse: 1 });
  const started = station.waitFor('startAcknowledged');
  station.tap(card, { evse: 1 });
  await started;
  await line.getByRole('link', { name: /^Session \d+, Ada Lovelace: since / }).waitFor();
  const kept = page.getByRole('region', { name: 'Reservations' });
  await kept.getByText('used', { exact: true }).waitFor();
  await line.getByRole('img', { name: /^Reserved for Ada Lovelace: .*, used$/ }).waitFor();
  await kept.getByRole('button', { name: 'Reserve' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'For which card' }).fill('Ada');
  await page.getByRole('option', { name: /Ada Lovelace/ }).click();
  await choose(page, 'Where', 'Plug 2');
  await page.getByRole('dialog').getByRole('button', { name: 'Reserve' }).click();
  await page
    .getByRole('region', { name: 'Plug 2' })
    .getByText(/^Reserved for/)
    .waitFor();
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  const small = await opened(phone, '/stations/PLAZA');
  await small.getByRole('region', { name: 'Reservations' }).waitFor();
  expect(await faultsOf(small, { isNarrow: true })).toEqual([]);
  await kept.getByRole('button', { name: 'Take back' }).click();
  await kept.getByText('taken back', { exact: true }).waitFor();
  const stopped = station.waitFor('stopAcknowledged');
  station.tap(card, { evse: 1 });
  await stopped;
});

it('the card list is switched on and comes into step; customer data is asked for, erased and removed', { timeout: 90_000 }, async () => {
  const page = await opened(desktop, '/stations/PLAZA?tab=details');
  const list = page.getByRole('region', { name: 'Card list in the station' });
  await list.getByText('Not kept').waitFor();
  await list.getByRole('combobox', { name: 'Keep it in step with our cards' }).click();
  await page.getByRole('option', { name: 'Yes' }).click();
  await list.getByText('In step', { exact: true }).waitFor({ timeout: 30_000 });
  await list.getByText(/^Ours, version \d+, \d+ entr(y|ies)$/).waitFor();
  await list.getByRole('button', { name: 'Ask what it holds' }).click();

  const customers = page.getByRole('region', { name: 'Customer data in the station' });
  await customers.getByRole('button', { name: 'Ask or erase' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Card' }).fill('Ada');
  await page.getByRole('option', { name: /Ada Lovelace/ }).click();
  await dialog.getByRole('checkbox', { name: 'The station erases it' }).check();
  expect(await faultsOf(page, { isNarrow: false })).toEqual([]);
  await dialog.getByRole('button', { name: 'Send' }).click();
  await customers.getByText(`About ${card}`).waitFor();
  await customers.getByText(/transaction /).waitFor();
  const small = await opened(phone, '/stations/PLAZA?tab=details');
  await small.getByText(`About ${card}`).waitFor();
  expect(await faultsOf(small, { isNarrow: true })).toEqual([]);
  await customers.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await customers.getByText(`About ${card}`).waitFor({ state: 'detached' });
  expect((await install.client.listCustomerData({ params: { stationId: 'PLAZA' } })).items).toEqual([]);
});
