import { createNetwork, type Network } from '@stationmaster/simulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, openBrowser, openPage, signIn } from '../browser.ts';
import { administrator, Install } from '../install.ts';

let install: Install;
let network: Network;
let browser: Browser;
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  network?.stop();
  await install?.stop();
});

async function booted(id: string, version: 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1') {
  await install.client.createStation({ body: { id, securityProfile: 0 } });
  return await network.add({ id, version }).boot();
}
type Body = Parameters<typeof install.client.sendCommand>[0]['body'];
/** The command when it has come to its end. */
async function command(stationId: string, body: Body) {
  const { id: commandId } = await install.client.sendCommand({ params: { stationId }, body });
  const now = () => install.client.getCommand({ params: { commandId } });
  await expect.poll(async () => (await now()).status, { timeout: 15_000 }).not.toMatch(/pending|sent|accepted/);
  return await now();
}
const settingsOf = async (stationId: string) => (await install.client.listVariables({ params: { stationId } })).items;
const recordsOf = async (stationId: string, kind: 'variableMonitor' | 'eventStream') =>
  (await install.client.listStationRecords({ params: { stationId }, query: { kind } })).items;
const eventsOf = async (stationId: string, open?: 'true') =>
  (await install.client.listStationEvents({ query: { stationId, ...(open === undefined ? {} : { open }) } })).items;

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('virtual stations of %s', (version) => {
  it('are read whole, described, and set with the proof read back', async () => {
    const id = `MODEL-${version}`;
    await booted(id, version);
    expect(await command(id, { verb: 'readBaseReport', reportBase: 'FullInventory' })).toMatchObject({ status: 'confirmed' });
    const settings = await settingsOf(id);
    expect(settings.length).toBeGreaterThan(60);
    const interval = settings.find(({ variable }) => variable === 'HeartbeatInterval');
    expect(interval).toMatchObject({
      described: 'station',
      dataType: 'integer',
      unit: 's',
      mutability: 'ReadWrite',
      meaning: 'heartbeatInterval',
    });
    const address = { component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval' };
    expect(await command(id, { verb: 'writeConfiguration', variables: [{ ...address, value: '120' }] })).toMatchObject({
      status: 'confirmed',
    });
    const refused = await command(id, {
      verb: 'writeConfiguration',
      variables: [{ component: 'EVSE', evseId: 1, variable: 'Power', value: '1' }],
    });
    expect(refused).toMatchObject({ status: 'rejected', reason: 'Power' });
    expect((await settingsOf(id)).find(({ variable }) => variable === 'HeartbeatInterval')?.value).toBe('120');
  });

  it('tell a fault as an alarm with its severity and code, and when it is over', async () => {
    const id = `ALARM-${version}`;
    const station = await booted(id, version);
    await command(id, { verb: 'getMonitoringReport' });
    // Monitors that are built in, whatever we set.
    expect((await recordsOf(id, 'variableMonitor')).length).toBeGreaterThan(0);
    station.fault('GroundFailure');
    await expect
      .poll(async () => (await eventsOf(id, 'true')).find(({ variable }) => variable === 'Problem'))
      .toMatchObject({
        kind: 'monitor',
        component: 'EVSE',
        evseId: 1,
        severity: 2,
        type: 'GroundFailure',
        data: { value: 'true', monitor: { type: 'Delta', value: 1 } },
      });
    station.fault(null);
    await expect.poll(async () => (await eventsOf(id, 'true')).map(({ variable }) => variable)).toEqual([]);
  });

  it('watch what we ask them to, and no longer when we say so', async () => {
    const id = `WATCH-${version}`;
    const station = await booted(id, version);
    const monitor = { component: 'EVSE', evseId: 1, variable: 'AvailabilityState', type: 'Delta', value: 1, severity: 5 } as const;
    expect(await command(id, { verb: 'setMonitoringLevel', severity: 8 })).toMatchObject({ status: 'confirmed' });
    expect(await command(id, { verb: 'setVariableMonitoring', monitors: [monitor] })).toMatchObject({ status: 'confirmed' });
    const set = (await recordsOf(id, 'variableMonitor')).find(({ data }) => (data as { severity: number }).severity === 5);
    expect(set?.data).toMatchObject({ component: 'EVSE', variable: 'AvailabilityState', type: 'Delta' });
    station.plugIn();
    await expect
      .poll(async () => (await eventsOf(id)).find(({ severity }) => severity === 5)?.data)
      .toMatchObject({ value: 'Occupied', monitorId: Number(set?.key) });
    expect(await command(id, { verb: 'clearVariableMonitoring', ids: [Number(set?.key)] })).toMatchObject({ status: 'confirmed' });
    await command(id, { verb: 'getMonitoringReport' });
    expect((await recordsOf(id, 'variableMonitor')).map(({ key }) => key)).not.toContain(set?.key);
  });
});

it('a virtual station of 2.1 streams what it measures, faster when asked, until it is not watched any more', async () => {
  const id = 'STREAM';
  await booted(id, 'ocpp2.1');
  const monitor = {
    component: 'EVSE',
    evseId: 1,
    variable: 'Power',
    type: 'Periodic',
    value: 1,
    severity: 8,
    stream: { interval: 2 },
  } as const;
  expect(await command(id, { verb: 'setVariableMonitoring', monitors: [monitor] })).toMatchObject({ status: 'confirmed' });
  await expect.poll(async () => (await recordsOf(id, 'eventStream')).length).toBe(1);
  const [stream] = await recordsOf(id, 'eventStream');
  const streamId = Number(stream?.key);
  const values = async () => (await install.client.listStreamValues({ params: { stationId: id, streamId }, query: {} })).points;
  await expect.poll(async () => (await values()).length, { timeout: 15_000 }).toBeGreaterThan(2);
  expect((await values()).every(([at, value], index, all) => value === '0' && at > (all[index - 1]?.[0] ?? 0))).toBe(true);
  expect(await command(id, { verb: 'adjustPeriodicEventStream', id: streamId, interval: 1 })).toMatchObject({ status: 'confirmed' });
  const told = stream?.data as { monitorId: number } | undefined;
  expect(await command(id, { verb: 'clearVariableMonitoring', ids: [told?.monitorId ?? -1] })).toMatchObject({ status: 'confirmed' });
  await expect.poll(async () => ((await recordsOf(id, 'eventStream'))[0]?.data as { closedAt?: string })?.closedAt ?? null).not.toBeNull();
});

it('a person finds a setting, changes it and sees it proved; an alarm is seen and taken note of', { timeout: 60_000 }, async () => {
  const station = await booted('PERSON', 'ocpp1.6');
  await command('PERSON', { verb: 'readConfiguration', variables: [] });
  const { page, problems } = await openPage(browser, desktop);
  await signIn(page, { url: install.url, ...administrator });
  await page.goto(`${install.url}/stations/PERSON?tab=configuration`);
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('alive');
  await page.getByText('1 of', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Change HeartbeatInterval' }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('77');
  await page.getByRole('button', { name: 'Write to the station' }).click();
  await page
    .getByRole('status')
    .filter({ hasText: 'Write' })
    .waitFor({ state: 'detached' })
    .catch(() => undefined);
  await expect.poll(async () => (await settingsOf('PERSON')).find(({ variable }) => variable === 'HeartbeatInterval')?.value).toBe('77');
  await page.getByText('77', { exact: true }).waitFor();

  station.fault('HighTemperature');
  await page.goto(`${install.url}/events?text=PERSON`);
  await page.getByRole('row', { name: /HighTemperature/ }).click();
  await page.getByRole('button', { name: 'Take note', exact: true }).click();
  await page.getByText('No such event').waitFor();
  expect((await eventsOf('PERSON'))[0]).toMatchObject({ variable: 'HighTemperature', severity: 4, acknowledgedBy: administrator.email });
  expect(problems).toEqual([]);
  await page.context().close();
});
