import { expect, it } from 'vitest';
import type { Variable } from '../../../api.ts';
import { firstIn, freeSlot, profilesOf } from './profiles.ts';

const variable = (component: string, name: string, value: string, instance = ''): Variable =>
  ({ component, instance, variable: name, value }) as Variable;

it('puts together what was set and what the station tells, which counts', () => {
  const records = [
    { key: '1', data: { csmsUrl: 'wss://old', interface: 'Wired0', securityProfile: 1 } },
    { key: '2', data: { csmsUrl: 'wss://new', interface: 'Wireless0', securityProfile: 2 } },
  ];
  const variables = [
    variable('OCPPCommCtrlr', 'NetworkConfigurationPriority', '2, 1'),
    variable('OCPPCommCtrlr', 'ActiveNetworkProfile', '1'),
    variable('NetworkConfiguration', 'OcppCsmsUrl', 'wss://told', '1'),
    variable('NetworkConfiguration', 'SecurityProfile', '3', '1'),
  ];
  const profiles = profilesOf(records, variables);
  expect(profiles).toEqual([
    { slot: 1, url: 'wss://told', interface: 'Wired0', securityProfile: 3, rank: 2, isActive: true },
    { slot: 2, url: 'wss://new', interface: 'Wireless0', securityProfile: 2, rank: 1, isActive: false },
  ]);
  expect([firstIn(1, profiles), firstIn(3, profiles)]).toEqual(['1,2', '3,2,1']);
  expect(profilesOf([], [])).toEqual([]);
});

it('puts a new profile into a slot the station has', () => {
  const priority = { ...variable('OCPPCommCtrlr', 'NetworkConfigurationPriority', '1'), values: ['1', '2', '3'] };
  const at = (...urls: string[]) => urls.map((url, index) => ({ slot: index + 1, url }));
  expect(freeSlot([], [])).toBe(1);
  expect(freeSlot([], [priority])).toBe(1);
  expect(freeSlot(at('wss://a'), [priority])).toBe(2);
  expect(freeSlot(at('wss://a', '', ''), [])).toBe(2);
  expect(freeSlot(at('wss://a', 'wss://b', 'wss://c'), [priority])).toBe(4);
});
