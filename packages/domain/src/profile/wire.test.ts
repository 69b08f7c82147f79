import { describe, expect, test } from 'vitest';
import { checkRequest } from '../../../ocpp/src/index.ts';
import { fromWire } from './from-wire.ts';
import type { ChargingProfile, ProfileVersion } from './profile.ts';
import { at, profile } from './testing/make.ts';
import { toWire } from './to-wire.ts';
import type { SetChargingProfile2x, SetChargingProfile16 } from './wire.ts';

const fits = (version: ProfileVersion, payload: unknown): unknown => checkRequest(version, 'SetChargingProfile', payload);

/** 1.6 as a Central System sends it, every member set. */
const full16: SetChargingProfile16 = {
  connectorId: 1,
  csChargingProfiles: {
    chargingProfileId: 7,
    transactionId: 42,
    stackLevel: 2,
    chargingProfilePurpose: 'TxProfile',
    chargingProfileKind: 'Recurring',
    recurrencyKind: 'Weekly',
    validFrom: '2026-03-01T00:00:00.000Z',
    validTo: '2026-04-01T00:00:00.000Z',
    chargingSchedule: {
      duration: 3600,
      startSchedule: '2026-03-02T00:00:00.000Z',
      chargingRateUnit: 'W',
      chargingSchedulePeriod: [
        { startPeriod: 0, limit: 11000, numberPhases: 3 },
        { startPeriod: 1800, limit: 16.1 },
      ],
      minChargingRate: 6.5,
    },
  },
};
const asModel: ChargingProfile = {
  id: 7,
  evseId: 1,
  stackLevel: 2,
  purpose: 'TxProfile',
  kind: 'Recurring',
  recurrencyKind: 'Weekly',
  validFrom: at('2026-03-01T00:00:00Z'),
  validTo: at('2026-04-01T00:00:00Z'),
  transactionId: '42',
  schedules: [
    {
      id: 1,
      startSchedule: at('2026-03-02T00:00:00Z'),
      duration: 3600,
      unit: 'W',
      minChargingRate: 6.5,
      periods: [
        { startPeriod: 0, limit: 11000, numberPhases: 3 },
        { startPeriod: 1800, limit: 16.1 },
      ],
    },
  ],
};

describe('1.6', () => {
  test('there and back, every member', () => {
    expect(fits('ocpp1.6', full16)).toEqual({ ok: true });
    expect(fromWire('ocpp1.6', full16)).toEqual({ profile: asModel, lost: [] });
    expect(toWire('ocpp1.6', asModel)).toEqual({ payload: full16, lost: [] });
  });
  test('ChargePointMaxProfile is ChargingStationMaxProfile', () => {
    const sent: SetChargingProfile16 = {
      connectorId: 0,
      csChargingProfiles: {
        chargingProfileId: 1,
        stackLevel: 0,
        chargingProfilePurpose: 'ChargePointMaxProfile',
        chargingProfileKind: 'Absolute',
        chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 32 }] },
      },
    };
    const { profile: read } = fromWire('ocpp1.6', sent);
    expect(read.purpose).toBe('ChargingStationMaxProfile');
    expect(toWire('ocpp1.6', read).payload).toEqual(sent);
  });
  test('the same profile in 2.0.1 and 2.1 differs in names only', () => {
    const { csChargingProfiles: sent } = full16;
    const { chargingProfileId: id, transactionId: _, chargingSchedule, ...others } = sent;
    const expected = {
      evseId: 1,
      chargingProfile: { ...others, id, transactionId: '42', chargingSchedule: [{ id: 1, ...chargingSchedule }] },
    };
    expect(toWire('ocpp2.0.1', asModel)).toEqual({ payload: expected, lost: [] });
    expect(toWire('ocpp2.1', asModel)).toEqual({ payload: expected, lost: [] });
  });
});

