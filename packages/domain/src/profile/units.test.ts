import { describe, expect, test } from 'vitest';
import { bothWays, byDefault, type Case, generation, inWatt, max, tx } from './testing/make.ts';

const run = (cases: Case[]): void => {
  test.each(cases)('%s', (_, profiles, expected, rest) => {
    expect(bothWays(profiles, rest)).toEqual([expected, expected]);
  });
};

describe('units and phases', () => {
  run([
    ['watt to ampere: 11040 / (3 × 230)', [byDefault([[0, 11040]], { unit: 'W' })], '0=16'],
    ['ampere to watt: 3 × 230 × 16', [byDefault([[0, 16]])], '0=11040', inWatt()],
    [
      'the lowest of both units',
      [
        max([[0, 11000]], { unit: 'W' }),
        byDefault([
          [0, 20],
          [600, 10],
        ]),
      ],
      '0=15.942 600=10',
    ],
    [
      '... in watt',
      [
        max([[0, 11000]], { unit: 'W' }),
        byDefault([
          [0, 20],
          [600, 10],
        ]),
      ],
      '0=11000 600=6900',
      inWatt(),
    ],
    ['the fewest phases (K01.FR.140)', [max([[0, 20]]), tx([[0, 16]], { numberPhases: 1 })], '0=16×1'],
    ['... and its power', [max([[0, 20]]), tx([[0, 16]], { numberPhases: 1 })], '0=3680×1', inWatt()],
    ['... the other way round', [max([[0, 20]], { numberPhases: 2 }), tx([[0, 16]])], '0=7360×2', inWatt()],
    // 11040 W are 16 A on each of three phases; on one of them 3680 W (K01.FR.50).
    ['2.x: watt on fewer phases than said', [max([[0, 11040]], { unit: 'W' }), tx([[0, 32]], { numberPhases: 1 })], '0=16×1'],
    ['... in watt', [max([[0, 11040]], { unit: 'W' }), tx([[0, 32]], { numberPhases: 1 })], '0=3680×1', inWatt()],
    [
      '1.6: the watts are as given (errata 3.34)',
      [max([[0, 11040]], { unit: 'W' }), tx([[0, 64]], { numberPhases: 1 })],
      '0=48×1',
      { station: { version: 'ocpp1.6' } },
    ],
    ['... in watt', [max([[0, 11040]], { unit: 'W' }), tx([[0, 64]], { numberPhases: 1 })], '0=11040×1', inWatt({ version: 'ocpp1.6' })],
    [
      '2.x: a one-phase station has a third of what was meant for three (K01.FR.49)',
      [byDefault([[0, 7360]], { unit: 'W' })],
      '0=10.667×1',
      { station: { phases: 1 } },
    ],
    ['2.x: ... so say one phase', [byDefault([[0, 7360]], { unit: 'W', numberPhases: 1 })], '0=32×1', { station: { phases: 1 } }],
    [
      '1.6: a one-phase station has it all',
      [byDefault([[0, 7360]], { unit: 'W' })],
      '0=32×1',
      { station: { phases: 1, version: 'ocpp1.6' } },
    ],
    ['110 V', [byDefault([[0, 3300]], { unit: 'W', numberPhases: 1 })], '0=30×1', { station: { phases: 1, voltage: 110 } }],
    ['direct current: 50 kW at 400 V', [byDefault([[0, 50000]], { unit: 'W' })], '0=125×DC', { station: { phases: 0, voltage: 400 } }],
    [
      'direct current: 100 A at 400 V, whatever numberPhases says',
      [byDefault([[0, 100]], { numberPhases: 1 })],
      '0=40000×DC',
      inWatt({ phases: 0, voltage: 400 }),
    ],
    [
      'direct current: ampere of the station are those of the grid',
      [max([[0, 60]]), byDefault([[0, 125]])],
      '0=41400×DC',
      inWatt({ phases: 0, voltage: 400, grid: { phases: 3, voltage: 230 } }),
    ],
    [
      '... to the car',
      [max([[0, 60]]), byDefault([[0, 125]])],
      '0=103.5×DC',
      { station: { phases: 0, voltage: 400, grid: { phases: 3, voltage: 230 } } },
    ],
    ['the hardware alone', [], '0=32', { station: { maxCurrent: 32 } }],
    [
      'the hardware gives less than a profile allows',
      [
        byDefault([
          [0, 40],
          [600, 10],
        ]),
      ],
      '0=32 600=10',
      { station: { maxCurrent: 32 } },
    ],
    ['hardware in ampere, asked in watt', [byDefault([[0, 40]])], '0=22080', inWatt({ maxCurrent: 32 })],
    [
      'hardware in watt: a DC station of 50 kW',
      [
        byDefault(
          [
            [0, 60000],
            [600, 20000],
          ],
          { unit: 'W' },
        ),
      ],
      '0=50000×DC 600=20000×DC',
      inWatt({ phases: 0, maxPower: 50000 }),
    ],
    // 10 A on one phase are 2300 W; over three phases 3.33 A each.
    ['one-phase generation in watt', [byDefault([[0, 16]]), generation([[0, 10]], { numberPhases: 1 })], '0=13340', inWatt()],
    ['one-phase generation in ampere', [byDefault([[0, 16]]), generation([[0, 10]], { numberPhases: 1 })], '0=19.333'],
    [
      'three-phase generation on one phase in use',
      [byDefault([[0, 16]], { numberPhases: 1 }), generation([[0, 6900]], { unit: 'W' })],
      '0=26×1',
    ],
  ]);
});
