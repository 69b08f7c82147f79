import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compositeSchedule } from './composite.ts';
import type { CompositePeriod, CompositeQuestion } from './composite-model.ts';
import { type ChargingProfile, type ChargingSchedule, type ProfilePurpose, profileKinds, profilePurposes } from './profile.ts';
import { limitAt, type Plant, plants, summerTime } from './testing/reference.ts';

/** Half a minute apart, so that edges often meet; the window lies around the hour at which the clock leaps. */
const around = fc.integer({ min: -40, max: 40 }).map((steps) => summerTime + steps * 30_000);
const length = fc.integer({ min: 0, max: 60 }).map((steps) => steps * 30);
const limit = fc.constantFrom(0, 6, 8.5, 10, 16, 16, 20, 32);
const day = 86_400_000;

const period = fc
  .record(
    {
      limit_L2: limit,
      limit_L3: limit,
      numberPhases: fc.constantFrom(1, 2, 3),
      operationMode: fc.constantFrom('Idle' as const, 'ChargingOnly' as const),
    },
    { requiredKeys: [] },
  )
  // Most periods have one limit for all phases.
  .chain((more) => fc.record({ startPeriod: length, limit, more: fc.constantFrom({}, {}, {}, more) }))
  .map(({ more, ...rest }) => ({ ...rest, ...more }));

