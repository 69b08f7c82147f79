import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkResponse } from '../../../ocpp/src/index.ts';
import { compareSchedules, type Tolerance } from './compare.ts';
import { compositeSchedule } from './composite.ts';
import type { SchedulePeriod } from './profile.ts';
import { type CompositeAnswer2x, type ReportedSchedule, reportedSchedule } from './reported-schedule.ts';
import { type Asked, byDefault, max, monday, question, tx } from './testing/make.ts';

const asked = { from: monday, durationSeconds: 3600 };
const start = new Date(monday).toISOString();
/** The station's answer in 2.x: a period each. */
const theirs = (
  periods: (SchedulePeriod | [number, number])[],
  rest: { unit?: 'A' | 'W'; duration?: number; start?: string } = {},
): ReportedSchedule => {
  const schedule = {
    evseId: 1,
    duration: rest.duration ?? 3600,
    scheduleStart: rest.start ?? start,
    chargingRateUnit: rest.unit ?? ('A' as const),
    chargingSchedulePeriod: periods.map((each) => ('startPeriod' in each ? each : { startPeriod: each[0], limit: each[1] })),
  };
  expect(checkResponse('ocpp2.1', 'GetCompositeSchedule', { status: 'Accepted', schedule })).toEqual({ ok: true });
  const read = reportedSchedule('ocpp2.1', { status: 'Accepted', schedule }, asked);
  if (read === null) throw new Error('no schedule');
  return read;
};
const ours = (periods: [number, number][], rest?: Asked) => compositeSchedule(question([byDefault(periods)], rest));
const steps: [number, number][] = [
  [0, 16],
  [1800, 10],
];
const at = (seconds: number): number => monday + seconds * 1000;

