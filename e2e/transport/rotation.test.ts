import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { createNetwork, type Network, runningWorld } from '@stationmaster/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestAuthority, writeServerFiles } from '../../apps/server/src/testing/pki.ts';
import { freePort, ServerProcess } from '../reliability/server-process.ts';

const stations = 60;
const folder = mkdtempSync(join(tmpdir(), 'stationmaster-rotation-'));
const patience = { timeout: 60_000, interval: 250 };
let root: TestAuthority;
let tlsPort: number;
let server: ServerProcess;
let network: Network;
const troubles: string[] = [];

beforeAll(async () => {
  root = await TestAuthority.create('Rotation root');
  tlsPort = await freePort();
  server = await ServerProcess.start({ TLS_PORT: String(tlsPort), ...(await writeServerFiles(folder, root)) });
  const world = runningWorld({ speed: 60, since: Date.now() - 7_200_000 });
  network = createNetwork({ url: `wss://127.0.0.1:${tlsPort}/ocpp`, ca: root.pem, world });
  network.onHappening(({ name, data, stationId }) => {
    if (name === 'trouble') troubles.push(`${stationId}: ${data['why']}`);
  });
}, 120_000);
afterAll(async () => {
  network?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Serial number of the certificate that a newcomer is shown. */
function shown(sigalgs: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: tlsPort, ca: root.pem, sigalgs }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.end();
    });
    socket.on('error', reject);
  });
}

it('exchanges both certificates under load: nobody is dropped, and newcomers see the new ones', async () => {
  for (let n = 0; n < stations; n++) {
    const id = `ROT-${n}`;
    const hasOwn = n % 2 === 0;
    const { password } = await server.client.createStation({ body: { id, securityProfile: hasOwn ? 3 : 2 } });
    const certificate = hasOwn ? await root.issue({ kind: n % 4 === 0 ? 'rsa' : 'ecdsa', commonName: id }) : null;
    network.add({ id, version: (['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const)[n % 3] ?? 'ocpp1.6', password, certificate }).powerUp();
  }
  const connected = async () => (await server.client.listStations({ query: { connected: 'true', limit: 200 } })).items.length;
  await expect.poll(connected, patience).toBe(stations);
  for (const station of network.stations) {
    station.plugIn();
    station.tap('04A1B2C3D4');
  }
  const running = async () => (await server.client.overview()).charging;
  await expect.poll(running, patience).toBe(stations);
  expect(troubles).toEqual([]);
  const kinds = ['ecdsa_secp256r1_sha256', 'rsa_pss_rsae_sha256'] as const;
  const seen = new Set<string>();
  for (let round = 0; round < 4; round++) {
    const before = await Promise.all(kinds.map(shown));
    await writeServerFiles(folder, root);
    // Every other time nobody says so: the files are looked at.
    if (round % 2 === 0) process.kill(server.pid, 'SIGHUP');
    await expect
      .poll(async () => {
        const now = await Promise.all(kinds.map(shown));
        return now.every((serial, place) => serial !== before[place]);
      }, patience)
      .toBe(true);
    for (const serial of before) seen.add(serial);
  }
  expect(seen.size).toBe(8);
  // Whoever was there is there, and has not had to call again.
  expect(troubles).toEqual([]);
  expect(await connected()).toBe(stations);
  const sampled = Promise.all(network.stations.map((station) => station.waitFor('sampled', { timeoutMs: 60_000 })));
  await sampled;
  for (const station of network.stations) station.unplug();
  await expect.poll(running, patience).toBe(0);
  expect(troubles).toEqual([]);
}, 300_000);
