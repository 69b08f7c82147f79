import { expect, test } from 'vitest';
import { acceptRequest, acceptResponse } from './repair.ts';
import { type RepairName, repairs } from './repairs.ts';
import type { Version } from './version.ts';

const time = '2026-03-01T12:00:00Z';
const start = { connectorId: 1, idTag: 'TAG', meterStart: 0, timestamp: time };
const stop = { transactionId: 7, meterStop: 10, timestamp: time };
const event = {
  eventType: 'Updated',
  timestamp: time,
  triggerReason: 'MeterValuePeriodic',
  seqNo: 1,
  transactionInfo: { transactionId: 't' },
};
const sample = { value: '1', unit: 'Wh' };
const meter = (...sampledValue: unknown[]) => ({ connectorId: 1, meterValue: [{ timestamp: time, sampledValue }] });

const boot = { chargePointVendor: 'Acme', chargePointModel: 'One' };
const status = { connectorId: 1, errorCode: 'NoError', status: 'Available' };
const status2x = { timestamp: time, connectorStatus: 'Occupied', evseId: 1, connectorId: 1 };
const data = { vendorId: 'Acme', data: '{"colour":"red"}' };
const signed = { signedMeterData: 'x', signingMethod: 'x', encodingMethod: 'x', publicKey: 'x' };
const report = (value: unknown) => ({
  ...{ requestId: 1, generatedAt: time, seqNo: 0 },
  reportData: [{ component: { name: 'c' }, variable: { name: 'v' }, variableAttribute: [{ value }] }],
});
const measured = (...sampledValue: unknown[]) => ({ ...event, meterValue: [{ timestamp: time, sampledValue }] });

type Row = readonly [RepairName, Version, action: string, before: unknown, after: unknown];

