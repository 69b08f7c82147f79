import { expect, test } from 'vitest';
import { abilitiesOf } from './abilities.ts';
import { feedOf, type LimitVariable } from './feed.ts';

const told = (component: string, variable: string, value: string, more: Partial<LimitVariable> = {}): LimitVariable => ({
  component,
  variable,
  value,
  instance: '',
  evseId: 0,
  most: null,
  ...more,
});
const key = (variable: string, value: string) => told('', variable, value);
const smart = (variable: string, value: string, more: Partial<LimitVariable> = {}) => told('SmartChargingCtrlr', variable, value, more);
const at = { evseIds: [1, 2], evseId: 1 };

test('the keys of 1.6', () => {
  const keys = [
    key('chargeprofilemaxstacklevel', '8'),
    key('ChargingScheduleAllowedChargingRateUnit', 'Current, Power'),
    key('ChargingScheduleMaxPeriods', '24'),
    key('MaxChargingProfilesInstalled', 'many'),
    key('ConnectorSwitch3to1PhaseSupported', 'True'),
  ];
  expect(abilitiesOf(keys, at)).toMatchObject({
    evseIds: [1, 2],
    maxStackLevel: 8,
    units: ['A', 'W'],
    maxPeriods: 24,
    canSwitchPhase: true,
  });
  expect(abilitiesOf(keys, at)).not.toHaveProperty('maxProfiles');
});

test('the variables of 2.x, those of the EVSE in question', () => {
  const variables = [
    smart('ProfileStackLevel', '3'),
    smart('RateUnit', 'W'),
    smart('Entries', '4', { instance: 'ChargingProfiles', most: 20 }),
    smart('MaxExternalConstraintsId', '1000'),
    smart('SupportedAdditionalPurposes', 'PriorityCharging, Nonsense'),
    smart('SupportsDynamicProfiles', 'true'),
    smart('SupportsUseLocalTime', 'false'),
    told('V2XChargingCtrlr', 'SupportedOperationModes', 'ChargingOnly,CentralSetpoint'),
    told('EVSE', 'SupplyPhases', '0', { evseId: 2 }),
    told('EVSE', 'SupplyPhases', '3', { evseId: 1 }),
  ];
  expect(abilitiesOf(variables, at)).toEqual({
    evseIds: [1, 2],
    maxStackLevel: 3,
    units: ['W'],
    maxProfiles: 20,
    maxExternalConstraintsId: 1000,
    additionalPurposes: ['PriorityCharging'],
    features: ['DynamicProfiles'],
    operationModes: ['ChargingOnly', 'CentralSetpoint'],
    isDirectCurrent: false,
    canSwitchPhase: false,
    canChooseInputPhases: false,
  });
  expect(abilitiesOf(variables, { ...at, evseId: 2 })).toMatchObject({ isDirectCurrent: true });
});

test('one that has told nothing is not known to lack anything', () => {
  expect(abilitiesOf([], { evseIds: [], evseId: 1 })).toMatchObject({
    features: expect.arrayContaining(['DynamicProfiles']),
    additionalPurposes: expect.arrayContaining(['LocalGeneration']),
    operationModes: expect.arrayContaining(['Idle']),
  });
  expect(abilitiesOf([], { evseIds: [], evseId: 1 })).not.toHaveProperty('evseIds');
});

test('what feeds the EVSEs', () => {
  const evse = (id: number, phases: string, watts: number | null) => [
    told('EVSE', 'SupplyPhases', phases, { evseId: id }),
    told('EVSE', 'Power', '0', { evseId: id, most: watts }),
  ];
  expect(feedOf([told('ChargingStation', 'SupplyPhases', '1'), ...evse(1, '1', 7400), ...evse(2, '0', null)])).toEqual({
    voltage: 230,
    supply: { phases: 1 },
    evses: [
      { id: 1, phases: 1, maxPower: 7400 },
      { id: 2, phases: 0, voltage: 400 },
    ],
  });
  expect(feedOf([smart('SetpointPriority', 'TxProfile')])).toMatchObject({
    supply: { phases: 3 },
    setpointPriority: 'transaction',
    evses: [],
  });
});
