import { createNetwork, type Network, type StationControl } from '@stationmaster/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Install } from '../install.ts';

const mine = '04C0FFEE';
const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;

let install: Install;
let network: Network;
let stations: readonly StationControl[];
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  await install.client.createToken({ body: { value: mine, groupId: 'CREW' } });
  for (let n = 0; n < 150; n++) await install.client.createToken({ body: { value: `CARD-${n}` } });
  await install.client.createToken({ body: { value: 'THIEF', blocked: true } });
});
afterAll(async () => {
  network?.stop();
  await install?.stop();
});

const listOf = ({ id }: StationControl) => install.client.getLocalList({ params: { stationId: id } });
const held = (station: StationControl) => [...station.state.localList.cards.values()].map(({ idToken }) => idToken).sort();
const onEach = (work: (station: StationControl) => Promise<void>) => Promise.all(stations.map(work));
const becomes = (station: StationControl, state: string) =>
  expect.poll(async () => (await listOf(station)).state, { timeout: 30_000, interval: 200 }).toBe(state);

describe('virtual stations of every version, their lists kept by their site', () => {
  it('D_01: the whole list, in messages of the size the station takes', async () => {
    const site = await install.client.createSite({ body: { name: 'Yard', timeZone: 'UTC', currency: 'EUR', keepLocalLists: true } });
    stations = await Promise.all(
      versions.map(async (version) => {
        await install.client.createStation({ body: { id: version, siteId: site.id, securityProfile: 0 } });
        return await network.add({ id: version, version }).boot();
      }),
    );
    await onEach(async (station) => {
      await becomes(station, 'inStep');
      const { cards, version, leftOut, toldVersion } = await listOf(station);
      expect({ cards, version, leftOut, toldVersion }).toEqual({
        cards: 152,
        version: station.state.localList.version,
        leftOut: 0,
        toldVersion: version,
      });
      expect(held(station)).toContain(mine);
      const { items } = await install.client.listFrames({ params: { stationId: station.id }, query: { action: 'SendLocalList' } });
      expect(items.map(({ explained }) => explained.key).sort()).toEqual(['frame.sendLocalList.differential', 'frame.sendLocalList.full']);
    });
  });

  it('C_13: offline, a card of the list charges and a blocked one does not', async () => {
    await onEach(async (station) => {
      station.goOffline();
      await becomes(station, 'waiting');
      const refused = station.waitFor('refused');
      station.tap('THIEF');
      expect((await refused).data.why).toBe('Blocked');
      const authorized = station.waitFor('authorized');
      station.tap(mine);
      await authorized;
      const back = station.waitFor('connected');
      station.comeBack();
      await back;
      await becomes(station, 'inStep');
    });
  });

  it('D_02, D_03: what changes follows by itself', async () => {
    const { items } = await install.client.listTokens({ query: { search: 'THIEF' } });
    const before = stations.map(({ state }) => state.localList.version);
    await install.client.deleteToken({ params: { tokenId: items[0]?.id ?? 0 } });
    await install.client.createToken({ body: { value: 'NEW' } });
    await onEach(async (station) => {
      await expect.poll(() => held(station), { timeout: 30_000 }).toContain('NEW');
      await becomes(station, 'inStep');
      expect(held(station)).not.toContain('THIEF');
    });
    expect(stations.every(({ state }, index) => state.localList.version > (before[index] ?? 0))).toBe(true);
  });

  it('the server dies while the lists are on their way: nothing is believed that is not so', { timeout: 90_000 }, async () => {
    for (const station of stations) station.misbehave({ answersAfterMs: 3000 });
    await install.client.createToken({ body: { value: 'LAST' } });
    await onEach((station) => expect.poll(async () => (await listOf(station)).version, { timeout: 30_000, interval: 50 }).toBeNull());
    await install.kill();
    for (const station of stations) station.misbehave({ answersAfterMs: 0 });
    await install.start();
    await onEach(async (station) => {
      await becomes(station, 'inStep');
      const { cards, version } = await listOf(station);
      expect({ cards, version }).toEqual({ cards: held(station).length, version: station.state.localList.version });
      expect(held(station)).toContain('LAST');
    });
  });

  it('D_04, C_37, C_38, TC_061: no longer kept, a list is emptied; the cache is cleared', async () => {
    await onEach(async (station) => {
      await install.client.keepLocalList({ params: { stationId: station.id }, body: { keep: false } });
      await becomes(station, 'off');
      expect(station.state.localList.cards.size).toBe(0);
      const cleared = await install.client.sendCommand({ params: { stationId: station.id }, body: { verb: 'clearCache' } });
      expect(cleared.status).toBe('confirmed');
      expect(station.state.cache.size).toBe(0);
      station.nextAnswer('ClearCache', 'Rejected');
      const refused = await install.client.sendCommand({ params: { stationId: station.id }, body: { verb: 'clearCache' } });
      expect(refused.status).toBe('rejected');
    });
  });
});