const rows: readonly Row[] = [
  ['nullNamed', 'ocpp1.6', 'BootNotification', { ...boot, chargePointModel: null }, { ...boot, chargePointModel: '' }],
  ['noErrorCode', 'ocpp1.6', 'StatusNotification', { ...status, errorCode: null }, status],
  ['noErrorCode', 'ocpp1.6', 'StatusNotification', { ...status, errorCode: '' }, status],
  ['nullDropped', 'ocpp1.6', 'StopTransaction', { ...stop, idTag: null }, stop],
  ['nullDropped', 'ocpp1.6', 'Heartbeat', null, {}],
  ['jsonInText', 'ocpp1.6', 'StartTransaction', JSON.stringify(start), start],
  ['jsonInText', 'ocpp1.6', 'MeterValues', { ...meter(sample), meterValue: JSON.stringify(meter(sample).meterValue) }, meter(sample)],
  ['emptyListAsObject', 'ocpp1.6', 'Heartbeat', [], {}],
  [
    'listAsObject',
    'ocpp1.6',
    'MeterValues',
    { connectorId: 1, meterValue: { 0: { timestamp: time, sampledValue: { 0: sample, 1: sample } } } },
    meter(sample, sample),
  ],
  ['elementWrapped', 'ocpp1.6', 'MeterValues', { ...meter(), meterValue: { timestamp: time, sampledValue: [sample] } }, meter(sample)],
  ['elementUnwrapped', 'ocpp2.0.1', 'TransactionEvent', { ...event, evse: [{ id: 1 }] }, { ...event, evse: { id: 1 } }],
  ['numberAsText', 'ocpp1.6', 'StartTransaction', { ...start, idTag: 12345678 }, { ...start, idTag: '12345678' }],
  ['numberAsText', 'ocpp1.6', 'MeterValues', meter({ ...sample, value: 230.4 }), meter({ ...sample, value: '230.4' })],
  ['booleanAsText', 'ocpp2.0.1', 'NotifyReport', report(true), report('true')],
  ['dataAsText', 'ocpp1.6', 'DataTransfer', { ...data, data: { colour: 'red' } }, data],
  ['textAsNumber', 'ocpp1.6', 'StartTransaction', { ...start, connectorId: '1' }, start],
  ['textAsNumber', 'ocpp2.0.1', 'TransactionEvent', measured({ value: ' -12.5' }), measured({ value: -12.5 })],
  ['textAsBoolean', 'ocpp2.0.1', 'TransactionEvent', { ...event, offline: 'True' }, { ...event, offline: true }],
  ['numberAsBoolean', 'ocpp2.0.1', 'TransactionEvent', { ...event, offline: 0 }, { ...event, offline: false }],
  ['numberAsBoolean', 'ocpp2.0.1', 'TransactionEvent', { ...event, offline: '1' }, { ...event, offline: true }],
  ['enumCase', 'ocpp1.6', 'StopTransaction', { ...stop, reason: 'EVDISCONNECTED' }, { ...stop, reason: 'EVDisconnected' }],
  ['enumCase', 'ocpp1.6', 'MeterValues', meter({ value: '1', unit: 'kwh' }), meter({ value: '1', unit: 'kWh' })],
  [
    'enumCase',
    'ocpp1.6',
    'MeterValues',
    meter({ ...sample, measurand: 'energy.active.import.register' }),
    meter({ ...sample, measurand: 'Energy.Active.Import.Register' }),
  ],
  ['enumSpelling', 'ocpp1.6', 'StatusNotification', { ...status, status: 'Suspended_EV' }, { ...status, status: 'SuspendedEV' }],
  ['enumSpelling', 'ocpp1.6', 'MeterValues', meter({ value: '1', phase: 'L1N' }), meter({ value: '1', phase: 'L1-N' })],
  ['unitAlias', 'ocpp1.6', 'MeterValues', meter({ value: '20', unit: '°C' }), meter({ value: '20', unit: 'Celsius' })],
  ['unitAlias', 'ocpp1.6', 'MeterValues', meter({ value: '50', unit: '%' }), meter({ value: '50', unit: 'Percent' })],
  ['timeZone', 'ocpp1.6', 'StartTransaction', { ...start, timestamp: '2026-03-01T12:00:00' }, start],
  ['timeForm', 'ocpp1.6', 'StartTransaction', { ...start, timestamp: '2026-03-01 12:00:00Z' }, start],
  ['timeForm', 'ocpp2.0.1', 'TransactionEvent', { ...event, timestamp: 1772366400 }, { ...event, timestamp: '2026-03-01T12:00:00.000Z' }],
  ['memberName', 'ocpp1.6', 'StartTransaction', { connectorId: 1, idtag: 'TAG', meterStart: 0, timestamp: time }, start],
  ['memberName', 'ocpp1.6', 'StartTransaction', { connector_id: 1, id_tag: 'TAG', meter_start: 0, timestamp: time }, start],
  ['paddingCut', 'ocpp1.6', 'StartTransaction', { ...start, idTag: 'TAG'.padEnd(21) }, start],
  ['paddingCut', 'ocpp1.6', 'Authorize', { idTag: 'TAG'.padEnd(32, '\0') }, { idTag: 'TAG' }],
  ['rounded', 'ocpp1.6', 'StartTransaction', { ...start, meterStart: 12.6 }, { ...start, meterStart: 13 }],
  [
    'textCut',
    'ocpp1.6',
    'BootNotification',
    { ...boot, chargePointVendor: 'v'.repeat(30) },
    { ...boot, chargePointVendor: 'v'.repeat(20) },
  ],
  [
    'textCut',
    'ocpp1.6',
    'BootNotification',
    { ...boot, chargeBoxSerialNumber: '\u{1F50C}'.repeat(26) },
    { ...boot, chargeBoxSerialNumber: '\u{1F50C}'.repeat(25) },
  ],
  [
    'timeUnset',
    'ocpp1.6',
    'StartTransaction',
    { ...start, timestamp: '0000-00-00T00:00:00Z' },
    { ...start, timestamp: '1970-01-01T00:00:00Z' },
  ],
  ['timeUnset', 'ocpp1.6', 'StartTransaction', { ...start, timestamp: 0 }, { ...start, timestamp: '1970-01-01T00:00:00Z' }],
  ['emptyDropped', 'ocpp1.6', 'StopTransaction', { ...stop, reason: '' }, stop],
  ['emptyDropped', 'ocpp2.0.1', 'TransactionEvent', { ...event, meterValue: [] }, event],
  ['listAdded', 'ocpp1.6', 'MeterValues', { connectorId: 1 }, { connectorId: 1, meterValue: [] }],
  ['listAdded', 'ocpp1.6', 'MeterValues', { connectorId: 1, meterValue: null }, { connectorId: 1, meterValue: [] }],
  ['extraDropped', 'ocpp1.6', 'StartTransaction', { ...start, colour: 'red' }, start],
  ['statusOf16', 'ocpp2.0.1', 'StatusNotification', { ...status2x, connectorStatus: 'Charging' }, status2x],
  ['enumOther', 'ocpp1.6', 'StopTransaction', { ...stop, reason: 'Timeout' }, { ...stop, reason: 'Other' }],
  ['customDataDropped', 'ocpp2.0.1', 'TransactionEvent', { ...event, customData: { colour: 'red' } }, event],
  [
    'signatureDropped',
    'ocpp2.0.1',
    'TransactionEvent',
    measured({ value: 7, signedMeterValue: { ...signed, signedMeterData: 'x'.repeat(2501) } }),
    measured({ value: 7 }),
  ],
  ['partDropped', 'ocpp1.6', 'MeterValues', meter(sample, { value: '50', unit: 'Hz' }), meter(sample)],
  ['partDropped', 'ocpp1.6', 'StopTransaction', { ...stop, idTag: 'x'.repeat(21) }, stop],
];

