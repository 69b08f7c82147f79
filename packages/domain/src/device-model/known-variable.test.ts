import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { knownVariable, variableMeanings } from './known-variable.ts';

test('a key of 1.6 and the variable of 2.x that means the same', () => {
  expect(knownVariable('', 'HeartbeatInterval')).toEqual({
    meaning: 'heartbeatInterval',
    topic: 'communication',
    type: 'integer',
    unit: 's',
    least: 0,
  });
  expect(knownVariable('OCPPCommCtrlr', 'heartbeatinterval')).toEqual(knownVariable('', 'HeartbeatInterval'));
  expect(knownVariable('AuthCtrlr', 'Enabled')?.meaning).toBe('authorizationEnabled');
  expect(knownVariable('FanController', 'Enabled')?.meaning).toBe('enabled');
  // A variable of 2.x is no key of 1.6, nor the other way round.
  expect([knownVariable('', 'Power'), knownVariable('Acme', 'LightIntensity'), knownVariable('', 'AcmeFrobnication')]).toEqual([
    null,
    null,
    null,
  ]);
});

test('each meaning and each name stands once', () => {
  expect(new Set(variableMeanings).size).toBe(variableMeanings.length);
});

const official = new URL('../../../../../shared/protocol/ocpp/', import.meta.url);
test.skipIf(!existsSync(official))('types and units of every key of 1.6 are the official ones', () => {
  const [, ...lines] = readFileSync(new URL('ocpp16-configuration-keys.csv', official), 'utf8').trim().split('\n');
  const types: Record<string, string> = { boolean: 'boolean', integer: 'integer', CSL: 'MemberList', string: 'string' };
  const units: Record<string, string | undefined> = { seconds: 's', '%': 'Percent', Wh: 'Wh' };
  expect(lines.length).toBe(50);
  for (const line of lines) {
    const [key = '', , , , type = '', unit = ''] = line.split(',');
    expect([key, knownVariable('', key)?.type], key).toEqual([key, types[type]]);
    expect([key, knownVariable('', key)?.unit], key).toEqual([key, units[unit]]);
  }
});

test.skipIf(!existsSync(official)).each(['2.0.1-v1.4', '2.1-v2.0'])('no row says otherwise than the device model of %s', (edition) => {
  const [, ...lines] = readFileSync(new URL(`appendices-${edition}/dm_components_vars.csv`, official), 'utf8').split('\n');
  let compared = 0;
  for (const line of lines) {
    const [component = '', variable = '', , , type = '', unit = ''] = line.split(';');
    const known = knownVariable(component, variable);
    if (known === null || component === '' || component === '<generic>' || type === '') continue;
    compared++;
    const names = `${component}.${variable}`;
    // The official table calls two lists text.
    const isList = names === 'OCPPCommCtrlr.NetworkConfigurationPriority' || known.type.toLowerCase() === type.toLowerCase();
    expect([names, isList || known.type === 'string'], `${type}`).toEqual([names, true]);
    if (unit.trim() !== '' && known.unit !== undefined)
      expect(
        unit.split(',').map((one) => one.trim()),
        names,
      ).toContain(known.unit);
  }
  expect(compared).toBeGreaterThan(80);
});
