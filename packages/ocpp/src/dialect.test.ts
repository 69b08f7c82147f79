import { expect, test } from 'vitest';
import type { QuirkName } from './quirks.ts';
import { acceptRequest } from './repair.ts';
import type { Version } from './version.ts';

const time = '2026-07-13T12:00:00Z';
const local = '2026-07-13T12:00:00+02:00';
const berlin = 'Europe/Berlin';
const kwh: readonly QuirkName[] = ['meterValuesInKwhWithoutUnit'];
const both: readonly QuirkName[] = ['meterValuesInKwhWithoutUnit', 'powerInKwWithoutUnit'];
const clock: readonly QuirkName[] = ['timestampsInLocalTime'];
const meter = (...sampledValue: object[]) => ({ connectorId: 1, meterValue: [{ timestamp: time, sampledValue }] });
const stop = { transactionId: 7, meterStop: 10, timestamp: time };
const event = {
  eventType: 'Updated',
  timestamp: time,
  triggerReason: 'MeterValuePeriodic',
  seqNo: 1,
  transactionInfo: { transactionId: 't' },
};
const measured = (...sampledValue: object[]) => ({ ...event, meterValue: [{ timestamp: time, sampledValue }] });
const power = { value: '11', measurand: 'Power.Active.Import' };
const signed = { value: 'AB12', format: 'SignedData' };

type Row = readonly [Version, readonly QuirkName[], action: string, before: object, after: object, repairs: readonly string[]];
const mended: readonly Row[] = [
  ['ocpp1.6', kwh, 'MeterValues', meter({ value: '15.3' }, power), meter({ value: '15.3', unit: 'kWh' }, power), ['kwhAssumed']],
  [
    'ocpp1.6',
    both,
    'MeterValues',
    meter({ value: '15.3' }, power),
    meter({ value: '15.3', unit: 'kWh' }, { ...power, unit: 'kW' }),
    ['kwhAssumed', 'kwAssumed'],
  ],
  [
    'ocpp1.6',
    kwh,
    'StopTransaction',
    { ...stop, transactionData: meter({ value: '15.3' }).meterValue },
    { ...stop, transactionData: meter({ value: '15.3', unit: 'kWh' }).meterValue },
    ['kwhAssumed'],
  ],
  [
    'ocpp2.0.1',
    kwh,
    'TransactionEvent',
    measured({ value: 15.3 }),
    measured({ value: 15.3, unitOfMeasure: { unit: 'kWh' } }),
    ['kwhAssumed'],
  ],
  [
    'ocpp2.1',
    both,
    'TransactionEvent',
    measured({ value: 15.3, measurand: 'Power.Active.Import', unitOfMeasure: { multiplier: 0 } }),
    measured({ value: 15.3, measurand: 'Power.Active.Import', unitOfMeasure: { multiplier: 0, unit: 'kW' } }),
    ['kwAssumed'],
  ],
  ['ocpp1.6', clock, 'StopTransaction', stop, { ...stop, timestamp: local }, ['localTime']],
  [
    'ocpp1.6',
    clock,
    'StopTransaction',
    { ...stop, timestamp: '2026-07-13 12:00:00' },
    { ...stop, timestamp: local },
    ['timeZone', 'localTime'],
  ],
  [
    'ocpp1.6',
    clock,
    'MeterValues',
    meter({ value: '1' }),
    { connectorId: 1, meterValue: [{ timestamp: local, sampledValue: [{ value: '1' }] }] },
    ['localTime'],
  ],
];

test.each(mended)('%s, %j: %s %j', (version, quirks, action, payload, after, repairs) => {
  const before = JSON.stringify(payload);
  const dialect = { version, quirks: new Set(quirks), zone: berlin };
  expect(acceptRequest(dialect, action, payload)).toEqual({ ok: true, payload: after, repairs });
  expect(JSON.stringify(payload)).toBe(before);
  expect(acceptRequest(version, action, after)).toEqual({ ok: true, payload: after, repairs: [] });
  expect(acceptRequest(dialect, action, after)).toEqual({ ok: true, payload: after, repairs: [] });
});

test.each([
  [
    both,
    'MeterValues',
    meter({ value: '15300', unit: 'Wh' }, { ...power, unit: 'W' }, signed, { value: '16', measurand: 'Current.Import' }),
  ],
  [clock, 'StopTransaction', { ...stop, timestamp: '2026-07-13T12:00:00+00:00' }],
  [clock, 'DataTransfer', { vendorId: 'Acme', data: time }],
  [['neverBoots', 'answersSlowly'], 'MeterValues', meter({ value: '15.3' })],
  [[], 'MeterValues', meter({ value: '15.3' })],
] as const)('%j: %s %j says what it means', (quirks, action, payload) => {
  const accepted = acceptRequest({ version: 'ocpp1.6', quirks: new Set<QuirkName>(quirks), zone: berlin }, action, payload);
  expect(accepted).toEqual({ ok: true, payload, repairs: [] });
  expect(accepted.ok && accepted.payload).toBe(payload);
});

test('local time in no zone, or in one that is none, stays as it came', () => {
  for (const zone of [undefined, 'Moon/Base']) {
    const dialect = { version: 'ocpp1.6', quirks: new Set(clock), ...(zone === undefined ? {} : { zone }) } as const;
    expect(acceptRequest(dialect, 'StopTransaction', stop)).toEqual({ ok: true, payload: stop, repairs: [] });
  }
});

test('a refused message is refused in any dialect', () => {
  const dialect = { version: 'ocpp1.6', quirks: new Set(both) } as const;
  expect(acceptRequest(dialect, 'StopTransaction', { meterStop: 1 })).toEqual(
    acceptRequest('ocpp1.6', 'StopTransaction', { meterStop: 1 }),
  );
});