describe('what a version cannot carry', () => {
  const plain = { startPeriod: 0, limit: 16 };
  const cases: [string, ChargingProfile, ProfileVersion, lost: [path: string, value: unknown][], isSent: boolean][] = [
    ['local generation in 2.0.1', profile([plain], { purpose: 'LocalGeneration' }), 'ocpp2.0.1', [['purpose', 'LocalGeneration']], false],
    ['priority charging in 1.6', profile([plain], { purpose: 'PriorityCharging' }), 'ocpp1.6', [['purpose', 'PriorityCharging']], false],
    [
      'external constraints in 1.6',
      profile([plain], { purpose: 'ChargingStationExternalConstraints' }),
      'ocpp1.6',
      [['purpose', 'ChargingStationExternalConstraints']],
      false,
    ],
    [
      'a dynamic profile in 2.0.1',
      profile([plain], { kind: 'Dynamic', dynUpdateInterval: 60, dynUpdateTime: 5 }),
      'ocpp2.0.1',
      [
        ['dynUpdateTime', 5],
        ['kind', 'Dynamic'],
        ['dynUpdateInterval', 60],
      ],
      false,
    ],
    ['a transaction that is no number in 1.6', profile([plain], { transactionId: 'a1' }), 'ocpp1.6', [['transactionId', 'a1']], false],
    [
      'a phase to use in 1.6',
      profile([{ ...plain, numberPhases: 1, phaseToUse: 2 }]),
      'ocpp1.6',
      [['schedules.0.periods.0.phaseToUse', 2]],
      false,
    ],
    [
      'no limit before 2.1',
      profile([{ startPeriod: 0, setpoint: 5, operationMode: 'CentralSetpoint' }]),
      'ocpp2.0.1',
      [
        ['schedules.0.periods.0.limit', null],
        ['schedules.0.periods.0.setpoint', 5],
        ['schedules.0.periods.0.operationMode', 'CentralSetpoint'],
      ],
      false,
    ],
    ['a limit for each phase in 2.0.1', profile([{ ...plain, limit_L2: 8 }]), 'ocpp2.0.1', [['schedules.0.periods.0.limit_L2', 8]], false],
    ['local time in 2.0.1', profile([plain], { useLocalTime: true }), 'ocpp2.0.1', [['schedules.0.useLocalTime', true]], false],
    [
      'a limit for connected times only, in 2.0.1',
      profile([plain], { maxOfflineDuration: 60 }),
      'ocpp2.0.1',
      [['maxOfflineDuration', 60]],
      false,
    ],
    ['a random delay in 2.0.1', profile([plain], { randomizedDelay: 600 }), 'ocpp2.0.1', [['schedules.0.randomizedDelay', 600]], true],
    [
      'more alternatives than one in 1.6',
      { ...asModel, schedules: [...asModel.schedules, { id: 2, unit: 'A', periods: [] }] },
      'ocpp1.6',
      [['schedules.1', { id: 2, unit: 'A', periods: [] }]],
      true,
    ],
    [
      'defaults, said aloud',
      profile([{ ...plain, operationMode: 'ChargingOnly', evseSleep: false }], {
        useLocalTime: false,
        randomizedDelay: 0,
        invalidAfterOfflineDuration: false,
      }),
      'ocpp1.6',
      [],
      true,
    ],
    [
      'prices in 1.6',
      { ...asModel, schedules: asModel.schedules.map((each) => ({ ...each, salesTariff: { id: 1 } })) },
      'ocpp1.6',
      [['schedules.0.salesTariff', { id: 1 }]],
      true,
    ],
  ];
  test.each(cases)('%s', (_, model, version, expected, isSent) => {
    const { payload, lost } = toWire(version, model);
    expect(lost.map(({ path, value }) => [path, value])).toEqual(expected);
    expect(payload !== null).toBe(isSent);
    if (isSent) expect(fits(version, payload)).toEqual({ ok: true });
  });

  test.each([
    ['ocpp1.6', 16.15, 16.1],
    ['ocpp2.0.1', 15.9999, 15.9],
    ['ocpp1.6', 0.1 + 0.2, 0.3],
  ] as const)('%s: a limit of %d is sent as %d, never as more', (version, limit, sent) => {
    const { payload, lost } = toWire(version, profile([[0, limit]]));
    expect(JSON.stringify(payload)).toContain(`"limit":${sent}}`);
    expect(lost).toEqual([{ path: 'schedules.0.periods.0.limit', value: limit, essential: false }]);
  });
  test('2.1 takes a limit as it is', () => {
    expect(JSON.stringify(toWire('ocpp2.1', profile([[0, 16.15]])).payload)).toContain('"limit":16.15}');
  });
});

describe('what is read', () => {
  test('custom data is noted as lost, wherever it stood', () => {
    const customData = { vendorId: 'acme' };
    const sent: object = {
      evseId: 1,
      customData,
      chargingProfile: {
        id: 1,
        stackLevel: 0,
        chargingProfilePurpose: 'TxDefaultProfile',
        chargingProfileKind: 'Relative',
        customData,
        chargingSchedule: [
          { id: 3, chargingRateUnit: 'A', customData, chargingSchedulePeriod: [{ startPeriod: 0, limit: 6, customData }] },
        ],
      },
    };
    expect(fits('ocpp2.1', sent)).toEqual({ ok: true });
    const { profile: read, lost } = fromWire('ocpp2.1', sent as SetChargingProfile2x);
    expect(lost.map(({ path }) => path)).toEqual([
      'customData',
      'chargingProfile.customData',
      'chargingProfile.chargingSchedule.0.customData',
      'chargingProfile.chargingSchedule.0.chargingSchedulePeriod.0.customData',
    ]);
    expect(read.schedules).toEqual([{ id: 3, unit: 'A', periods: [{ startPeriod: 0, limit: 6 }] }]);
  });
  test('a moment that cannot be read is lost, one without a zone is UTC', () => {
    const sent = structuredClone(full16);
    sent.csChargingProfiles.validFrom = 'soon';
    sent.csChargingProfiles.validTo = '2026-04-01 00:00:00';
    const { profile: read, lost } = fromWire('ocpp1.6', sent);
    expect(lost).toEqual([{ path: 'csChargingProfiles.validFrom', value: 'soon' }]);
    expect([read.validFrom, read.validTo]).toEqual([undefined, at('2026-04-01T00:00:00Z')]);
  });
  test.each(['2022-06-30T08:00:00Z', '2022-06-30T08:00:00+02:00', '2022-06-30T08:00:00.000-05', '2022-06-30T08:00:00'])(
    'with useLocalTime %s is eight on the wall (K01.FR.90)',
    (startSchedule) => {
      const sent = toWire('ocpp2.1', profile([[0, 6]], { useLocalTime: true })).payload as SetChargingProfile2x;
      const changed = {
        ...sent,
        chargingProfile: {
          ...sent.chargingProfile,
          chargingSchedule: sent.chargingProfile.chargingSchedule.map((each) => ({ ...each, startSchedule })),
        },
      };
      expect(fromWire('ocpp2.1', changed).profile.schedules[0]?.startSchedule).toBe(at('2022-06-30T08:00:00Z'));
    },
  );
});
