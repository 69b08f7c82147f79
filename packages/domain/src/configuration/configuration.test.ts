import { describe, expect, test } from 'vitest';
import { changesOf, compareConfiguration, summaryOf, type ToldValue } from './drift.ts';
import { placeKey } from './place.ts';
import { type RolloutCount, type RolloutStep, rolloutVerdict } from './rollout.ts';
import { isSameValue } from './same-value.ts';
import { type ConfigurationTemplate, desiredConfiguration, rankOf, type StationFacts, type TemplateScope } from './template.ts';

const everyone: TemplateScope = { vendor: null, model: null, siteId: null, stationId: null };
const place = (variable: string, component = '') => ({
  component,
  instance: '',
  evseId: 0,
  connectorId: 0,
  variable,
  variableInstance: '',
});
const template = (id: number, scope: Partial<TemplateScope>, values: Record<string, string>): ConfigurationTemplate => ({
  id,
  name: `T${id}`,
  scope: { ...everyone, ...scope },
  entries: Object.entries(values).map(([name, value]) => {
    const [variable = '', component = ''] = name.split('.').reverse();
    return { ...place(variable, component), value, seal: null };
  }),
});
const station: StationFacts = { id: 7, siteId: 3, vendor: 'Acme ', model: 'One', protocol: 'ocpp1.6' };
const valuesOf = (templates: ConfigurationTemplate[], of = station) =>
  [...desiredConfiguration(templates, of).values()].map(({ variable, value, templateId, overrides }) => [
    variable,
    value,
    templateId,
    overrides,
  ]);

describe('which template counts', () => {
  test.each<[Partial<TemplateScope>, number]>([
    [{}, 0],
    [{ vendor: 'A' }, 1],
    [{ vendor: 'A', model: 'B' }, 3],
    [{ siteId: 1 }, 4],
    [{ siteId: 1, vendor: 'A', model: 'B' }, 7],
    [{ stationId: 1 }, 8],
  ])('%o has rank %i', (scope, rank) => expect(rankOf({ ...everyone, ...scope })).toBe(rank));

  test('the nearest one, whatever the order they were made in; the others are named', () => {
    const templates = [
      template(1, { stationId: 7 }, { HeartbeatInterval: '60' }),
      template(2, {}, { HeartbeatInterval: '300', ConnectionTimeOut: '30' }),
      template(3, { vendor: 'acme' }, { heartbeatinterval: '120' }),
      template(4, { siteId: 4 }, { ConnectionTimeOut: '99' }),
    ];
    expect(valuesOf(templates)).toEqual([
      ['HeartbeatInterval', '60', 1, [2, 3]],
      ['ConnectionTimeOut', '30', 2, []],
    ]);
  });

  test('of equals the one made later', () => {
    expect(valuesOf([template(2, { siteId: 3 }, { A: '2' }), template(1, { siteId: 3 }, { A: '1' })])).toEqual([['A', '2', 2, [1]]]);
  });

  test('a key of 1.6 is no variable of 2.x', () => {
    const templates = [template(1, {}, { HeartbeatInterval: '60', 'OCPPCommCtrlr.HeartbeatInterval': '90' })];
    expect(valuesOf(templates)).toEqual([['HeartbeatInterval', '60', 1, []]]);
    expect(valuesOf(templates, { ...station, protocol: 'ocpp2.1' })).toEqual([['HeartbeatInterval', '90', 1, []]]);
  });
});

test.each([
  ['', 'LocalAuthListEnabled', 'true', 'True', true],
  ['', 'HeartbeatInterval', '60', '60.0', true],
  ['', 'HeartbeatInterval', '60', '61', false],
  ['', 'MeterValuesSampledData', 'Voltage,SoC', 'SoC, Voltage', true],
  ['', 'MeterValuesSampledData', 'Voltage,SoC', 'SoC', false],
  ['OCPPCommCtrlr', 'NetworkConfigurationPriority', '1,2', '2,1', false],
  ['', 'VendorKey', 'a,b', 'b,a', false],
])('%s.%s %s is told as %s: %s', (component, variable, wanted, told, same) =>
  expect(isSameValue({ component, variable }, wanted, told)).toBe(same),
);

