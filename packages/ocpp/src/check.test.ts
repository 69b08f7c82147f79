import { expect, test } from 'vitest';
import { checkRequest, checkResponse, prepare } from './check.ts';
import { encodeError } from './encode.ts';

const start = { connectorId: 1, idTag: 'TAG', meterStart: 0, timestamp: '2026-03-01T12:00:00Z' };
const evse = { id: 1 };
const meter = { evseId: 1, meterValue: [{ timestamp: start.timestamp, sampledValue: [{ value: 1 }] }] };

test.each([
  ['ocpp1.6', 'StartTransaction', { ...start, connectorId: '1' }, 'TypeConstraintViolation', '/connectorId'],
  ['ocpp1.6', 'StartTransaction', { ...start, meterStart: 0.5 }, 'TypeConstraintViolation', '/meterStart'],
  ['ocpp1.6', 'StartTransaction', { ...start, idTag: undefined }, 'OccurrenceConstraintViolation', '/idTag'],
  ['ocpp1.6', 'StartTransaction', { ...start, idTag: 'x'.repeat(21) }, 'PropertyConstraintViolation', '/idTag'],
  ['ocpp1.6', 'StartTransaction', { ...start, timestamp: '2026-03-01T12:00:00' }, 'PropertyConstraintViolation', '/timestamp'],
  ['ocpp1.6', 'StartTransaction', { ...start, colour: 'red' }, 'FormatViolation', '/colour'],
  ['ocpp1.6', 'StartTransaction', null, 'FormatViolation', ''],
  ['ocpp2.0.1', 'MeterValues', [meter], 'ProtocolError', ''],
  ['ocpp2.1', 'MeterValues', { ...meter, colour: 'red' }, 'ProtocolError', '/colour'],
  ['ocpp1.6', 'Reset', { type: 'Warm' }, 'PropertyConstraintViolation', '/type'],
  ['ocpp1.6', 'GetDiagnostics', { location: 'here' }, 'PropertyConstraintViolation', '/location'],
  ['ocpp1.6', 'TransactionEvent', {}, 'NotImplemented', ''],
  ['ocpp2.0.1', 'MeterValues', { ...meter, meterValue: [] }, 'OccurrenceConstraintViolation', '/meterValue'],
  [
    'ocpp2.0.1',
    'ReserveNow',
    { id: 1, expiryDateTime: 'now', idToken: { idToken: 'x', type: 'Central' } },
    'PropertyConstraintViolation',
    '/expiryDateTime',
  ],
  ['ocpp2.1', 'NotifyDERAlarm', { controlType: 'EnterService', timestamp: 1 }, 'TypeConstraintViolation', '/timestamp'],
  [
    'ocpp2.1',
    'OpenPeriodicEventStream',
    { constantStreamData: { id: -1, variableMonitoringId: 1, params: {} } },
    'PropertyConstraintViolation',
    '/constantStreamData/id',
  ],
] as const)('%s %s %j is a %s at "%s"', (...row) => {
  const [version, action, payload, code, path] = row;
  expect(checkRequest(version, action, payload)).toMatchObject({ ok: false, code, path });
});

test('a multiple of 0.1 is one in spite of binary fractions', () => {
  const period = { startPeriod: 0, limit: 16.1 };
  const profile = { chargingProfileId: 1, stackLevel: 0, chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Absolute' };
  const schedule = { chargingRateUnit: 'A', chargingSchedulePeriod: [period] };
  expect(
    checkRequest('ocpp1.6', 'SetChargingProfile', { connectorId: 1, csChargingProfiles: { ...profile, chargingSchedule: schedule } }),
  ).toEqual({ ok: true });
});

test('free members are allowed in customData only', () => {
  expect(checkRequest('ocpp2.0.1', 'Heartbeat', { customData: { vendorId: 'acme', colour: 'red' } })).toEqual({ ok: true });
  expect(checkRequest('ocpp2.0.1', 'StatusNotification', { evse })).toMatchObject({ ok: false });
});

test('a SEND has no answer to check', () => {
  expect(checkResponse('ocpp2.1', 'NotifyPeriodicEventStream', {})).toMatchObject({ code: 'NotImplemented' });
});

test('what is prepared is checked the same', () => {
  prepare('ocpp1.6', ['Authorize', 'NoSuchAction']);
  expect(checkRequest('ocpp1.6', 'Authorize', { idTag: 'A' })).toEqual({ ok: true });
  expect(checkResponse('ocpp1.6', 'Authorize', { idTagInfo: { status: 'Fine' } })).toMatchObject({ code: 'PropertyConstraintViolation' });
});

test('1.6 keeps its misspellings, 2.x does not', () => {
  const error = { id: '1', code: 'OccurrenceConstraintViolation', description: '' } as const;
  expect(encodeError('ocpp1.6', error)).toBe('[4,"1","OccurenceConstraintViolation","",{}]');
  expect(encodeError('ocpp2.0.1', error)).toBe('[4,"1","OccurrenceConstraintViolation","",{}]');
  expect(encodeError('ocpp1.6', { ...error, code: 'FormatViolation' })).toBe('[4,"1","FormationViolation","",{}]');
  expect(encodeError('ocpp2.1', { ...error, code: 'FormatViolation', description: 'x'.repeat(300) })).toHaveLength(
    '[4,"1","FormatViolation","",{}]'.length + 255,
  );
});
