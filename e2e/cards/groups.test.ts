import { createNetwork, type Network, type StationControl } from '@stationmaster/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Install } from '../install.ts';

const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
let install: Install;
let network: Network;
beforeAll(async () => {
  install = await Install.start({ isSetUp: true });
  network = createNetwork({ url: install.ocppUrl, backOffMs: [200, 500] });
  for (const [value, groupId] of [
    ['04AAAAAA', 'CREW'],
    ['04BBBBBB', 'CREW'],
    ['04CCCCCC', null],
    ['04EEEEEE', 'STAFF'],
  ] as const)
    await install.client.createToken({ body: { value, groupId } });
});
afterAll(async () => {
  network?.stop();
  await install?.stop();
});

const booted = async (id: string, version: (typeof versions)[number]) => {
  await install.client.createStation({ body: { id, securityProfile: 0 } });
  return await network.add({ id, version }).boot();
};
const charging = async (station: StationControl, card: string) => {
  station.plugIn();
  const started = station.waitFor('startAcknowledged');
  station.tap(card);
  await started;
};
const sessionOf = async ({ id }: StationControl) => (await install.client.listSessions({ query: { stationId: id } })).items[0];

describe.each(versions)('virtual stations of %s', (version) => {
  it('C_39: another card of the group ends the session, a stranger does not', async () => {
    const station = await booted(`GROUP-${version}`, version);
    await charging(station, '04AAAAAA');
    const refused = station.waitFor('refused');
    station.tap('04CCCCCC');
    expect((await refused).data.why).toBe('otherSession');
    const stopped = station.waitFor('stopAcknowledged');
    station.tap('04BBBBBB');
    await stopped;
    expect(await sessionOf(station)).toMatchObject({ status: 'ended', idToken: '04AAAAAA', stopReason: 'Local' });
    const { items } = await install.client.listTaps({ query: { stationId: station.id } });
    expect(items.find(({ purpose }) => purpose === 'stop')).toMatchObject({ idToken: '04BBBBBB', status: 'Accepted' });
  });

  it.runIf(version !== 'ocpp1.6')('C_49: a master card ends every session and begins none, also from afar', async () => {
    const station = await booted(`MASTER-${version}`, version);
    const command = (body: Parameters<typeof install.client.sendCommand>[0]['body']) =>
      install.client.sendCommand({ params: { stationId: station.id }, body });
    const variable = { component: 'AuthCtrlr', variable: 'MasterPassGroupId' };
    expect((await command({ verb: 'writeConfiguration', variables: [{ ...variable, value: 'STAFF' }] })).status).toBe('confirmed');
    await expect(command({ verb: 'start', token: '04EEEEEE', evseId: 1 })).rejects.toMatchObject({ code: 'tokenRefused' });
    await charging(station, '04AAAAAA');
    const stopped = station.waitFor('stopAcknowledged');
    station.tap('04EEEEEE');
    await stopped;
    expect(await sessionOf(station)).toMatchObject({ status: 'ended', stopReason: 'MasterPass' });
  });
});
