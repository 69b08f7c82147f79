import { versions } from '@stationmaster/ocpp';
import { createNetwork, flawless, type Network, runningWorld } from '@stationmaster/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allSessions, compare } from './books.ts';
import { RawStation } from './raw-station.ts';
import { ServerProcess } from './server-process.ts';

const mebibyte = 1024 * 1024;
let server: ServerProcess;
let network: Network;

beforeAll(async () => {
  server = await ServerProcess.start({ MAX_MESSAGES_PER_SECOND: '100000', MAX_BUFFERED_BYTES: '1048576' });
  network = createNetwork({ url: server.url, world: runningWorld({ speed: 600, since: Date.now() - 86_400_000 }), backOffMs: [200, 1000] });
});
afterAll(async () => {
  network.stop();
  await server.stop();
});

/** One whole session at a station that does everything right; how long that took, ms. */
async function chargeOnce(id: string): Promise<number> {
  const station =
    network.stations.find((one) => one.id === id) ??
    (await network.add({ id, version: versions[id.length % versions.length] ?? 'ocpp1.6', maker: flawless }).boot());
  const begun = performance.now();
  const started = station.waitFor('startAcknowledged');
  station.plugIn();
  station.tap('04A1B2C3D4');
  await started;
  await station.waitFor('sampled');
  const stopped = station.waitFor('stopAcknowledged');
  station.unplug();
  await stopped;
  return performance.now() - begun;
}

it("a station that never reads is cut off before it fills the server, and is in nobody's way", async () => {
  await chargeOnce('GOOD');
  const before = server.memoryBytes();
  const slow = await RawStation.boot({ url: server.url, id: 'NEVER-READS', version: 'ocpp1.6' });
  const ended = new Promise((resolve) => slow.socket.once('close', resolve));
  slow.socket.pause();
  // Each is answered with an error several times its size: more than the sockets of both sides hold.
  const id = 'x'.repeat(36);
  for (let n = 0; n < 150_000; n++) slow.send(`[2,"${id}"]`);
  const times: number[] = [];
  for (let n = 0; n < 5; n++) times.push(await chargeOnce('GOOD'));
  expect(Math.max(...times)).toBeLessThan(3000);
  slow.socket.resume();
  await ended;
  expect((server.memoryBytes() - before) / mebibyte).toBeLessThan(250);
});

it('a message of 20 MB ends its own connection and nothing else', async () => {
  const big = await RawStation.boot({ url: server.url, id: 'BIG', version: 'ocpp2.0.1' });
  const closed = new Promise<number>((resolve) => big.socket.once('close', resolve));
  big.send(`[2,"1","DataTransfer",{"vendorId":"Acme","data":"${'x'.repeat(20 * mebibyte)}"}]`);
  expect([1009, 1006]).toContain(await closed);
  expect(await chargeOnce('GOOD')).toBeLessThan(3000);
});

it('a station that never answers commands keeps its own sessions and holds up nobody', async () => {
  const silent = await network.add({ id: 'SILENT', version: 'ocpp1.6' }).boot();
  silent.misbehave({ neverAnswers: true });
  await server.client.updateStation({ params: { stationId: 'SILENT' }, body: { callTimeoutMs: 1500 } });
  const command = server.client.sendCommand({ params: { stationId: 'SILENT' }, body: { verb: 'reset', kind: 'soft' } });
  expect(await chargeOnce('GOOD')).toBeLessThan(3000);
  expect(await chargeOnce('SILENT')).toBeLessThan(3000);
  expect((await command).status).toBe('timedOut');
});

it('afterwards every session is there, once, to the watt-hour', async () => {
  const report = compare(network.ledger(), await allSessions(server.client));
  expect(report.differences).toEqual([]);
  expect(report.sessions).toBeGreaterThanOrEqual(9);
});