test.each(rows)('%s: %s %s %j', (...[name, version, action, payload, expected]) => {
  const before = JSON.stringify(payload);
  const accepted = acceptRequest(version, action, payload);
  expect(accepted).toMatchObject({ ok: true, repairs: expect.arrayContaining([name]) });
  expect(accepted.ok && JSON.parse(JSON.stringify(accepted.payload))).toEqual(expected);
  expect(JSON.stringify(payload)).toBe(before);
});

test('every repair is shown above', () => {
  expect(new Set(rows.map(([name]) => name))).toEqual(new Set(repairs.map(({ name }) => name)));
});

test('Celsius and Celcius', () => {
  const data = (unit: string) => ({ ...stop, transactionData: [{ timestamp: time, sampledValue: [{ value: '20', unit }] }] });
  expect(acceptRequest('ocpp1.6', 'StopTransaction', data('Celsius'))).toMatchObject({ ok: true });
  expect(acceptRequest('ocpp1.6', 'StopTransaction', data('Celcius'))).toMatchObject({ ok: true });
  expect(acceptRequest('ocpp1.6', 'StopTransaction', data('celcius'))).toMatchObject({ ok: true, repairs: ['enumCase'] });
});

test('several faults at once, one behind the other', () => {
  const bad = {
    transactionId: '7',
    meterStop: '10.4',
    timestamp: 1772366400,
    idTag: null,
    transactionData: { timestamp: '2026-03-01T12:00', sampledValue: { value: 5, unit: 'wh' } },
    Reason: 'remote',
  };
  const good = {
    ...stop,
    timestamp: '2026-03-01T12:00:00.000Z',
    transactionData: [{ timestamp: time, sampledValue: [{ value: '5', unit: 'Wh' }] }],
    reason: 'Remote',
  };
  expect(acceptRequest('ocpp1.6', 'StopTransaction', bad)).toMatchObject({ ok: true, payload: good });
});

test('a transaction survives when all its samples are bad', () => {
  const bad = { ...event, meterValue: [{ timestamp: time, sampledValue: [{ value: 'much' }] }], idToken: { idToken: 'x', type: 'Ring' } };
  expect(acceptRequest('ocpp2.0.1', 'TransactionEvent', bad)).toMatchObject({ ok: true, payload: event });
});

