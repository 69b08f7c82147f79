import { createNetwork, type Network, type StationControl } from '@stationmaster/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Install } from '../install.ts';
import { carTaking, fastCharger, readingsEverySecond } from '../stations.ts';

let front: Install;
let behind: Install;
let network: Network;
const password = 'a password of sixteen';
const stations = [
  { id: 'BOTH-16', version: 'ocpp1.6' },
  { id: 'BOTH-201', version: 'ocpp2.0.1' },
] as const;

beforeAll(async () => {
  [front, behind] = await Promise.all([
    Install.start({ isSetUp: true, settings: { PRIVATE_TARGETS: 'true' } }),
    Install.start({ isSetUp: true }),
  ]);
  network = createNetwork({ url: front.ocppUrl, backOffMs: [200, 500] });
}, 120_000);

afterAll(async () => {
  network?.stop();
  await Promise.all([front?.stop(), behind?.stop()]);
});

interface Known {
  energyWh: number;
  meterStartWh: number | null;
  meterStopWh: number | null;
  status: string;
  startedAt: string;
  endedAt: string | null;
}
/** What an install knows of the sessions of a station, oldest first, without what is its own business. */
async function known({ client }: Install, stationId: string): Promise<Known[]> {
  const { items } = await client.listSessions({ query: { stationId } });
  return items
    .map(({ energyWh, meterStartWh, meterStopWh, status, startedAt, endedAt }) => ({
      energyWh,
      meterStartWh,
      meterStopWh,
      status,
      startedAt,
      endedAt,
    }))
    .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
}
const standOf = async (stationId: string) => (await front.client.getForwarding({ params: { stationId } })).forwarding;

it('two installs know the same sessions to the watt-hour, whichever of them is killed at whatever moment', {
  timeout: 240_000,
}, async () => {
  for (const { client } of [front, behind]) await client.createToken({ body: { value: '04C0FFEE', driverName: 'Grace' } });
  for (const { id } of stations) {
    await front.client.createStation({ body: { id, securityProfile: 0 } });
    await behind.client.createStation({ body: { id, securityProfile: 1, password } });
    await front.client.setForwarding({ params: { stationId: id }, body: { url: behind.ocppUrl, password } });
  }
  // One that takes numbers of its own first, so that the two installs count differently.
  const own = createNetwork({ url: behind.ocppUrl });
  await behind.client.createStation({ body: { id: 'OWN', securityProfile: 0 } });
  await charge(await own.add({ id: 'OWN', version: 'ocpp1.6', maker: fastCharger, settings: readingsEverySecond }).boot(), 1);
  own.stop();

  const running = await Promise.all(
    stations.map(({ id, version }) =>
      network
        .add({ id, version, maker: fastCharger, settings: { ...readingsEverySecond, 'SampledDataCtrlr.TxUpdatedInterval': '1' } })
        .boot(),
    ),
  );
  for (const { id } of stations) await expect.poll(async () => (await standOf(id))?.accepted, { timeout: 20_000 }).toBe(true);

  for (const killed of [behind, front, behind]) {
    const sessions = running.map((station) => charge(station));
    // Anywhere within a session of some five seconds.
    await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 4_000));
    await killed.kill();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 1_500));
    await killed.start();
    await Promise.all(sessions);
  }
  // They answer now, we step in while they are away, and nothing of that is missing in the end.
  for (const { id } of stations) await front.client.switchForwarding({ params: { stationId: id }, body: { answers: 'them', when: 'now' } });
  for (const killed of [front, behind]) {
    const sessions = running.map((station) => charge(station));
    await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 4_000));
    await killed.kill();
    await killed.start();
    await Promise.all(sessions);
  }

  for (const [index, { id }] of stations.entries()) {
    await expect.poll(async () => (await standOf(id))?.waiting, { timeout: 60_000 }).toBe(0);
    const ledger = running[index]?.ledger() ?? [];
    const ours = await known(front, id);
    expect(ours).toHaveLength(ledger.length);
    expect(ours.map(({ energyWh }) => energyWh)).toEqual(ledger.map(({ startWh, stopWh }) => (stopWh ?? 0) - (startWh ?? 0)));
    expect(await known(behind, id)).toEqual(ours);
    const { items } = await front.client.listForwardedSessions({ params: { stationId: id } });
    expect(items.map(({ verdict, energyWh, toldWh }) => ({ verdict, energyWh, toldWh }))).toEqual(
      items.map(({ energyWh }) => ({ verdict: 'equal', energyWh, toldWh: energyWh })),
    );
    const theirs = (await behind.client.listSessions({ query: { stationId: id } })).items.map(({ transactionId }) => transactionId);
    expect(items.map(({ theirId }) => theirId).toSorted()).toEqual(theirs.toSorted());
  }
  // Two numbers for one session, or the test proves nothing of the map.
  const { items } = await front.client.listForwardedSessions({ params: { stationId: 'BOTH-16' } });
  expect(items.every(({ sessionId, theirId }) => String(sessionId) !== theirId)).toBe(true);
});

/** One visit of a car, so many samples long. */
async function charge(station: StationControl, samples = 4): Promise<void> {
  const stopped = () => station.ledger().filter(({ isStopAcknowledged }) => isStopAcknowledged).length;
  const before = stopped();
  station.plugIn({ vehicle: carTaking(5_000) });
  const sampled = counted(station, samples);
  station.tap('04C0FFEE');
  await sampled;
  station.unplug();
  await expect.poll(stopped, { timeout: 60_000 }).toBe(before + 1);
}
async function counted(station: StationControl, samples: number): Promise<void> {
  for (let count = 0; count < samples; count++) await station.waitFor('sampled', { timeoutMs: 40_000 });
}
