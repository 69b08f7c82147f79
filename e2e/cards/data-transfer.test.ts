import { createNetwork, type Network, type StationControl } from '@stationmaster/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Install } from '../install.ts';

let install: Install;
let network: Network;
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  await install.client.createToken({ body: { value: '04D00D' } });
});
afterAll(async () => {
  network?.stop();
  await install?.stop();
});

const transfers = async ({ id }: StationControl) => {
  const { items } = await install.client.listFrames({ params: { stationId: id }, query: { action: 'DataTransfer' } });
  return items;
};

describe.each(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const)('virtual stations of %s', (version) => {
  it("a maker's message goes out, and its end tells what the station made of it", async () => {
    await install.client.createStation({ body: { id: version, securityProfile: 0 } });
    const station = await network.add({ id: version, version }).boot();
    const { vendor } = await install.client.getStation({ params: { stationId: version } });
    const send = (body: { vendorId: string; messageId: string; data?: string }) =>
      install.client.sendCommand({ params: { stationId: version }, body: { verb: 'dataTransfer', ...body } });
    expect(await send({ vendorId: vendor ?? '', messageId: 'Echo', data: '{"brightness":7}' })).toMatchObject({ status: 'confirmed' });
    expect((await transfers(station))[0]?.answer).toContain('brightness');
    expect(await send({ vendorId: vendor ?? '', messageId: 'Dance' })).toMatchObject({
      status: 'notSupported',
      reason: 'UnknownMessageId',
    });
    expect(await send({ vendorId: 'com.example', messageId: 'Echo' })).toMatchObject({ status: 'notSupported', reason: 'UnknownVendorId' });
  });

  it('a message of a vendor nobody knows is answered so, and stays in the log', async () => {
    const station = network.station(version);
    station.send('DataTransfer', { payload: { vendorId: 'com.example', messageId: 'Secret', data: 'anything' } });
    await expect
      .poll(async () => (await transfers(station)).find(({ request }) => request.includes('Secret'))?.answer)
      .toContain('UnknownVendorId');
  });
});

it('a station of 1.6 tells when the car left: it stands on the page of its session', async () => {
  await install.client.createStation({ body: { id: 'COST', securityProfile: 0 } });
  const station = await network.add({ id: 'COST', version: 'ocpp1.6' }).boot();
  station.plugIn();
  const started = station.waitFor('startAcknowledged');
  station.tap('04D00D');
  await started;
  const stopped = station.waitFor('stopAcknowledged');
  station.tap('04D00D');
  await stopped;
  const [session] = (await install.client.listSessions({ query: { stationId: 'COST' } })).items;
  const unpluggedAt = new Date().toISOString();
  const data = JSON.stringify({ transactionId: Number(session?.transactionId), timestamp: unpluggedAt });
  station.send('DataTransfer', { payload: { vendorId: 'org.openchargealliance.costmsg', messageId: 'ConnectorUnplugged', data } });
  const params = { sessionId: session?.id ?? 0 };
  await expect.poll(async () => (await install.client.getSession({ params })).details.unpluggedAt).toBe(unpluggedAt);
  const { items } = await install.client.listFrames({ params: { stationId: 'COST' }, query: { sessionId: params.sessionId } });
  expect(items.map(({ action }) => action)).toContain('DataTransfer');
});
