import { createNetwork, type Network } from '@stationmaster/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Install } from '../install.ts';
import { bootAll, bring, maker } from './seed.ts';

const count = 500;
const ids = Array.from({ length: count }, (_, index) => `FW-${String(index).padStart(3, '0')}`);
/** Cars charge at these from the beginning to the end, some of them within the first stations by name. */
const charging = ids.filter((_, index) => index % 25 === 3);
const patience = { timeout: 240_000, interval: 500 };
let install: Install;
let network: Network;
/** Stations that restarted while a car charged there, or whose car lost its session. */
const disturbed = new Set<string>();

beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 1000] });
  const { client } = install;
  await bootAll(install, network, ids);
  await client.createToken({ body: { value: '04F1F2F3' } });
  await Promise.all(
    charging.map(async (id) => {
      const station = network.station(id);
      const started = station.waitFor('startAcknowledged', { timeoutMs: 120_000 });
      station.plugIn({ vehicle: { batteryWh: 1e9 } });
      station.tap('04F1F2F3');
      await started;
    }),
  );
  network.onHappening(({ stationId, name }) => {
    if (charging.includes(stationId) && (name === 'rebooting' || name === 'stopAcknowledged')) disturbed.add(stationId);
  });
}, 240_000);

afterAll(async () => {
  network?.stop();
  await install?.stop();
});

const versions = (): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const { state } of network.stations) found[state.firmware] = (found[state.firmware] ?? 0) + 1;
  return found;
};
const campaign = (id: number) => install.client.getFirmwareCampaign({ params: { campaignId: id } });
const quick = { watchMinutes: 0, returnMinutes: 1, deadlineMinutes: 5, retryMinutes: 0, atOnce: 100, sessionPoints: null } as const;

it('a bad firmware is stopped in the canary and rolled back; the server is killed while it happens; no charging car is disturbed', {
  timeout: 300_000,
}, async () => {
  const { client } = install;
  await bring(install, '1.0.0');
  const firmwareId = await bring(install, '2.0.0', { does: 'faults' });
  const filter = { vendor: 'Acme' };
  const preview = await client.previewFirmwareCampaign({ body: { firmwareId, filter } });
  expect(preview).toMatchObject({ total: count, connected: count, cannotGoBack: 0, alreadyThere: 0 });
  const { id } = await client.createFirmwareCampaign({
    body: { name: 'Bad', firmwareId, filter, plan: { ...quick, watchMinutes: 1, canary: 12, waves: [20, 80], onRegression: 'rollBack' } },
  });
  // Killed as soon as the first stations are at it …
  await expect.poll(async () => (await campaign(id)).byState.following ?? 0, patience).toBeGreaterThan(0);
  await install.kill();
  await install.start();
  await expect.poll(async () => (await campaign(id)).state, patience).toMatch(/rollingBack|rolledBack/);
  // … and once more while they are brought back.
  await install.kill();
  await install.start();
  await expect.poll(async () => (await campaign(id)).state, patience).toBe('rolledBack');
  const after = await campaign(id);
  expect(after).toMatchObject({ reason: 'canaryFailed', wave: 0, total: count, stillOnIt: 0 });
  const { rolledBack = 0, unchanged = 0, cancelled = 0 } = after.byState;
  expect(rolledBack).toBeGreaterThan(0);
  expect(rolledBack + unchanged + cancelled).toBe(count);
  // Nobody but the canary was touched, and nobody is stranded.
  expect(rolledBack + unchanged).toBeLessThanOrEqual(12);
  expect(versions()).toEqual({ [maker.firmware]: count });
  await expect
    .poll(
      () => network.stations.filter(({ state }) => state.link !== 'open' || state.evses.some(({ errorCode }) => errorCode !== null)).length,
      patience,
    )
    .toBe(0);
  await expect.poll(async () => (await client.overview()).stations.connected, patience).toBe(count);
  expect([...disturbed]).toEqual([]);
  const touched = (await client.listCampaignStations({ params: { campaignId: id }, query: { state: 'rolledBack', limit: 1 } })).items[0];
  const { items } = await client.listFirmwareHistory({ params: { stationId: touched?.stationId ?? '' } });
  const told = items.map(({ version }) => version).filter((version) => version !== null);
  expect(told.slice(0, 3)).toEqual(['1.0.0', '2.0.0', '1.0.0']);
});

it('a good firmware reaches all of them in waves, the charging ones when their cars have left; killed in the middle it goes on', {
  timeout: 300_000,
}, async () => {
  const { client } = install;
  const firmwareId = await bring(install, '2.1.0');
  const { id } = await client.createFirmwareCampaign({
    body: { name: 'Good', firmwareId, filter: { vendor: 'Acme' }, plan: { ...quick, canary: 12, waves: [20, 80], proceedPercent: 50 } },
  });
  const done = async () => (await campaign(id)).byState.done ?? 0;
  await expect.poll(done, patience).toBeGreaterThan(60);
  await install.kill();
  await install.start();
  await expect.poll(done, patience).toBe(count - charging.length);
  const waiting = await client.listCampaignStations({ params: { campaignId: id }, query: { state: 'waiting', limit: 100 } });
  expect(waiting.items.map(({ stationId }) => stationId).sort()).toEqual(charging);
  expect(new Set(waiting.items.map(({ reason }) => reason))).toEqual(new Set(['charging']));
  expect([...disturbed]).toEqual([]);
  expect(versions()).toEqual({ '1.0.0': charging.length, '2.1.0': count - charging.length });
  for (const stationId of charging) network.station(stationId).unplug();
  await expect.poll(async () => (await campaign(id)).state, patience).toBe('finished');
  expect((await campaign(id)).byState).toEqual({ done: count });
  expect(versions()).toEqual({ '2.1.0': count });
});
