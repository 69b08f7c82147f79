import { expect, test } from 'vitest';
import { encodeCall, encodeError, encodeResult, encodeResultError, encodeSend } from './encode.ts';
import { parseFrame } from './frame.ts';

const call = '[2,"19223201","BootNotification",{"chargePointVendor":"VendorX","chargePointModel":"SingleSocketCharger"}]';
const result = '[3,"19223201",{"status":"Accepted","currentTime":"2013-02-01T20:53:32.486Z","interval":300}]';
const error = '[4,"162376037","NotSupported","SetDisplayMessage is not supported.",{}]';
const resultError = '[5,"162376037","FormatViolation","/tariff is required.",{}]';
const send =
  '[6,"162376038","NotifyPeriodicEventStream",{"id":123,"pending":1,"basetime":"2024-08-27T12:20:00Z","data":[{"t":0,"v":"26.4"}]}]';

test('golden frames come out as they went in', () => {
  const parts = [call, result, error, resultError, send].map((text) => JSON.parse(text));
  expect(encodeCall(parts[0][1], parts[0][2], parts[0][3])).toBe(call);
  expect(encodeResult(parts[1][1], parts[1][2])).toBe(result);
  expect(encodeError('ocpp2.1', { id: parts[2][1], code: 'NotSupported', description: parts[2][3] })).toBe(error);
  expect(encodeResultError({ id: parts[3][1], code: 'FormatViolation', description: parts[3][3], details: {} })).toBe(resultError);
  expect(encodeSend(parts[4][1], parts[4][2], parts[4][3])).toBe(send);
});

test.each([
  ['ocpp1.6', call, { kind: 'call', id: '19223201', action: 'BootNotification' }],
  ['ocpp1.6', result, { kind: 'result', id: '19223201', payload: { interval: 300 } }],
  ['ocpp2.0.1', error, { kind: 'error', id: '162376037', code: 'NotSupported', details: {} }],
  ['ocpp2.1', resultError, { kind: 'resultError', id: '162376037', code: 'FormatViolation' }],
  ['ocpp2.1', send, { kind: 'send', id: '162376038', action: 'NotifyPeriodicEventStream', payload: { pending: 1 } }],
  [
    'ocpp1.6',
    ' [ 4 , "1" , "OccurenceConstraintViolation" ]\n',
    { kind: 'error', code: 'OccurenceConstraintViolation', description: '', details: {} },
  ],
  ['ocpp1.6', '[4,"1","VendorCode",null,"text"]', { kind: 'error', code: 'VendorCode', description: '', details: 'text' }],
  ['ocpp1.6', '[2,"","Heartbeat",{}]', { kind: 'call', id: '' }],
  ['ocpp1.6', send, { fault: 'unknownType', answer: null, id: '162376038' }],
  ['ocpp2.0.1', send, { fault: 'unknownType', id: '162376038' }],
  ['ocpp2.1', '[3,"1",null]', { fault: 'badResult', answer: '[5,"1","RpcFrameworkError","The result is not [3, id, payload].",{}]' }],
  ['ocpp2.0.1', '[3,"1",null]', { fault: 'badResult', answer: null }],
] as const)('%s reads %s', (version, text, expected) => {
  expect(parseFrame(version, text)).toMatchObject(expected);
});
