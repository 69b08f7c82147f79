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

async function connected(id: string, version: 'ocpp1.6' | 'ocpp2.0.1'): Promise<RawStation> {
  await app.api('POST', '/stations', { id, securityProfile: 0, callTimeoutMs: 1000 });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  const boot = { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } };
  await station.call('BootNotification', version === 'ocpp1.6' ? { chargePointVendor: 'Acme', chargePointModel: 'One' } : boot);
  return station;
}
const send = async (id: string, body: object) => (await app.api('POST', `/stations/${id}/commands`, body)).body;
const settings = async (id: string) => (await app.api('GET', `/stations/${id}/configuration`)).body.items;
const at = '2026-05-01T08:00:00Z';
const power = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'Power' } };

test('a report says what a variable is, all its attributes, and what OCPP knows where it says nothing', async () => {
  const station = await connected('VIEW2', 'ocpp2.0.1');
  const report = (reportData: object[]) => station.call('NotifyReport', { requestId: 1, seqNo: 0, generatedAt: at, reportData });
  await report([
    {
      ...power,
      variableAttribute: [
        { type: 'Actual', value: '7400', mutability: 'ReadOnly' },
        { type: 'Target', value: '11000', mutability: 'ReadWrite', persistent: true },
        { type: 'MaxSet', value: '22000', mutability: 'ReadOnly', constant: true },
      ],
      variableCharacteristics: { dataType: 'decimal', supportsMonitoring: true, minLimit: 0, maxLimit: 22_000, unit: 'kW' },
    },
    {
      component: { name: 'AuthCacheCtrlr' },
      variable: { name: 'Policy' },
      variableAttribute: [{ value: 'LRU' }],
      variableCharacteristics: { dataType: 'OptionList', supportsMonitoring: false, valuesList: 'LRU, FIFO' },
    },
    { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'HeartbeatInterval' }, variableAttribute: [{ value: '300' }] },
    { component: { name: 'Acme' }, variable: { name: 'Frobnication' }, variableAttribute: [{ mutability: 'WriteOnly' }] },
  ]);
  const rows = await settings('VIEW2');
  expect(rows).toMatchObject([
    { component: 'Acme', described: null, dataType: null, mutability: 'WriteOnly', value: null, meaning: null },
    { variable: 'Policy', described: 'station', dataType: 'OptionList', values: ['LRU', 'FIFO'], mutability: 'ReadWrite', target: null },
    {
      variable: 'Power',
      evseId: 1,
      value: '7400',
      mutability: 'ReadOnly',
      persistent: false,
      described: 'station',
      dataType: 'decimal',
      unit: 'kW',
      minLimit: 0,
      maxLimit: 22_000,
      supportsMonitoring: true,
      target: { value: '11000', mutability: 'ReadWrite' },
      minSet: null,
      maxSet: { value: '22000', mutability: 'ReadOnly' },
    },
    {
      variable: 'HeartbeatInterval',
      described: 'standard',
      dataType: 'integer',
      unit: 's',
      minLimit: 0,
      meaning: 'heartbeatInterval',
      topic: 'communication',
    },
  ]);
  // A later report of the value alone forgets nothing of it.
  await report([{ ...power, variableAttribute: [{ value: '3700', mutability: 'ReadOnly' }] }]);
  expect((await settings('VIEW2'))[2]).toEqual({ ...rows[2], value: '3700', updatedAt: expect.any(String) });
});

test('another attribute is written and read back without touching the value', async () => {
  const station = await connected('VIEW3', 'ocpp2.0.1');
  const result = (attributeType: string, attributeValue: string) => ({
    result: { getVariableResult: [{ ...power, attributeType, attributeValue, attributeStatus: 'Accepted' }] },
  });
  station.on('GetVariables', result('Actual', '7400'));
  await send('VIEW3', { verb: 'readConfiguration', variables: [{ component: 'EVSE', evseId: 1, variable: 'Power' }] });
  station.on('SetVariables', { result: { setVariableResult: [{ ...power, attributeType: 'Target', attributeStatus: 'Accepted' }] } });
  station.on('GetVariables', result('Target', '11000'));
  const variables = [{ component: 'EVSE', evseId: 1, variable: 'Power', attribute: 'Target', value: '11000' }];
  expect((await send('VIEW3', { verb: 'writeConfiguration', variables })).status).toBe('confirmed');
  expect(station.received.slice(1).map(({ payload }) => payload)).toEqual([
    { setVariableData: [{ ...power, attributeType: 'Target', attributeValue: '11000' }] },
    { getVariableData: [{ ...power, attributeType: 'Target' }] },
  ]);
  expect(await settings('VIEW3')).toMatchObject([{ value: '7400', target: { value: '11000', mutability: 'ReadWrite' } }]);
  // The actual value may differ from its target; it proves nothing of it.
  station.on('GetVariables', result('Target', '9000'));
  expect((await send('VIEW3', { verb: 'writeConfiguration', variables })).status).toBe('noEffect');
});

test('keys of 1.6 are described by their names', async () => {
  const station = await connected('VIEW1', 'ocpp1.6');
  const configurationKey = [
    { key: 'HeartbeatInterval', readonly: false, value: '60' },
    { key: 'localpreauthorize', readonly: true, value: 'true' },
    { key: 'AcmeMode', readonly: false, value: '3' },
  ];
  station.on('GetConfiguration', { result: { configurationKey } });
  await send('VIEW1', { verb: 'readConfiguration' });
  expect(await settings('VIEW1')).toMatchObject([
    { variable: 'AcmeMode', described: null, dataType: null, mutability: 'ReadWrite' },
    { variable: 'HeartbeatInterval', described: 'standard', dataType: 'integer', unit: 's', meaning: 'heartbeatInterval' },
    { variable: 'localpreauthorize', dataType: 'boolean', topic: 'authorization', mutability: 'ReadOnly' },
  ]);
});

// TC_B_18: criteria and components together; nothing found is an answer too.
test('a report of some components', async () => {
  const station = await connected('VIEW4', 'ocpp2.0.1');
  station.on('GetReport', { result: { status: 'EmptyResultSet' } });
  const request = {
    verb: 'getReport',
    criteria: ['Problem'],
    variables: [{ component: 'EVSE', evseId: 1, variable: 'AvailabilityState' }],
  };
  expect(await send('VIEW4', request)).toMatchObject({ status: 'confirmed', reason: 'emptyResultSet' });
  station.on('GetReport', { result: { status: 'Accepted' } });
  const sent = await send('VIEW4', { ...request, criteria: ['Available'] });
  const componentVariable = [{ component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'AvailabilityState' } }];
  expect(station.received.at(-1)?.payload).toEqual({ requestId: sent.id, componentCriteria: ['Available'], componentVariable });
  expect(sent.status).toBe('accepted');
  const line = { ...componentVariable[0], variableAttribute: [{ value: 'Available', mutability: 'ReadOnly' }] };
  await station.call('NotifyReport', { requestId: sent.id, seqNo: 0, generatedAt: at, tbc: true, reportData: [line] });
  await station.call('NotifyReport', { requestId: sent.id, seqNo: 1, generatedAt: at });
  await app.eventually(`/commands/${sent.id}`, ({ status }) => status === 'confirmed');
});
