import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRequest } from '../../../ocpp/src/index.ts';
import { schemaOf } from '../../../ocpp/src/schemas.ts';
import { sampleOf } from '../../../ocpp/src/testing/sample.ts';
import { fromWire } from './from-wire.ts';
import {
  type ChargingProfile,
  operationModes,
  type ProfilePurpose,
  type ProfileVersion,
  profileKinds,
  profilePurposes,
  profileVersions,
} from './profile.ts';
import { at, monday } from './testing/make.ts';
import { toWire } from './to-wire.ts';

const moment = fc.integer({ min: -100_000, max: 100_000 }).map((seconds) => monday + seconds * 1000);
const tenth = fc.integer({ min: 0, max: 220_000 }).map((tenths) => tenths / 10);
const belowZero = fc.integer({ min: -1000, max: 0 });
const count = fc.nat(100_000);

type Members = Record<string, fc.Arbitrary<unknown>>;
const added: Record<ProfileVersion, Record<'period' | 'schedule' | 'profile', Members>> = {
  'ocpp1.6': {
    period: { numberPhases: fc.integer({ min: 1, max: 3 }) },
    schedule: { duration: count, startSchedule: moment, minChargingRate: tenth },
    profile: {
      recurrencyKind: fc.constantFrom('Daily', 'Weekly'),
      validFrom: moment,
      validTo: moment,
      transactionId: fc.integer().map(String),
    },
  },
  'ocpp2.0.1': {
    period: { phaseToUse: fc.integer({ min: 1, max: 3 }) },
    schedule: { salesTariff: fc.constant({ id: 1, salesTariffEntry: [{ relativeTimeInterval: { start: 0 } }] }) },
    profile: { transactionId: fc.string({ maxLength: 36 }) },
  },
  'ocpp2.1': {
    period: {
      ...Object.fromEntries(['limit_L2', 'limit_L3', 'v2xBaseline'].map((name) => [name, tenth])),
      ...Object.fromEntries(['', '_L2', '_L3'].map((phase) => [`dischargeLimit${phase}`, belowZero])),
      ...Object.fromEntries(
        ['', '_L2', '_L3'].flatMap((phase) => [`setpoint${phase}`, `setpointReactive${phase}`]).map((name) => [name, fc.integer()]),
      ),
      ...Object.fromEntries(['preconditioningRequest', 'evseSleep'].map((name) => [name, fc.boolean()])),
      operationMode: fc.constantFrom(...operationModes),
      v2xFreqWattCurve: fc.array(fc.record({ frequency: tenth, power: fc.integer() }), { minLength: 1, maxLength: 20 }),
      v2xSignalWattCurve: fc.array(fc.record({ signal: fc.integer(), power: fc.integer() }), { minLength: 1, maxLength: 20 }),
    },
    schedule: {
      ...Object.fromEntries(['randomizedDelay', 'powerTolerance', 'signatureId'].map((name) => [name, count])),
      useLocalTime: fc.boolean(),
      limitAtSoC: fc.record({ soc: fc.nat(100), limit: tenth }),
      digestValue: fc.string({ maxLength: 88 }),
    },
    profile: {
      ...Object.fromEntries(['maxOfflineDuration', 'dynUpdateInterval'].map((name) => [name, count])),
      invalidAfterOfflineDuration: fc.boolean(),
      dynUpdateTime: moment,
      priceScheduleSignature: fc.string({ maxLength: 256 }),
    },
  },
};
const purposes: Record<ProfileVersion, ProfilePurpose[]> = {
  'ocpp1.6': ['ChargingStationMaxProfile', 'TxDefaultProfile', 'TxProfile'],
  'ocpp2.0.1': ['ChargingStationMaxProfile', 'TxDefaultProfile', 'TxProfile', 'ChargingStationExternalConstraints'],
  'ocpp2.1': [...profilePurposes],
};

/** A profile with any of the members that the version has. */
function anyProfile(version: ProfileVersion): fc.Arbitrary<ChargingProfile> {
  const known = profileVersions.slice(0, profileVersions.indexOf(version) + 1);
  const some = (part: 'period' | 'schedule' | 'profile', required: Members): fc.Arbitrary<object> => {
    const optional = fc.record(Object.assign({}, ...known.map((each) => added[each][part])) as Members, { requiredKeys: [] });
    return fc.tuple(optional, fc.record(required)).map(([more, must]) => ({ ...more, ...must }));
  };
  const periods = fc.array(some('period', { startPeriod: count, limit: tenth }), { minLength: 1, maxLength: 4 });
  const id = version === 'ocpp1.6' ? fc.constant(1) : count;
  const schedule = some('schedule', { id, unit: fc.constantFrom('A', 'W'), periods });
  const kinds = profileKinds.filter((kind) => version === 'ocpp2.1' || kind !== 'Dynamic');
  return some('profile', {
    id: count,
    evseId: fc.nat(4),
    stackLevel: fc.nat(9),
    purpose: fc.constantFrom(...purposes[version]),
    kind: fc.constantFrom(...kinds),
    schedules: fc.array(schedule, { minLength: 1, maxLength: version === 'ocpp1.6' ? 1 : 3 }),
  }) as fc.Arbitrary<ChargingProfile>;
}

describe('round trips', () => {
  test.each(profileVersions)('%s: a payload with all that the official schema has comes back whole', (version) => {
    for (const size of ['full', 'bare'] as const) {
      const sent = sampleOf(schemaOf(version, 'SetChargingProfile', 'Request') ?? {}, size);
      const { profile: read, lost } = fromWire(version, sent as never);
      expect(lost.filter(({ path }) => !path.endsWith('customData'))).toEqual([]);
      const { payload, lost: lostAgain } = toWire(version, read);
      expect(lostAgain).toEqual([]);
      expect(moments(payload)).toEqual(moments(withoutCustomData(sent)));
    }
  });

  test.each(profileVersions)('%s: any profile with the members it has comes back the same', (version) => {
    fc.assert(
      fc.property(anyProfile(version), (model) => {
        const { payload, lost } = toWire(version, model);
        expect(lost).toEqual([]);
        expect(checkRequest(version, 'SetChargingProfile', payload)).toEqual({ ok: true });
        expect(fromWire(version, payload as never)).toEqual({ profile: model, lost: [] });
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['ocpp1.6', 'ocpp2.0.1'] as const)('%s: of a 2.1 profile it sends what fits, or nothing and says why', (version) => {
    fc.assert(
      fc.property(anyProfile('ocpp2.1'), (model) => {
        const { payload, lost } = toWire(version, model);
        expect(payload === null).toBe(lost.some(({ essential }) => essential));
        if (payload !== null) expect(checkRequest(version, 'SetChargingProfile', payload)).toEqual({ ok: true });
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Dates in one spelling. */
function moments(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) => (typeof each === 'string' && /^\d{4}-/.test(each) ? at(each) : each));
}

/** What is carried as it is keeps its own. */
const opaque = ['salesTariff', 'absolutePriceSchedule', 'priceLevelSchedule', 'limitAtSoC', 'v2xFreqWattCurve', 'v2xSignalWattCurve'];

function withoutCustomData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCustomData);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'customData');
  return Object.fromEntries(kept.map(([key, each]) => [key, opaque.includes(key) ? each : withoutCustomData(each)]));
}