const schedule = fc
  .record(
    {
      startSchedule: fc.tuple(around, fc.constantFrom(0, 0, 1, 2, 7, 14)).map(([at, days]) => at - days * day),
      duration: length,
      useLocalTime: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .chain((more) =>
    fc
      .record({ unit: fc.constantFrom('A' as const, 'W' as const), periods: fc.array(period, { minLength: 1, maxLength: 4 }) })
      .map((rest) => ({ id: 1, ...rest, ...more })),
  )
  .map((each) => {
    const scale = each.unit === 'A' ? 1 : 690;
    // On the wall it is an hour or two later than in UTC.
    const shift = each.useLocalTime ? 3_600_000 : 0;
    return {
      ...each,
      ...(each.startSchedule !== undefined && { startSchedule: each.startSchedule + shift }),
      periods: each.periods.map((one) => ({
        ...one,
        limit: one.limit * scale,
        ...(one.limit_L2 !== undefined && { limit_L2: one.limit_L2 * scale }),
        ...(one.limit_L3 !== undefined && { limit_L3: one.limit_L3 * scale }),
      })),
    };
  });

const profile: fc.Arbitrary<ChargingProfile> = fc
  .record(
    {
      validFrom: around,
      validTo: around,
      recurrencyKind: fc.constantFrom('Daily' as const, 'Weekly' as const),
      transactionId: fc.constantFrom('T', 'T', 'U'),
      dynUpdateTime: around,
    },
    { requiredKeys: [] },
  )
  .chain((more) =>
    fc
      .record({
        evseId: fc.constantFrom(0, 1, 2),
        stackLevel: fc.nat(3),
        purpose: fc.constantFrom(...profilePurposes),
        kind: fc.constantFrom(...profileKinds),
        schedule,
      })
      .map(({ schedule: one, ...rest }) => ({
        id: 0,
        ...rest,
        ...more,
        ...(rest.kind === 'Recurring' && { recurrencyKind: more.recurrencyKind ?? 'Daily' }),
        schedules: [one],
      })),
  );

const question: fc.Arbitrary<CompositeQuestion> = fc
  .record({
    profiles: fc.array(profile, { minLength: 1, maxLength: 8 }).map((all) => all.map((each, id) => ({ ...each, id }))),
    unit: fc.constantFrom('A' as const, 'W' as const),
    from: around,
    transaction: fc.record({ id: fc.constant('T'), startedAt: around, hasPriority: fc.boolean() }),
    phases: fc.constantFrom(1, 3, 3),
    maxCurrent: fc.constantFrom(undefined, undefined, 25),
  })
  .map(({ phases, maxCurrent, ...rest }) => ({
    ...rest,
    evseId: 1,
    durationSeconds: 900,
    station: { version: 'ocpp2.1', voltage: 230, phases, timeZone: 'Europe/Berlin', ...(maxCurrent !== undefined && { maxCurrent }) },
  }));

const current = ({ limit: first, limit_L2, limit_L3, numberPhases = 1 }: CompositePeriod, unit: 'A' | 'W'): number[] | null => {
  if (first === null) return null;
  const isEach = limit_L2 !== undefined || limit_L3 !== undefined;
  const one = (value: number): number => (unit === 'A' ? value : value / 230 / (isEach ? 1 : numberPhases));
  return [first, limit_L2 ?? first, limit_L3 ?? first].slice(0, numberPhases).map(one);
};
const isNear = (a: number[] | null, b: number[] | null): boolean =>
  a === null || b === null ? a === b : a.length === b.length && a.every((value, index) => Math.abs(value - (b[index] ?? 0)) < 1e-6);

/** Second by second. */
function agrees(asked: CompositeQuestion, plant: Plant): boolean {
  const { periods, from, until } = compositeSchedule(asked);
  for (let at = from; at < until; at += 1000) {
    const ours = periods.find((each) => each.from <= at && at < each.until);
    const theirs = limitAt(at, asked, plant);
    if (!ours || ours.numberPhases !== theirs.phases || !isNear(current(ours, asked.unit), theirs.perPhase)) return false;
  }
  return true;
}

test('agrees with the slow reference, second by second', () => {
  fc.assert(
    fc.property(question, (asked) => agrees(asked, null)),
    { numRuns: 1_000 },
  );
});

test.each(plants)('the comparison would notice that %s', (plant) => {
  const outcome = fc.check(
    fc.property(question, (asked) => agrees(asked, plant)),
    { numRuns: 20_000, endOnFailure: true },
  );
  expect(outcome.failed).toBe(true);
});

test('the order of the profiles changes nothing', () => {
  fc.assert(
    fc.property(
      question.chain((asked) =>
        fc.tuple(fc.constant(asked), fc.shuffledSubarray([...asked.profiles], { minLength: asked.profiles.length })),
      ),
      ([asked, profiles]) => {
        expect(compositeSchedule({ ...asked, profiles })).toEqual(compositeSchedule(asked));
      },
    ),
    { numRuns: 1_000 },
  );
});

test('the parts of a window give the whole', () => {
  fc.assert(
    fc.property(question, fc.integer({ min: 0, max: 900_000 }), (asked, cut) => {
      const first = compositeSchedule({ ...asked, durationSeconds: cut / 1000 });
      const second = compositeSchedule({ ...asked, from: asked.from + cut, durationSeconds: (900_000 - cut) / 1000 });
      expect(glued([...first.periods, ...second.periods])).toEqual(compositeSchedule(asked).periods);
    }),
    { numRuns: 1_000 },
  );
});

test('it covers the window without gaps, and neighbours differ', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const { periods, from, until } = compositeSchedule(asked);
      expect([periods[0]?.from, periods.at(-1)?.until]).toEqual([from, until]);
      periods.slice(1).forEach((each, index) => {
        expect(each.from).toBe(periods[index]?.until);
      });
      expect(glued(periods)).toEqual(periods);
    }),
  );
});

const limits: ProfilePurpose[][] = [
  ['ChargingStationMaxProfile'],
  ['ChargingStationExternalConstraints'],
  ['TxDefaultProfile', 'TxProfile', 'PriorityCharging'],
];

