import type * as names16 from 'typed-ocpp/dist/ocpp16/schemas.js';
import type * as names201 from 'typed-ocpp/dist/ocpp20/schemas.js';
import type * as names21 from 'typed-ocpp/dist/ocpp21/schemas.js';
import { expect, expectTypeOf, test } from 'vitest';
import { actions, isAction } from './actions.ts';
import type { Calls16, Calls21, Calls201, RequestOf, ResponseOf } from './types.ts';

type NamesIn<S> = keyof S extends infer K ? (K extends `${infer A}Request` ? A : K extends `${string}Response` ? never : K) : never;

test('the type tables have the actions of the schemas, no more and no less', () => {
  expectTypeOf<keyof Calls16>().toEqualTypeOf<NamesIn<typeof names16>>();
  expectTypeOf<keyof Calls201>().toEqualTypeOf<NamesIn<typeof names201>>();
  expectTypeOf<keyof Calls21>().toEqualTypeOf<NamesIn<typeof names21>>();
});

test('a payload has the type of its message', () => {
  expectTypeOf<RequestOf<'ocpp1.6', 'StartTransaction'>['meterStart']>().toEqualTypeOf<number>();
  expectTypeOf<ResponseOf<'ocpp1.6', 'StartTransaction'>['transactionId']>().toEqualTypeOf<number>();
  expectTypeOf<RequestOf<'ocpp2.0.1', 'TransactionEvent'>['seqNo']>().toEqualTypeOf<number>();
  expectTypeOf<ResponseOf<'ocpp2.1', 'NotifyPeriodicEventStream'>>().toEqualTypeOf<never>();
});

test('39, 64 and 91 messages', () => {
  expect(Object.values(actions).map((names) => new Set(names).size)).toEqual([39, 64, 91]);
});

test.each([
  ['ocpp1.6', 'Heartbeat', true],
  ['ocpp1.6', 'heartbeat', false],
  ['ocpp1.6', 'SignedUpdateFirmware', true],
  ['ocpp1.6', 'TransactionEvent', false],
  ['ocpp2.0.1', 'HeartbeatRequest', false],
  ['ocpp2.0.1', 'NotifyPeriodicEventStream', false],
  ['ocpp2.1', 'NotifyPeriodicEventStream', true],
  ['ocpp2.1', '__proto__', false],
] as const)('%s %s: %s', (version, name, expected) => {
  expect(isAction(version, name)).toBe(expected);
});
