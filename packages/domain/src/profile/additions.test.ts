import { describe, expect, test } from 'vitest';
import { bothWays, byDefault, type Case, generation, inWatt, max, monday, running, tx } from './testing/make.ts';

const run = (cases: Case[]): void => {
  test.each(cases)('%s', (_, profiles, expected, rest) => {
    expect(bothWays(profiles, rest)).toEqual([expected, expected]);
  });
};

describe('what 2.1 adds', () => {
  const each = { startPeriod: 0, limit: 16, limit_L2: 10, limit_L3: 6 };
  const watts = { startPeriod: 0, limit: 4000, limit_L2: 2000, limit_L3: 1000 };
  run([
    ['a limit for each phase meets one for all (K08.FR.09)', [tx([each]), max([[0, 12]])], '0=12|10|6'],
    ['... in watt', [tx([each]), max([[0, 12]])], '0=2760|2300|1380', inWatt()],
    [
      'watts for each phase meet watts over all',
      [tx([watts], { unit: 'W' }), max([[0, 9000]], { unit: 'W' })],
      '0=3000|2000|1000',
      inWatt(),
    ],
    ['... in ampere', [tx([watts], { unit: 'W' })], '0=17.391|8.696|4.348'],
    ['of three phases two are in use', [tx([each]), max([[0, 32]], { numberPhases: 2 })], '0=16|10×2'],
    ['of three phases one is in use', [tx([each]), max([[0, 32]], { numberPhases: 1 })], '0=16×1'],
    ['generation on top of each phase', [tx([each]), generation([[0, 3]])], '0=19|13|9'],
    ['idle takes nothing', [tx([{ startPeriod: 0, operationMode: 'Idle' }]), max([[0, 32]])], '0=0'],
    [
      'a mode without a limit sets none',
      [tx([{ startPeriod: 0, operationMode: 'ExternalSetpoint' }]), byDefault([[0, 6]]), max([[0, 32]])],
      '0=32',
    ],
    ['below limitAtSoC.soc', [tx([[0, 32]], { limitAtSoC: { soc: 80, limit: 10 } })], '0=32', running({ stateOfCharge: 79 })],
    ['at limitAtSoC.soc (K01.FR.100)', [tx([[0, 32]], { limitAtSoC: { soc: 80, limit: 10 } })], '0=10', running({ stateOfCharge: 80 })],
    ['limitAtSoC above the limit', [tx([[0, 8]], { limitAtSoC: { soc: 80, limit: 10 } })], '0=8', running({ stateOfCharge: 80 })],
    ['limitAtSoC with an unknown state of charge', [tx([[0, 32]], { limitAtSoC: { soc: 80, limit: 10 } })], '0=32'],
    [
      'dynamic: its duration counts from the last update (K28.FR.13)',
      [tx([[0, 32]], { kind: 'Dynamic', stackLevel: 1, dynUpdateTime: monday - 300_000, duration: 900 }), tx([[0, 6]])],
      '0=32 600=6',
    ],
    ['dynamic without a duration holds', [tx([[0, 32]], { kind: 'Dynamic', dynUpdateTime: monday - 300_000 })], '0=32'],
    [
      'connected, maxOfflineDuration means nothing',
      [byDefault([[0, 16]], { stackLevel: 1, maxOfflineDuration: 60 }), byDefault([[0, 6]])],
      '0=16',
    ],
    [
      'offline for longer than maxOfflineDuration (K01.FR.101)',
      [byDefault([[0, 16]], { stackLevel: 1, maxOfflineDuration: 900 }), byDefault([[0, 6]])],
      '0=16 600=6',
      { offlineSince: monday - 300_000 },
    ],
    [
      'maxOfflineDuration 0: at once',
      [byDefault([[0, 16]], { stackLevel: 1, maxOfflineDuration: 0 }), byDefault([[0, 6]])],
      '0=6',
      { offlineSince: monday },
    ],
  ]);

  const alternatives = {
    ...tx([[0, 16]]),
    schedules: [16, 10, 6].map((limit, id) => ({ id, unit: 'A' as const, periods: [{ startPeriod: 0, limit }] })),
  };
  run([
    ['the second alternative of an ISO 15118 profile', [alternatives, max([[0, 32]])], '0=10', { scheduleIndex: 1 }],
    ['a profile with one schedule goes with each alternative', [alternatives, max([[0, 5]])], '0=5', { scheduleIndex: 2 }],
  ]);
});
