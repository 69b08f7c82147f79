import { createNetwork, flawless, type Network } from '@stationmaster/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Install } from '../install.ts';

let install: Install;
let network: Network;
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
}, 90_000);
afterAll(async () => {
  network?.stop();
  await install?.stop();
});

it('a server killed in the middle of a roll-out brings it to its end', { timeout: 240_000 }, async () => {
  const { client } = install;
  const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
  const ids = Array.from({ length: 15 }, (_, index) => `ROLL-${String(index).padStart(2, '0')}`);
  for (const [index, id] of ids.entries()) {
    await client.createStation({ body: { id, securityProfile: 0 } });
    await network.add({ id, version: versions[index % 3] ?? 'ocpp1.6', maker: flawless }).boot();
  }
  const value = '123';
  const entries = [
    { variable: 'HeartbeatInterval', value },
    { component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval', value },
  ];
  await client.createConfigurationTemplate({ body: { name: 'All', entries } });
  const { id: rolloutId } = await client.createConfigurationRollout({ body: { filter: {}, rules: { canary: 1, soakSeconds: 3 } } });
  const get = () => client.getConfigurationRollout({ params: { rolloutId } });
  await expect.poll(async () => (await get()).bySteps.done ?? 0, { timeout: 60_000, interval: 100 }).toBeGreaterThan(0);
  await expect.poll(async () => (await get()).bySteps.waiting ?? 0, { timeout: 60_000, interval: 20 }).toBeLessThan(14);
  await install.kill();
  await install.start();
  await expect.poll(async () => (await get()).status, { timeout: 120_000 }).toBe('done');
  expect((await get()).bySteps).toEqual({ done: 15 });
  for (const id of ids) {
    const { state, settings } = await client.getStationConfiguration({ params: { stationId: id } });
    expect([id, state, settings.map(({ told }) => told)]).toEqual([id, 'inStep', [value]]);
  }
});