describe('beside what it should be', () => {
  const desired = (values: Record<string, string>) => [...desiredConfiguration([template(1, {}, values)], station).values()];
  const told = (values: Record<string, [string | null, string, number]>): Map<string, ToldValue> =>
    new Map(Object.entries(values).map(([name, [value, mutability, at]]) => [placeKey(place(name)), { value, mutability, at }]));
  const statesOf = (values: Record<string, string>, known: Map<string, ToldValue>, askedAt: number | null = 100) =>
    compareConfiguration(desired(values), { told: known, written: new Map(), askedAt }).map(({ state }) => state);

  test.each<[string, Record<string, [string | null, string, number]>, number | null, string]>([
    ['as it should be', { A: ['1', 'ReadWrite', 100] }, 100, 'same'],
    ['otherwise', { A: ['2', 'ReadWrite', 100] }, 100, 'different'],
    ['otherwise, and read-only', { A: ['2', 'ReadOnly', 100] }, 100, 'readOnly'],
    ['read-only but as it should be', { A: ['1', 'ReadOnly', 100] }, 100, 'same'],
    ['told before, not when asked', { A: ['1', 'ReadWrite', 99] }, 100, 'missing'],
    ['never told though asked', {}, 100, 'missing'],
    ['never asked', {}, null, 'unknown'],
    ['known without being asked', { A: ['2', 'ReadWrite', 5] }, null, 'different'],
    ['write-only', { A: [null, 'WriteOnly', 100] }, 100, 'hidden'],
  ])('%s', (_, known, askedAt, state) => expect(statesOf({ A: '1' }, told(known), askedAt)).toEqual([state]));

  test('a secret is as it should be once this one was taken', () => {
    const entry = { ...place('AuthorizationKey'), value: null, seal: 'new', key: 'k', templateId: 1, overrides: [] };
    const of = (written: string) =>
      compareConfiguration([entry], { told: new Map(), written: new Map([['k', written]]), askedAt: 1 }).map(({ state }) => state);
    expect([of('old'), of('new')]).toEqual([['hidden'], ['same']]);
  });

  test('what is missing or read-only is drift, but not to be written', () => {
    const compared = compareConfiguration(desired({ A: '1', B: '1', C: '1' }), {
      told: told({ A: ['2', 'ReadWrite', 100], B: ['2', 'ReadOnly', 100] }),
      written: new Map(),
      askedAt: 100,
    });
    expect(summaryOf(compared)).toEqual({ state: 'drifted', drifted: 3 });
    expect(changesOf(compared).map(({ variable }) => variable)).toEqual(['A']);
    expect(summaryOf([])).toEqual({ state: 'none', drifted: 0 });
  });
});

describe('how a roll-out goes on', () => {
  const verdict = (first: RolloutStep[], rest: RolloutStep[], mayFail = 1) => {
    const of =
      (wave: 0 | 1) =>
      (step: RolloutStep): RolloutCount => ({ wave, step });
    return rolloutVerdict([...first.map(of(0)), ...rest.map(of(1))], { canary: first.length, mayFail });
  };
  test.each<[string, RolloutStep[], RolloutStep[], object]>([
    ['the first are on their way', ['proving', 'done'], ['waiting'], { kind: 'go', wave: 0 }],
    ['one of the first failed', ['failed', 'proving'], ['waiting'], { kind: 'stop' }],
    ['the first are well', ['done', 'unchanged'], ['waiting', 'writing'], { kind: 'go', wave: 1 }],
    ['as many of the rest failed as may', ['done'], ['failed', 'waiting'], { kind: 'go', wave: 1 }],
    ['one more', ['done'], ['failed', 'failed', 'waiting'], { kind: 'stop' }],
    ['all are through', ['done'], ['done', 'failed', 'skipped'], { kind: 'end' }],
    ['there is no rest', ['done'], [], { kind: 'end' }],
  ])('%s', (_, first, rest, expected) => expect(verdict(first, rest)).toEqual(expected));
});
