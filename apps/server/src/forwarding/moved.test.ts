import { afterAll, beforeAll, expect, it } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { TestBackEnd } from './test-back-end.ts';

let app: ApiApp;
let other: TestBackEnd;
const open: RawStation[] = [];

beforeAll(async () => {
  app = await startApiApp({ PRIVATE_TARGETS: 'true' });
  other = await TestBackEnd.start();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await other.stop();
  await app.stop();
});

const path = (id: string) => `/stations/${id}/second-back-end`;
const movedTo = async (id: string) => (await app.api('GET', path(id))).body.movedTo;
const basic = (id: string, password: string) => ({ authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}` });
async function callIn(id: string, version: 'ocpp1.6' | 'ocpp2.0.1', headers = {}): Promise<RawStation> {
  const station = await RawStation.connect(app.ocpp + id, version, headers);
  open.push(station);
  const box = { vendorName: 'Maker', model: 'Box' };
  await station.call(
    'BootNotification',
    version === 'ocpp1.6' ? { chargePointVendor: 'Maker', chargePointModel: 'Box' } : { reason: 'PowerUp', chargingStation: box },
  );
  return station;
}
async function command(id: string, body: object): Promise<void> {
  const { body: done } = await app.api('POST', `/stations/${id}/commands`, body);
  expect(done).toMatchObject({ status: expect.stringMatching(/^(accepted|confirmed)$/) });
}

it('a new password of the station at us leaves what it is known by there as it was', async () => {
  const { password } = (await app.api('POST', '/stations', { id: 'ROT', securityProfile: 1, callTimeoutMs: 1000 })).body;
  await app.api('PUT', path('ROT'), { url: other.url, identity: 'THEIRS', password: 'as it always was' });
  const stored = () =>
    app.query(`select f.password, f.identity, f.revision from forwarding f join station s on s.id = f.station_id where s.identity = 'ROT'`);
  const before = await stored();
  const station = await callIn('ROT', 'ocpp1.6', basic('ROT', password));
  await app.eventually(path('ROT'), ({ forwarding }) => forwarding.connected && forwarding.accepted);
  const written: unknown[] = [];
  station.on('ChangeConfiguration', (payload) => {
    written.push(payload);
    return { result: { status: 'Accepted' } };
  });
  const fresh = 'twenty new signs now';
  const value = Buffer.from(fresh).toString('hex').toUpperCase();
  await command('ROT', { verb: 'writeConfiguration', variables: [{ component: '', variable: 'AuthorizationKey', value }] });
  expect(written).toHaveLength(1);
  await station.close();
  await app.eventually(path('ROT'), ({ forwarding }) => !forwarding.connected);
  await callIn('ROT', 'ocpp1.6', basic('ROT', fresh));
  const { forwarding } = await app.eventually(path('ROT'), (body) => body.forwarding.connected && body.forwarding.accepted);
  expect(forwarding).toMatchObject({ problem: null, hasPassword: true });
  expect(await stored()).toEqual(before);
  expect(other.authorizations).toEqual(Array(2).fill(basic('THEIRS', 'as it always was').authorization));
  // What the station was told of our line is none of their business.
  expect(JSON.stringify([...other.heard, ...other.sends])).not.toContain(value);
});

it('a 2.x station that is told to call somebody else: it is said until it has restarted here', async () => {
  await app.api('POST', '/stations', { id: 'GO2', securityProfile: 0, callTimeoutMs: 1000 });
  await app.api('PUT', path('GO2'), { url: other.url });
  const station = await callIn('GO2', 'ocpp2.0.1');
  station.on('SetNetworkProfile', { result: { status: 'Accepted' } });
  const profile = (csmsUrl: string) => ({ csmsUrl, interface: 'Wired0', messageTimeout: 30, securityProfile: 0 });
  const set = (slot: number, url: string) => command('GO2', { verb: 'setNetworkProfile', slot, profile: profile(url) });
  expect(await movedTo('GO2')).toBeNull();
  await set(1, app.ocpp);
  expect(await movedTo('GO2')).toBeNull();
  await set(2, 'wss://elsewhere.example/ocpp');
  expect(await movedTo('GO2')).toMatchObject({ url: 'wss://elsewhere.example/ocpp', isSecondBackEnd: false });
  await set(2, other.url);
  expect(await movedTo('GO2')).toMatchObject({ url: other.url, isSecondBackEnd: true });
  // One that it only falls back on changes nothing.
  await app.query(`insert into station_variable (station_id, tenant_id, component, variable, value, updated_at)
    select id, tenant_id, 'OCPPCommCtrlr', 'NetworkConfigurationPriority', '1,2', now() from station where identity = 'GO2'`);
  expect(await movedTo('GO2')).toBeNull();
  await app.query(`update station_variable set value = '2,1' where variable = 'NetworkConfigurationPriority'`);
  expect(await movedTo('GO2')).toMatchObject({ isSecondBackEnd: true });
  await station.close();
  expect(await movedTo('GO2')).toMatchObject({ isSecondBackEnd: true });
  await callIn('GO2', 'ocpp2.0.1');
  expect(await movedTo('GO2')).toBeNull();
});

it('a 1.6 station is moved away by the key its maker has for the address', async () => {
  await app.api('POST', '/stations', { id: 'GO16', securityProfile: 0, callTimeoutMs: 1000 });
  await app.api('PUT', path('GO16'), { url: other.url });
  const station = await callIn('GO16', 'ocpp1.6');
  let status = 'Rejected';
  station.on('ChangeConfiguration', () => ({ result: { status } }));
  const write = (variable: string, value: string) =>
    app.api('POST', '/stations/GO16/commands', { verb: 'writeConfiguration', variables: [{ component: '', variable, value }] });
  await write('CentralSystemURL', 'wss://elsewhere.example/GO16');
  expect(await movedTo('GO16')).toBeNull();
  status = 'Accepted';
  await write('HeartbeatInterval', '60');
  expect(await movedTo('GO16')).toBeNull();
  await write('CentralSystemURL', 'wss://elsewhere.example/GO16');
  expect(await movedTo('GO16')).toMatchObject({ url: 'wss://elsewhere.example/GO16', isSecondBackEnd: false });
  await write('CentralSystemURL', `${app.ocpp}GO16`);
  expect(await movedTo('GO16')).toBeNull();
});
