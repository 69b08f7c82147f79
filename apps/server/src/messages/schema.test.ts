import { existsSync, readFileSync } from 'node:fs';
import { checkRequest, versions } from '@stationmaster/ocpp';
import { describe, expect, test } from 'vitest';
import { problemsOf } from './schema.ts';
import { isSendable, sendableMessages } from './sendable.ts';

/** The files of the Open Charge Alliance, beside the repository where they may not be copied into it. */
const official = new URL('../../../../../shared/protocol/ocpp/', import.meta.url);
const isHere = existsSync(official);

describe.each(versions)('what a CSMS sends in %s', (version) => {
  const messages = sendableMessages(version);

  test('is known by name, also what goes both ways, and nothing that only stations send', () => {
    expect(messages.map(({ action }) => action)).toEqual([...new Set(messages.map(({ action }) => action))].sort());
    for (const { action } of messages) expect(isSendable(version, action)).toBe(true);
    expect(isSendable(version, 'DataTransfer')).toBe(true);
    for (const action of ['BootNotification', 'StatusNotification', 'NotifyPeriodicEventStream', 'toString', 'reset', ''])
      expect(isSendable(version, action), action).toBe(false);
  });

  test('comes with a schema in which every reference leads somewhere, and nothing is without use', () => {
    for (const { action, schema } of messages) {
      const referred = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/(\w+)"/g)].map(([, name]) => name);
      expect(Object.keys(schema['definitions'] ?? {}).sort(), action).toEqual([...new Set(referred)].sort());
    }
  });

  test.skipIf(!isHere)('has the definitions of the official files', () => {
    for (const { action, schema } of messages) {
      const file = new URL(`${version.replace('ocpp', '')}/${action}${version === 'ocpp1.6' ? '' : 'Request'}.json`, official);
      const theirs = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as { definitions?: object; required?: string[] };
      if (version !== 'ocpp1.6')
        expect(Object.keys(schema['definitions'] ?? {}).sort(), action).toEqual(Object.keys(theirs.definitions ?? {}).sort());
      expect(schema['required'] ?? [], action).toEqual(theirs.required ?? []);
    }
  });
});

test.each([
  [
    'ocpp1.6',
    'ChangeConfiguration',
    { key: 'x'.repeat(51), vlaue: '1' },
    [
      ['value', 'is required'],
      ['vlaue', 'is not part of this message'],
      ['key', 'must have at most 50 characters'],
    ],
  ],
  [
    'ocpp2.0.1',
    'SetVariables',
    { setVariableData: [{ attributeValue: 1, component: { name: 'C' }, variable: {} }] },
    [
      ['setVariableData.0.attributeValue', 'must be of type string'],
      ['setVariableData.0.variable.name', 'is required'],
    ],
  ],
  ['ocpp2.1', 'Reset', { type: 'Gently' }, [['type', 'must be one of Immediate, OnIdle, ImmediateAndResume']]],
  ['ocpp2.1', 'Reset', [], [['', 'must be of type object']]],
  ['ocpp2.1', 'Reset', { type: 'Immediate' }, []],
] as const)('%s %s: every place that is wrong is named', (version, action, payload, problems) => {
  const found = problemsOf(version, { action, part: 'Request' }, payload);
  expect(found.map(({ path, message }) => [path, message]).sort()).toEqual([...problems].sort());
  expect(found.length === 0).toBe(checkRequest(version, action, payload).ok);
});

test('a payload that is wrong everywhere is not listed to its end', () => {
  const key = Array.from({ length: 500 }, () => 1);
  expect(problemsOf('ocpp1.6', { action: 'GetConfiguration', part: 'Request' }, { key })).toHaveLength(100);
});
