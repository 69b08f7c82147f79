import { createNetwork, flawless, type Maker, type Network } from '@stationmaster/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rootsOf } from '../conformance/own-certificate.ts';
import { freePort, ServerProcess } from '../reliability/server-process.ts';

const ids = ['KILL-16', 'KILL-201', 'KILL-21'] as const;
const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
const patience = { timeout: 120_000, interval: 50 };
/** Slow enough that a kill falls between its steps, and often on one that is waited for. */
const thoughtful: Maker = {
  ...flawless,
  misbehaviours: [{ who: 'Ponder', what: 'answers after half a second', why: 'thinks first', behaviour: { answersAfterMs: 500 } }],
};
let server: ServerProcess;
let network: Network;

beforeAll(async () => {
  const tlsPort = await freePort();
  server = await ServerProcess.start({ TLS_PORT: String(tlsPort), TLS_URL: `wss://127.0.0.1:${tlsPort}` });
  const ca = (await rootsOf(server.client, 'csms')).join('\n');
  network = createNetwork({ url: server.url, ca, backOffMs: [200, 1000] });
}, 120_000);
afterAll(async () => {
  network?.stop();
  await server?.stop();
});

it('a server killed in the middle of moves goes on with them, and locks nobody out', { timeout: 300_000 }, async () => {
  // A virtual station of 1.6 has no key for its address: it is moved where both ways are one address, so not here.
  const moved = ids.slice(1);
  for (const [place, id] of ids.entries()) {
    const { password } = await server.client.createStation({ body: { id, securityProfile: 1 } });
    network.add({ id, version: versions[place] ?? 'ocpp1.6', password, maker: thoughtful }).powerUp();
  }
  const connected = async () => (await server.client.listStations({ query: { connected: 'true' } })).items.length;
  await expect.poll(connected, patience).toBe(ids.length);
  await server.client.startFleetMove({ body: { filter: { stationIds: [...moved] }, toProfile: 2 } });
  const words = async () => (await server.client.listMoves({ query: {} })).items.flatMap(({ log }) => log.map(({ word }) => word));
  for (const word of ['begun', 'addressWritten', 'resetting']) {
    await expect.poll(words, patience).toContain(word);
    await server.kill();
  }
  const states = async () =>
    (await server.client.listMoves({ query: {} })).items.map(({ stationId, status, reason, log }) =>
      status === 'done' ? status : `${stationId} ${status} ${reason}: ${log.map(({ step, word }) => `${step} ${word}`).join(', ')}`,
    );
  await expect.poll(states, patience).toEqual(moved.map(() => 'done'));
  await expect.poll(connected, patience).toBe(ids.length);
  for (const stationId of moved)
    expect(await server.client.getStation({ params: { stationId } })).toMatchObject({ securityProfile: 2, movingTo: null });
});
