import { describe, expect, test } from 'vitest';
import type { ChargingProfile } from '../profile.ts';
import { byDefault, max, monday, profile, tx } from '../testing/make.ts';
import { toWire } from '../to-wire.ts';
import type { ProfileContext } from './context.ts';
import { type ProblemCode, problemSources } from './problem.ts';
import { profileProblems } from './profile-problems.ts';
import { in16, in201, one, repeated, setpoint, withId, withoutTransaction } from './testing/faulty.ts';
import { profileCases } from './testing/profile-cases.ts';
import { scheduleCases } from './testing/schedule-cases.ts';

type Rest = Partial<ProfileContext>;
/** A 2.1 station that can do everything, with transaction T on EVSE 1. */
const able: ProfileContext['station'] = {
  evseIds: [1, 2],
  maxStackLevel: 3,
  maxPeriods: 4,
  units: ['A', 'W'],
  canSwitchPhase: true,
  additionalPurposes: ['PriorityCharging', 'LocalGeneration'],
  features: ['DynamicProfiles', 'MaxOfflineDuration', 'UseLocalTime', 'RandomizedDelay', 'LimitAtSoC', 'EvseSleep'],
  operationModes: ['ChargingOnly', 'CentralSetpoint', 'CentralFrequency', 'ExternalSetpoint', 'ExternalLimits', 'Idle'],
};
const context = (rest: Rest = {}): ProfileContext => ({
  version: 'ocpp2.1',
  now: monday,
  installed: [],
  transactions: [{ id: 'T', evseId: 1 }],
  ...rest,
  station: { ...able, ...rest.station },
});
const found = (each: ChargingProfile, rest?: Rest): string[] =>
  profileProblems(each, context(rest)).map(({ code, path, value, allowed }) => `${code} ${path} ${value} ${allowed}`);

describe('nothing is wrong with', () => {
  test.each<[string, ChargingProfile, Rest?]>([
    ['a default for all EVSEs', byDefault(one)],
    ['a profile of the running transaction', tx(one)],
    ['one that goes with a start', withoutTransaction(tx(one)), { withStart: true, transactions: [] }],
    ['a station maximum', max(one)],
    ['a weekly one', byDefault(one, { kind: 'Recurring', recurrencyKind: 'Weekly', duration: 604_800 })],
    [
      'as many periods as it takes',
      byDefault([
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ]),
    ],
    ['three alternatives for a car that negotiates', repeated(tx(one), 3), { maxScheduleTuples: 4 }],
    [
      'the same id again: it is replaced',
      withId(5, byDefault(one)),
      { installed: [withId(5, byDefault(one))], station: { maxProfiles: 1 } },
    ],
    ['the same level on another EVSE', byDefault(one, { evseId: 1 }), { installed: [byDefault(one, { evseId: 2 })] }],
    ['the same level for another purpose', byDefault(one), { installed: [max(one)] }],
    ['the same level after the other', byDefault(one, { validFrom: monday + 5 }), { installed: [byDefault(one, { validTo: monday + 5 })] }],
    ['the same level for another transaction', tx(one), { installed: [tx(one, { transactionId: 'U', evseId: 2 })] }],
    ['1.6: a default of an EVSE beside that of all', byDefault(one, { evseId: 1 }), { ...in16, installed: [byDefault(one)] }],
    ['a phase where it can be switched', byDefault([{ startPeriod: 0, limit: 6, numberPhases: 1, phaseToUse: 2 }])],
    ['a setpoint within its limits', tx([{ ...setpoint, setpoint: -5, limit: 10, dischargeLimit: -5, setpointReactive: 2 }])],
    ['a dynamic one', tx(one, { kind: 'Dynamic', dynUpdateInterval: 60 })],
    [
      'all features',
      byDefault([{ startPeriod: 0, operationMode: 'Idle', evseSleep: true }], {
        useLocalTime: true,
        randomizedDelay: 60,
        limitAtSoC: { soc: 80, limit: 6 },
        maxOfflineDuration: 60,
      }),
    ],
    ['limits for each phase', tx([{ startPeriod: 0, limit: 6, limit_L2: 7, limit_L3: 8 }])],
    [
      'input phases of a DC EVSE that can choose them',
      byDefault([{ startPeriod: 0, limit: 6, numberPhases: 1, phaseToUse: 2 }]),
      { station: { isDirectCurrent: true, canChooseInputPhases: true } },
    ],
  ])('%s', (_, each, rest) => {
    expect(found(each, rest)).toEqual([]);
    expect(toWire(rest?.version ?? 'ocpp2.1', each).payload).not.toBeNull();
  });
});

test('of a station of which nothing is known, nothing is assumed but what the standard says', () => {
  const unknown: ProfileContext = { ...context(in201), station: {} };
  expect(profileProblems(max(one, { stackLevel: 99, unit: 'W' }), unknown)).toEqual([]);
  const chosen = byDefault([{ startPeriod: 0, limit: 6, numberPhases: 1, phaseToUse: 2 }]);
  expect(profileProblems(chosen, unknown).map(({ code }) => code)).toEqual(['phaseToUseUnsupported']);
});

const cases = [...profileCases, ...scheduleCases];

describe('it finds', () => {
  test.each(cases)('%s', (_, each, expected, rest) => {
    expect(found(each, rest)).toEqual(expected);
  });
  test('every code is tried, and there are no others', () => {
    const tried = new Set(cases.flatMap(([, , expected]) => expected.map((each) => each.split(' ')[0])));
    expect([...tried].sort()).toEqual((Object.keys(problemSources) as ProblemCode[]).sort());
  });
  test('several at once', () => {
    const bad = profile([[60, -1]], {
      purpose: 'ChargingStationMaxProfile',
      evseId: 9,
      stackLevel: 8,
      kind: 'Relative',
      startSchedule: monday,
    });
    expect(profileProblems(bad, context()).map(({ code }) => code)).toEqual([
      'evseUnknown',
      'stackLevelOutOfRange',
      'stationMaxNotOnStation',
      'stationMaxRelative',
      'startScheduleNotAllowed',
      'firstPeriodNotAtZero',
      'limitNegative',
    ]);
  });
});
