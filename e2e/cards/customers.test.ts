import { createNetwork, type Network } from '@stationmaster/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Install } from '../install.ts';

const mine = '04C0FFEE';
let install: Install;
let network: Network;
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  await install.client.createToken({ body: { value: mine, driverName: 'Grace' } });
});
afterAll(async () => {
  network?.stop();
  await install?.stop();
});

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('virtual stations of %s', (version) => {
  it('N_27, N_30, N_31, N_32: what the station keeps of a driver is told, erased, and then nothing', async () => {
    const params = { stationId: version };
    await install.client.createStation({ body: { id: version, securityProfile: 0 } });
    const station = await network.add({ id: version, version }).boot();
    station.plugIn();
    const started = station.waitFor('startAcknowledged');
    station.tap(mine);
    await started;
    const stopped = station.waitFor('stopAcknowledged');
    station.tap(mine);
    await stopped;

    const ask = async (report: boolean, clear: boolean) => {
      const { id } = await install.client.sendCommand({
        params,
        body: { verb: 'customerInformation', customer: { token: mine }, report, clear },
      });
      await expect.poll(async () => (await install.client.getCommand({ params: { commandId: id } })).status).toBe('confirmed');
      return (await install.client.listCustomerData({ params })).items.find(({ requestId }) => requestId === id);
    };
    const told = await ask(true, true);
    expect(told).toMatchObject({ about: mine, isComplete: true });
    expect(told?.text).toMatch(/^(authorization cache: Accepted\n)?transaction .+ Wh$/);
    expect(await ask(true, false)).toMatchObject({ text: '', isComplete: true });
    expect(await ask(false, true)).toBeUndefined();
    const { items } = await install.client.listFrames({ params, query: { action: 'NotifyCustomerInformation' } });
    expect(items.length).toBeGreaterThan(0);
    expect(JSON.stringify(items)).not.toContain('transaction ');
    for (const { requestId } of (await install.client.listCustomerData({ params })).items)
      await install.client.deleteCustomerData({ params: { ...params, requestId } });
    expect((await install.client.listCustomerData({ params })).items).toEqual([]);
  });
});
