import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawStation } from './raw-station.ts';
import { type ApiApp, startApiApp } from './test-app.ts';

let app: ApiApp;
const open: RawStation[] = [];
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

async function connected(id: string, version: 'ocpp2.0.1' | 'ocpp2.1'): Promise<RawStation> {
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } });
  return station;
}
const send = async (id: string, body: object) => (await app.api('POST', `/stations/${id}/commands`, body)).body;
const url = 'wss://csms.example.com/ocpp';
const profile = { csmsUrl: url, interface: 'Wireless0', messageTimeout: 30, securityProfile: 2 };
const secrets = {
  apn: { apn: 'iot', apnAuthentication: 'PAP', apnUserName: 'u', apnPassword: 'top-secret', simPin: 987654 },
  vpn: { type: 'IKEv2', server: 'vpn.example.com', user: 'u', password: 'top-secret', key: 'top-secret' },
};

test('a profile that is taken is kept by its slot, without what lets others in', async () => {
  const station = await connected('NET1', 'ocpp2.0.1');
  station.on('SetNetworkProfile', { result: { status: 'Accepted' } });
  expect(await send('NET1', { verb: 'setNetworkProfile', slot: 2, profile: { ...profile, ...secrets } })).toMatchObject({
    status: 'confirmed',
  });
  expect(station.received[0]?.payload).toEqual({
    configurationSlot: 2,
    connectionData: {
      ocppVersion: 'OCPP20',
      ocppTransport: 'JSON',
      ocppCsmsUrl: url,
      ocppInterface: 'Wireless0',
      messageTimeout: 30,
      securityProfile: 2,
      ...secrets,
    },
  });
  const { items } = (await app.api('GET', '/stations/NET1/records?kind=networkProfile')).body;
  expect(items).toMatchObject([
    { key: '2', data: { ...profile, apn: { apn: 'iot', apnUserName: 'u' }, vpn: { server: 'vpn.example.com', user: 'u' } } },
  ]);
  const leaks =
    await app.query(`select 'frame' from frame where request ~ 'top-secret|987654' union all select 'command' from command where parameters::text ~ 'top-secret|987654'
    union all select 'record' from station_record where data::text ~ 'top-secret|987654' union all select 'audit' from audit where detail::text ~ 'top-secret|987654'`);
  expect(leaks).toEqual([]);
});

// TC_B_44
test('one that is not taken is told as rejected, and not kept', async () => {
  const station = await connected('NET2', 'ocpp2.0.1');
  station.on('SetNetworkProfile', { result: { status: 'Failed', statusInfo: { reasonCode: 'InvalidProfile' } } });
  expect(await send('NET2', { verb: 'setNetworkProfile', slot: 1, profile })).toMatchObject({
    status: 'rejected',
    reason: 'InvalidProfile',
  });
  expect((await app.api('GET', '/stations/NET2/records?kind=networkProfile')).body.items).toEqual([]);
  // 2.0.1 has no identity in a profile.
  expect(await send('NET2', { verb: 'setNetworkProfile', slot: 1, profile: { ...profile, identity: 'X' } })).toMatchObject({
    status: 'notSupported',
    reason: 'notInVersion',
  });
});

test('2.1 reads it back where the station shows it; its password lets the station in from then on', async () => {
  const station = await connected('NET3', 'ocpp2.1');
  station.on('SetNetworkProfile', { result: { status: 'Accepted' } });
  const set = { verb: 'setNetworkProfile', slot: 1, profile: { ...profile, basicAuthPassword: 'a-password-of-16-and-more' } };
  expect((await send('NET3', set)).status).toBe('confirmed');
  await app.api('PATCH', '/stations/NET3', { securityProfile: 1 });
  const headers = { authorization: `Basic ${Buffer.from('NET3:a-password-of-16-and-more').toString('base64')}` };
  const again = await RawStation.connect(`${app.ocpp}NET3`, 'ocpp2.1', headers);
  open.push(again);
  const place = { component: { name: 'NetworkConfiguration', instance: '1' }, variable: { name: 'OcppCsmsUrl' } };
  again.on('SetNetworkProfile', { result: { status: 'Accepted' } });
  again.on('GetVariables', { result: { getVariableResult: [{ ...place, attributeStatus: 'Accepted', attributeValue: 'wss://old' }] } });
  expect(await send('NET3', { ...set, profile })).toMatchObject({ status: 'noEffect', reason: 'readsOtherwise' });
});

test('each variable is written once', async () => {
  const variables = ['60', '61'].map((value) => ({ component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval', value }));
  const { status, body } = await app.api('POST', '/stations/NET1/commands', { verb: 'writeConfiguration', variables });
  expect([status, body.error.details[0].path]).toEqual([400, 'variables']);
});
