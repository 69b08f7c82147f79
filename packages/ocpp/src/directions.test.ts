import { expect, test } from 'vitest';
import { actions } from './actions.ts';
import { checkAction } from './directions.ts';
import { versions } from './version.ts';

const fromStation = versions.map((version) => actions[version].filter((action) => checkAction(version, action).ok));

test('14 actions of 1.6 come from a station, 25 of 2.0.1, 36 of 2.1', () => {
  expect(fromStation.map((names) => names.length)).toEqual([14, 25, 36]);
});

test('2.1 keeps every action of 2.0.1 in its direction', () => {
  const [, names201 = [], names21 = []] = fromStation;
  expect(names201.filter((action) => !(names21 as readonly string[]).includes(action))).toEqual([]);
});

test.each([
  ['ocpp1.6', 'MakeCoffee', 'NotImplemented', 'MakeCoffee is not an action of ocpp1.6.'],
  ['ocpp1.6', 'reset', 'NotImplemented', 'reset is not an action of ocpp1.6.'],
  ['ocpp1.6', 'Reset', 'NotSupported', 'Reset is sent by the CSMS only.'],
  ['ocpp2.0.1', 'GetTariffs', 'NotImplemented', 'GetTariffs is not an action of ocpp2.0.1.'],
  ['ocpp2.1', 'GetTariffs', 'NotSupported', 'GetTariffs is sent by the CSMS only.'],
  ['ocpp2.1', 'NotifyPeriodicEventStream', 'NotSupported', 'NotifyPeriodicEventStream is sent with message type 6 only.'],
] as const)('%s %s: %s', (version, action, code, description) => {
  expect(checkAction(version, action)).toEqual({ ok: false, code, description, path: '' });
});

test('DataTransfer comes from either', () => {
  for (const version of versions) expect(checkAction(version, 'DataTransfer')).toEqual({ ok: true });
});
