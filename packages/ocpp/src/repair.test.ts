import { expect, test } from 'vitest';
import { acceptRequest, repair } from './repair.ts';

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

test.each([
  ['nullDropped', 'ocpp1.6', 'StopTransaction', { ...stop, idTag: null }, stop],
  ['nullDropped', 'ocpp1.6', 'Heartbeat', null, {}],
  ['emptyListAsObject', 'ocpp1.6', 'Heartbeat', [], {}],
  ['elementWrapped', 'ocpp1.6', 'MeterValues', { ...meter(), meterValue: { timestamp: time, sampledValue: [sample] } }, meter(sample)],
  ['elementUnwrapped', 'ocpp2.0.1', 'TransactionEvent', { ...event, evse: [{ id: 1 }] }, { ...event, evse: { id: 1 } }],
  ['numberAsText', 'ocpp1.6', 'StartTransaction', { ...start, idTag: 12345678 }, { ...start, idTag: '12345678' }],
  ['textAsNumber', 'ocpp1.6', 'StartTransaction', { ...start, connectorId: '1' }, start],
  ['textAsBoolean', 'ocpp2.0.1', 'TransactionEvent', { ...event, offline: 'true' }, { ...event, offline: true }],
  ['enumCase', 'ocpp1.6', 'StopTransaction', { ...stop, reason: 'EVDISCONNECTED' }, { ...stop, reason: 'EVDisconnected' }],
  ['timeZone', 'ocpp1.6', 'StartTransaction', { ...start, timestamp: '2026-03-01T12:00:00' }, start],
  ['timeForm', 'ocpp1.6', 'StartTransaction', { ...start, timestamp: '2026-03-01 12:00:00Z' }, start],
  ['memberName', 'ocpp1.6', 'StartTransaction', { connectorId: 1, idtag: 'TAG', meterStart: 0, timestamp: time }, start],
  ['rounded', 'ocpp1.6', 'StartTransaction', { ...start, meterStart: 12.6 }, { ...start, meterStart: 13 }],
  [
    'textCut',
    'ocpp1.6',
    'BootNotification',
    { chargePointVendor: 'v'.repeat(30), chargePointModel: 'm' },
    { chargePointVendor: 'v'.repeat(20), chargePointModel: 'm' },
  ],
  ['emptyDropped', 'ocpp1.6', 'StopTransaction', { ...stop, reason: '' }, stop],
  ['emptyDropped', 'ocpp2.0.1', 'TransactionEvent', { ...event, meterValue: [] }, event],
  ['extraDropped', 'ocpp1.6', 'StartTransaction', { ...start, colour: 'red' }, start],
  ['enumOther', 'ocpp1.6', 'StopTransaction', { ...stop, reason: 'Timeout' }, { ...stop, reason: 'Other' }],
  ['partDropped', 'ocpp1.6', 'MeterValues', meter(sample, { value: '50', unit: 'Hz' }), meter(sample)],
  ['partDropped', 'ocpp1.6', 'StopTransaction', { ...stop, idTag: 'x'.repeat(21) }, stop],
] as const)('%s: %s %s %j', (...row) => {
  const [name, version, action, payload, expected] = row;
  const before = JSON.stringify(payload);
  const accepted = acceptRequest(version, action, payload);
  expect(accepted).toMatchObject({ ok: true, repairs: expect.arrayContaining([name]) });
  expect(accepted.ok && JSON.parse(JSON.stringify(accepted.payload))).toEqual(expected);
  expect(JSON.stringify(payload)).toBe(before);
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
  ['ocpp1.6', 'StartTransaction', { ...start, timestamp: 'yesterday' }, '/timestamp'],
  ['ocpp1.6', 'StopTransaction', { ...stop, transactionId: 'abc' }, '/transactionId'],
  ['ocpp1.6', 'Authorize', { idTag: null }, '/idTag'],
  ['ocpp1.6', 'NoSuchAction', {}, ''],
] as const)('%s %s %j is refused for what came, not for what repair made of it', (...row) => {
  const [version, action, payload, path] = row;
  expect(acceptRequest(version, action, payload)).toMatchObject({ ok: false, path });
});

test('what is right stays the same object', () => {
  expect(repair('ocpp1.6', 'StartTransaction', start)).toEqual({ payload: start, repairs: [] });
  expect(repair('ocpp1.6', 'StartTransaction', start).payload).toBe(start);
});
