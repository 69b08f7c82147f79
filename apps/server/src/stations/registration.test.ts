import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

let app: ApiApp;
const open: RawStation[] = [];
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(async () => {
  await Promise.all(open.map((station) => station.close()));
  await app.stop();
});

const boot2x = { reason: 'Triggered', chargingStation: { vendorName: 'Acme', model: 'Two' } };
const boot16 = { chargePointVendor: 'Acme', chargePointModel: 'One' };

async function waiting(id: string, version: 'ocpp1.6' | 'ocpp2.0.1', registration: string): Promise<RawStation> {
  await app.api('POST', '/stations', { id, securityProfile: 0, registration });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  station.on('TriggerMessage', { result: { status: 'Accepted' } });
  expect(await station.call('BootNotification', version === 'ocpp1.6' ? boot16 : boot2x)).toMatchObject({ status: registration });
  return station;
}
const asked = { action: 'TriggerMessage', payload: { requestedMessage: 'BootNotification' } };

// TC_B_31
test.each(['Pending', 'Rejected'])('a %s 2.0.1 station that is let in is asked to boot, and then accepted', async (registration) => {
  const id = `REG-${registration}`;
  const station = await waiting(id, 'ocpp2.0.1', registration);
  await app.api('PATCH', `/stations/${id}`, { registration: 'Accepted' });
  await app.eventually(`/stations/${id}/frames?action=TriggerMessage`, ({ items }) => items.length === 1);
  expect(station.received).toEqual([asked]);
  expect(await station.call('BootNotification', boot2x)).toMatchObject({ status: 'Accepted' });
  expect((await app.api('GET', `/stations/${id}`)).body).toMatchObject({ registration: 'Accepted', phase: 'accepted' });
});

test('a rejected 1.6 station is not asked: it must not hear anything', async () => {
  const station = await waiting('REG-16', 'ocpp1.6', 'Rejected');
  await app.api('PATCH', '/stations/REG-16', { registration: 'Pending' });
  expect(station.received).toEqual([]);
  await app.api('PATCH', '/stations/REG-16', { registration: 'Accepted' });
  await app.eventually('/stations/REG-16/frames?action=TriggerMessage', ({ items }) => items.length === 1);
  expect(station.received).toEqual([asked]);
});

// TC_B_02: configuration goes on while it waits.
test('a pending station is configured before it is let in', async () => {
  const station = await waiting('REG-SET', 'ocpp2.0.1', 'Pending');
  const place = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'OfflineThreshold' } };
  station.on('SetVariables', { result: { setVariableResult: [{ ...place, attributeStatus: 'Accepted' }] } });
  station.on('GetVariables', { result: { getVariableResult: [{ ...place, attributeStatus: 'Accepted', attributeValue: '123' }] } });
  const variables = [{ component: 'OCPPCommCtrlr', variable: 'OfflineThreshold', value: '123' }];
  const { body } = await app.api('POST', '/stations/REG-SET/commands', { verb: 'writeConfiguration', variables });
  expect(body.status).toBe('confirmed');
  const start = await app.api('POST', '/stations/REG-SET/commands', { verb: 'unlock', evseId: 1 });
  expect(start.body).toMatchObject({ status: 'failed', reason: 'stationNotAccepted' });
});