test('many bad elements of one list are taken out, and no other', () => {
  const mixed = Array.from({ length: 1000 }, (_, index) =>
    index % 2 === 0 ? { value: String(index) } : { value: '1', unit: 'Hz', phase: 'L9' },
  );
  const accepted = acceptRequest('ocpp1.6', 'MeterValues', meter(...mixed));
  expect(accepted).toMatchObject({ ok: true, payload: meter(...mixed.filter((_, index) => index % 2 === 0)) });
});

test.each([
  ['ocpp1.6', 'StartTransaction', { ...start, idTag: 'x'.repeat(21) }, '/idTag'],
  ['ocpp1.6', 'StartTransaction', { ...start, idTag: true }, '/idTag'],
  ['ocpp1.6', 'StartTransaction', { ...start, idTag: 2 ** 60 }, '/idTag'],
  ['ocpp1.6', 'StartTransaction', { ...start, timestamp: 'yesterday' }, '/timestamp'],
  ['ocpp1.6', 'StartTransaction', { ...start, timestamp: '03/04/2026 12:00:00' }, '/timestamp'],
  ['ocpp1.6', 'StopTransaction', { ...stop, transactionId: 'abc' }, '/transactionId'],
  ['ocpp1.6', 'Authorize', { idTag: null }, '/idTag'],
  ['ocpp1.6', 'Authorize', { idTag: ' '.repeat(21) }, '/idTag'],
  ['ocpp1.6', 'StatusNotification', { ...status, status: 'Occupied' }, '/status'],
  ['ocpp1.6', 'BootNotification', { chargePointVendor: 'Acme' }, '/chargePointModel'],
  ['ocpp1.6', 'DataTransfer', { vendorId: 'x'.repeat(256) }, '/vendorId'],
  ['ocpp1.6', 'NoSuchAction', {}, ''],
] as const)('%s %s %j is refused for what came, not for what repair made of it', (...row) => {
  const [version, action, payload, path] = row;
  expect(acceptRequest(version, action, payload)).toMatchObject({ ok: false, path });
});

test.each([
  ['ocpp1.6', 'BootNotification', { chargePointVendor: '', chargePointModel: '' }],
  ['ocpp1.6', 'Authorize', { idTag: '' }],
  ['ocpp1.6', 'StartTransaction', { ...start, meterStart: -5 }],
  ['ocpp1.6', 'StopTransaction', { ...stop, transactionId: -1, idTag: '' }],
  ['ocpp1.6', 'MeterValues', meter()],
  ['ocpp1.6', 'MeterValues', meter({ value: '-1,5 kWh' })],
  ['ocpp2.0.1', 'BootNotification', { reason: 'PowerUp', chargingStation: { model: '', vendorName: '' } }],
] as const)('%s %s %j is odd, yet legal: it stays as it came', (version, action, payload) => {
  expect(acceptRequest(version, action, payload)).toEqual({ ok: true, payload, repairs: [] });
});

test('a value in a unit that is none is left out, never read as Wh', () => {
  for (const unit of ['Hz', { symbol: 'kWh' }, ['kWh', 'Wh']]) {
    expect(acceptRequest('ocpp1.6', 'MeterValues', meter(sample, { value: '15', unit }))).toMatchObject({
      ok: true,
      payload: meter(sample),
    });
  }
});

test('what is right stays the same object', () => {
  const accepted = acceptRequest('ocpp1.6', 'StartTransaction', start);
  expect(accepted).toEqual({ ok: true, payload: start, repairs: [] });
  expect(accepted.ok && accepted.payload).toBe(start);
});

test('an answer is mended like a call', () => {
  expect(acceptResponse('ocpp1.6', 'Reset', { status: 'accepted' })).toEqual({
    ok: true,
    payload: { status: 'Accepted' },
    repairs: ['enumCase'],
  });
  expect(acceptResponse('ocpp1.6', 'Reset', {})).toMatchObject({ ok: false, path: '/status' });
});
