import { createNetwork, type Network } from '@stationmaster/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rootsOf } from '../conformance/own-certificate.ts';
import { Install } from '../install.ts';
import { freePort } from '../reliability/server-process.ts';
import { carTaking, fastCharger, readingsEverySecond } from '../stations.ts';

const card = '04C0FFEE';
const stationId = 'MOVES-1';
const theirPassword = 'a password of sixteen';
let front: Install;
let behind: Install;
let network: Network;

beforeAll(async () => {
  const tlsPort = await freePort();
  [front, behind] = await Promise.all([
    Install.start({
      isSetUp: true,
      settings: { PRIVATE_TARGETS: 'true', TLS_PORT: String(tlsPort), TLS_URL: `wss://127.0.0.1:${tlsPort}` },
    }),
    Install.start({ isSetUp: true }),
  ]);
  const ca = (await rootsOf(front.client, 'csms')).join('\n');
  network = createNetwork({ url: front.ocppUrl, ca, backOffMs: [200, 1000] });
}, 120_000);
afterAll(async () => {
  network?.stop();
  await Promise.all([front?.stop(), behind?.stop()]);
});

it('a station that is moved to encryption and then to a certificate here is known there as it always was', {
  timeout: 300_000,
}, async () => {
  for (const { client } of [front, behind]) await client.createToken({ body: { value: card } });
  const { password } = await front.client.createStation({ body: { id: stationId, securityProfile: 1 } });
  await behind.client.createStation({ body: { id: stationId, securityProfile: 1, password: theirPassword } });
  await front.client.setForwarding({ params: { stationId }, body: { url: behind.ocppUrl, password: theirPassword } });
  const settings = { ...readingsEverySecond, 'SampledDataCtrlr.TxUpdatedInterval': '1' };
  const station = await network.add({ id: stationId, version: 'ocpp2.0.1', maker: fastCharger, settings, password }).boot();
  const stand = () => front.client.getForwarding({ params: { stationId } });
  const isWell = async () => {
    const { forwarding } = await stand();
    return forwarding?.connected === true && forwarding.accepted && forwarding.problem === null;
  };
  await expect.poll(isWell, { timeout: 30_000 }).toBe(true);

  for (const toProfile of [2, 3] as const) {
    await front.client.startMove({ params: { stationId }, body: { toProfile } });
    const done = async () => (await front.client.listMoves({ query: { stationId, status: 'done' } })).items.length;
    await expect.poll(done, { timeout: 120_000 }).toBe(toProfile - 1);
    await expect.poll(isWell, { timeout: 60_000 }).toBe(true);
    // The address it was given leads to us.
    expect((await stand()).movedTo).toBeNull();
    const { securityProfile } = await behind.client.getStation({ params: { stationId } });
    expect(securityProfile).toBe(1);

    const before = station.ledger().length;
    const begun = station.waitFor('startAcknowledged', { timeoutMs: 60_000 });
    station.plugIn({ vehicle: carTaking(5_000) });
    station.tap(card);
    await begun;
    await station.waitFor('sampled', { timeoutMs: 40_000 });
    station.unplug();
    await expect
      .poll(() => station.ledger().filter(({ isStopAcknowledged }) => isStopAcknowledged).length, { timeout: 60_000 })
      .toBe(before + 1);
  }
  await expect.poll(async () => (await stand()).forwarding?.waiting, { timeout: 60_000 }).toBe(0);
  const { items } = await front.client.listForwardedSessions({ params: { stationId } });
  expect(items.map(({ verdict }) => verdict)).toEqual(['equal', 'equal']);
});