test('never above what one purpose alone allows, nor above the hardware', () => {
  fc.assert(
    fc.property(question, fc.constantFrom(...limits), (asked, purposes) => {
      const profiles = asked.profiles.filter(({ purpose }) => purpose !== 'LocalGeneration');
      const all = compositeSchedule({ ...asked, profiles }).periods;
      const alone = compositeSchedule({ ...asked, profiles: profiles.filter(({ purpose }) => purposes.includes(purpose)) }).periods;
      for (const period of all) {
        for (const other of alone.filter((each) => each.from < period.until && period.from < each.until)) {
          const most = current(other, asked.unit) ?? [];
          const least = current(period, asked.unit);
          for (const [phase, value] of (least ?? []).entries())
            expect(value).toBeLessThanOrEqual((most[phase] ?? Number.POSITIVE_INFINITY) + 1e-9);
          if (most.length > 0) expect(least).not.toBeNull();
        }
        if (asked.station.maxCurrent !== undefined)
          expect(Math.max(...(current(period, asked.unit) ?? [0]))).toBeLessThanOrEqual(asked.station.maxCurrent + 1e-9);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('the station takes what its EVSEs may take together, within its own limits, and its own generation on top', () => {
  const limitOf = (asked: CompositeQuestion, moment: number): number =>
    compositeSchedule(asked).periods.find((each) => each.from <= moment && moment < each.until)?.limit ?? Number.POSITIVE_INFINITY;
  fc.assert(
    fc.property(question, fc.nat(899), (random, second) => {
      // One limit for all phases, so that a figure is all there is.
      const plain = (each: ChargingProfile): ChargingProfile => ({ ...each, schedules: each.schedules.map(withOneLimit) });
      const asked: CompositeQuestion = {
        ...random,
        unit: 'W',
        profiles: random.profiles.map(plain),
        station: { ...random.station, phases: 3 },
      };
      const moment = asked.from + second * 1000;
      const isShared = ({ purpose, evseId }: ChargingProfile): boolean => purpose === 'LocalGeneration' && evseId === 0;
      const profiles = asked.profiles.filter((each) => !isShared(each));
      const evses = [1, 2].map((id) => ({ id, phases: 3, transaction: asked.transaction }));
      const { maxCurrent: _, ...station } = asked.station;
      const sum = evses.reduce((total, { id }) => total + limitOf({ ...asked, station, profiles, evseId: id }, moment), 0);
      const own = limitOf({ ...asked, station, profiles, evseId: 0 }, moment);
      const total = limitOf({ ...asked, profiles, evseId: 0, evses }, moment);
      expect(total).toBeCloseTo(Math.min(sum, own, (asked.station.maxCurrent ?? Number.POSITIVE_INFINITY) * 690), 6);
      const generated =
        limitOf({ ...asked, station, evseId: 0, evses }, moment) - limitOf({ ...asked, station, profiles, evseId: 0, evses }, moment);
      const alone = limitOf({ ...asked, station, profiles: [cap, ...asked.profiles.filter(isShared)], evseId: 0 }, moment) - 1;
      if (Number.isFinite(generated)) expect(generated).toBeCloseTo(alone, 6);
    }),
    { numRuns: 500 },
  );
});

/** 1 W, so that there is something for local generation to be on top of. */
const cap: ChargingProfile = {
  id: -1,
  evseId: 0,
  stackLevel: 0,
  purpose: 'ChargingStationMaxProfile',
  kind: 'Absolute',
  schedules: [{ id: 1, unit: 'W', startSchedule: 0, periods: [{ startPeriod: 0, limit: 1 }] }],
};
function withOneLimit(each: ChargingSchedule): ChargingSchedule {
  return { ...each, periods: each.periods.map(({ startPeriod, limit: value = 0 }) => ({ startPeriod, limit: value })) };
}

/** Neighbours that say the same made one. */
function glued(periods: readonly CompositePeriod[]): CompositePeriod[] {
  const done: CompositePeriod[] = [];
  for (const each of periods) {
    const last = done.at(-1);
    const isSame = last !== undefined && JSON.stringify({ ...last, from: 0, until: 0 }) === JSON.stringify({ ...each, from: 0, until: 0 });
    if (isSame) done[done.length - 1] = { ...last, until: each.until };
    else done.push(each);
  }
  return done;
}