describe('ours and the station’s', () => {
  test('agree', () => {
    expect(compareSchedules(ours(steps), theirs(steps))).toEqual({ agrees: true, differences: [] });
  });
  test.each<[string, (SchedulePeriod | [number, number])[]]>([
    [
      'the station repeats itself',
      [
        [0, 16],
        [600, 16],
        [1800, 10],
      ],
    ],
    [
      'the station rounds down',
      [
        [0, 15.95],
        [1800, 9.9],
      ],
    ],
    [
      'its clock is two seconds off',
      [
        [0, 16],
        [1802, 10],
      ],
    ],
    ['it names the phases in use', [{ startPeriod: 0, limit: 16, numberPhases: 3 }, [1800, 10]]],
    ['it names each phase', [{ startPeriod: 0, limit: 16, limit_L2: 16, limit_L3: 16 }, [1800, 10]]],
  ])('agree when %s', (_, periods) => {
    expect(compareSchedules(ours(steps), theirs(periods)).agrees).toBe(true);
  });
  test.each<[string, (SchedulePeriod | [number, number])[], object[]]>([
    ['it allows more: a profile is not applied', [[0, 16]], [{ kind: 'higher', from: at(1800), until: at(3600), ours: 10, theirs: 16 }]],
    [
      'it allows less: something local limits',
      [
        [0, 13],
        [1800, 10],
      ],
      [{ kind: 'lower', from: at(0), until: at(1800), ours: 16, theirs: 13 }],
    ],
    [
      'its clock is three seconds off',
      [
        [0, 16],
        [1803, 10],
      ],
      [{ kind: 'higher', from: at(1800), until: at(1803), ours: 10, theirs: 16 }],
    ],
    [
      'just beyond the tolerance of 1 %',
      [
        [0, 16.17],
        [1800, 10],
      ],
      [{ kind: 'higher', from: at(0), until: at(1800), ours: 16, theirs: 16.17 }],
    ],
    [
      'one phase instead of three',
      [{ startPeriod: 0, limit: 16, numberPhases: 1 }, [1800, 10]],
      [{ kind: 'phases', from: at(0), until: at(1800), ours: 3, theirs: 1 }],
    ],
    [
      'one phase differs',
      [{ startPeriod: 0, limit: 16, limit_L2: 10, limit_L3: 16 }, [1800, 10]],
      [{ kind: 'lower', from: at(0), until: at(1800), ours: 16, theirs: 10 }],
    ],
    ['no limit at all', [{ startPeriod: 0 }, [1800, 10]], [{ kind: 'higher', from: at(0), until: at(1800), ours: 16, theirs: null }]],
    [
      'a setpoint of its own',
      [{ startPeriod: 0, limit: 16, setpoint: 8 }, [1800, 10]],
      [{ kind: 'setpoint', from: at(0), until: at(1800), ours: null, theirs: 8 }],
    ],
    [
      'it begins to speak later',
      [
        [600, 16],
        [1800, 10],
      ],
      [{ kind: 'notReported', from: at(0), until: at(600), ours: 16, theirs: null }],
    ],
    [
      'two things at once',
      [{ startPeriod: 0, limit: 32, numberPhases: 1 }, [1800, 10]],
      [
        { kind: 'higher', from: at(0), until: at(1800), ours: 16, theirs: 32 },
        { kind: 'phases', from: at(0), until: at(1800), ours: 3, theirs: 1 },
      ],
    ],
    [
      'other figures all the time',
      [
        [0, 20],
        [900, 24],
        [2700, 28],
      ],
      [
        { kind: 'higher', from: at(0), until: at(900), ours: 16, theirs: 20 },
        { kind: 'higher', from: at(900), until: at(1800), ours: 16, theirs: 24 },
        { kind: 'higher', from: at(1800), until: at(2700), ours: 10, theirs: 24 },
        { kind: 'higher', from: at(2700), until: at(3600), ours: 10, theirs: 28 },
      ],
    ],
  ])('differ when %s', (_, periods, differences) => {
    expect(compareSchedules(ours(steps), theirs(periods))).toEqual({ agrees: false, differences });
  });
  test('differ where the station limits and we know no limit', () => {
    const [difference] = compareSchedules(compositeSchedule(question([])), theirs([[0, 32]])).differences;
    expect(difference).toMatchObject({ kind: 'lower', ours: null, theirs: 32 });
  });
  test('a shorter answer is a difference, a longer one is none', () => {
    expect(compareSchedules(ours([[0, 16]]), theirs([[0, 16]], { duration: 3000 })).differences).toEqual([
      { kind: 'notReported', from: at(3000), until: at(3600), ours: 16, theirs: null },
    ]);
    expect(compareSchedules(ours([[0, 16]]), theirs([[0, 16]], { duration: 4000 })).agrees).toBe(true);
  });
  test('its schedule is placed by its own start', () => {
    const late = theirs(
      [
        [0, 16],
        [1200, 10],
      ],
      { start: new Date(at(600)).toISOString() },
    );
    expect(compareSchedules(ours(steps), late).differences.map(({ kind, until }) => [kind, until])).toEqual([['notReported', at(600)]]);
  });
  test('in two units they cannot be compared', () => {
    expect(() => compareSchedules(ours([[0, 16]]), theirs([[0, 11040]], { unit: 'W' }))).toThrow(RangeError);
  });
  test('random delays are forgiven while a transaction runs, permanent differences are not', () => {
    const delayed = compositeSchedule(question([byDefault(steps, { randomizedDelay: 600 })]));
    expect(
      compareSchedules(
        delayed,
        theirs([
          [0, 16],
          [2300, 10],
        ]),
      ).agrees,
    ).toBe(true);
    expect(
      compareSchedules(
        delayed,
        theirs([
          [0, 16],
          [2401, 10],
        ]),
      ).agrees,
    ).toBe(false);
    const minutes = Array.from({ length: 60 }, (_, minute): [number, number] => [minute * 60, 30 - (minute % 2)]);
    expect(compareSchedules(delayed, theirs(minutes)).agrees).toBe(false);
  });
  test('a tolerance of one’s own', () => {
    const strict: Tolerance = { limit: 0, share: 0, seconds: 0 };
    expect(
      compareSchedules(
        ours(steps),
        theirs([
          [0, 15.99],
          [1800, 10],
        ]),
        strict,
      ).agrees,
    ).toBe(false);
    expect(
      compareSchedules(
        ours(steps),
        theirs([
          [0, 16],
          [1801, 10],
        ]),
        strict,
      ).agrees,
    ).toBe(false);
    expect(compareSchedules(ours(steps), theirs(steps), strict).agrees).toBe(true);
  });
  test('mode, discharge and phase to use', () => {
    const profile = tx([
      { startPeriod: 0, operationMode: 'CentralSetpoint', limit: 9, setpoint: -5, dischargeLimit: -6, numberPhases: 1, phaseToUse: 2 },
    ]);
    const mine = compositeSchedule(question([profile]));
    const same = {
      startPeriod: 0,
      operationMode: 'CentralSetpoint',
      limit: 9,
      setpoint: -5,
      dischargeLimit: -6,
      numberPhases: 1,
      phaseToUse: 2,
    } as const;
    expect(compareSchedules(mine, theirs([same])).agrees).toBe(true);
    const other = { ...same, operationMode: 'ChargingOnly', setpoint: -4, dischargeLimit: -5, phaseToUse: 3 } as const;
    expect(
      compareSchedules(mine, theirs([other]))
        .differences.map(({ kind, ours: our, theirs: their }) => [kind, our, their])
        .sort(),
    ).toEqual([
      ['dischargeLimit', -6, -5],
      ['operationMode', 'CentralSetpoint', 'ChargingOnly'],
      ['phaseToUse', 2, 3],
      ['setpoint', -5, -4],
    ]);
  });
});

test('what we compute, sent as a station would, agrees with itself and not with anything 2 A more', () => {
  const anySteps = fc.uniqueArray(fc.nat(59), { minLength: 1, maxLength: 8 }).map((minutes) => minutes.sort((a, b) => a - b));
  fc.assert(
    fc.property(anySteps, fc.array(fc.integer({ min: 6, max: 32 }), { minLength: 8, maxLength: 8 }), fc.nat(59), (minutes, limits, cut) => {
      const periods = minutes.map((minute, index): [number, number] => [minute * 60, limits[index] ?? 0]);
      const mine = compositeSchedule(
        question([
          byDefault(periods),
          max([
            [0, 25],
            [cut * 60, 12],
          ]),
        ]),
      );
      const answered = (more: number): CompositeAnswer2x => ({
        status: 'Accepted',
        schedule: {
          duration: 3600,
          scheduleStart: start,
          chargingRateUnit: 'A',
          chargingSchedulePeriod: mine.periods.map(({ from, limit }) => ({
            startPeriod: (from - monday) / 1000,
            limit: (limit ?? 0) + more,
          })),
        },
      });
      const same = reportedSchedule('ocpp2.1', answered(0), asked);
      const higher = reportedSchedule('ocpp2.1', answered(2), asked);
      expect(same && compareSchedules(mine, same).agrees).toBe(true);
      expect(higher && compareSchedules(mine, higher).differences.every(({ kind }) => kind === 'higher')).toBe(true);
      expect(higher && compareSchedules(mine, higher).agrees).toBe(false);
    }),
  );
});
