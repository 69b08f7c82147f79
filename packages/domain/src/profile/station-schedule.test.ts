import { describe, expect, test } from 'vitest';
import { compositeSchedule } from './composite.ts';
import type { ChargingProfile } from './profile.ts';
import { type Asked, bothWays, byDefault, external, generation, max, monday, question, tx } from './testing/make.ts';

const idle = { phases: 3, transaction: null };
const busy = { phases: 3, transaction: { id: 'T', startedAt: monday } };
/** EVSE 1 charges, EVSE 2 is idle. */
const two: Asked = {
  evseId: 0,
  evses: [
    { id: 1, ...busy },
    { id: 2, ...idle },
  ],
  transaction: null,
};

/** A grid connection of three phases, a car on 400 V. */
const direct: Asked = { evseId: 0, evses: [{ id: 1, phases: 0, voltage: 400, transaction: null }], transaction: null };

describe('EVSE 0: what the station takes from the grid (K08.FR.03)', () => {
  test.each<[string, ChargingProfile[], string, Asked]>([
    ['the sum of its EVSEs', [tx([[0, 16]]), byDefault([[0, 10]], { evseId: 2 })], '0=26', two],
    ['a default of EVSE 0 counts for each of them', [byDefault([[0, 10]])], '0=20', two],
    ['an idle EVSE counts with its default (K08.FR.06)', [tx([[0, 16]]), byDefault([[0, 6]])], '0=22', two],
    [
      'within the limit of the station',
      [
        byDefault([
          [0, 16],
          [600, 10],
        ]),
        max([[0, 25]]),
      ],
      '0=25 600=20',
      two,
    ],
    ['within an external constraint', [byDefault([[0, 16]]), max([[0, 30]]), external([[600, 20]])], '0=30 600=20', two],
    ['one EVSE without a limit: only those of the station', [tx([[0, 16]]), max([[0, 40]])], '0=40', two],
    ['one EVSE without a limit, and none of the station', [tx([[0, 16]])], '0=∞', two],
    ['no EVSE named', [byDefault([[0, 16]]), max([[0, 40]])], '0=40', { evseId: 0 }],
    ['in watt', [tx([[0, 16]], { numberPhases: 1 }), byDefault([[0, 10]], { evseId: 2 })], '0=10580', { ...two, unit: 'W' }], // 3680 + 6900
    ['in ampere as if on one phase', [tx([[0, 16]], { numberPhases: 1 }), byDefault([[0, 10]], { evseId: 2 })], '0=26', two],
    [
      'limits for each phase in watt',
      [tx([{ startPeriod: 0, limit: 16, limit_L2: 10, limit_L3: 6 }]), byDefault([[0, 10]], { evseId: 2 })],
      '0=14260',
      { ...two, unit: 'W' },
    ], // 32 × 230 + 6900
    [
      '... in ampere by the highest',
      [tx([{ startPeriod: 0, limit: 16, limit_L2: 10, limit_L3: 6 }]), byDefault([[0, 10]], { evseId: 2 })],
      '0=26',
      two,
    ],
    [
      'local generation of the station comes once, above its maximum (K04.FR.05)',
      [byDefault([[0, 16]]), max([[0, 20]]), generation([[0, 5]])],
      '0=25',
      two,
    ],
    ['local generation of an EVSE comes with it', [byDefault([[0, 16]]), generation([[0, 5]], { evseId: 2 })], '0=37', two],
    ['the connection to the grid', [byDefault([[0, 16]]), generation([[0, 5]])], '0=25', { ...two, station: { maxCurrent: 25 } }],
    [
      'EVSEs that can give less',
      [byDefault([[0, 32]])],
      '0=29',
      {
        ...two,
        evses: [
          { id: 1, ...busy, maxCurrent: 16 },
          { id: 2, ...idle, maxCurrent: 13 },
        ],
      },
    ],
    [
      'one-phase EVSEs',
      [byDefault([[0, 16]])],
      '0=32×1',
      {
        ...two,
        evses: [
          { id: 1, ...busy, phases: 1 },
          { id: 2, ...idle, phases: 1 },
        ],
      },
    ],
    [
      'a station of one phase by its profile',
      [byDefault([[0, 16]]), max([[0, 25]], { numberPhases: 1 })],
      '0=5750×1',
      { ...two, unit: 'W' },
    ],
    [
      'direct current',
      [byDefault([[0, 50000]], { unit: 'W' }), max([[0, 80000]], { unit: 'W' })],
      '0=80000×DC',
      {
        ...two,
        unit: 'W',
        station: { phases: 0, voltage: 400 },
        evses: [
          { id: 1, phases: 0, transaction: null },
          { id: 2, phases: 0, transaction: null },
        ],
      },
    ],
    // 41.4 kW in watt and 60 A on three phases in ampere; 50 kW alone would be 72.46 A.
    [
      'direct current behind three phases',
      [
        byDefault([[0, 50000]], { unit: 'W' }),
        max([
          [0, 60],
          [600, 80],
        ]),
      ],
      '0=41400 600=50000',
      { ...direct, unit: 'W' },
    ],
    [
      '... in ampere',
      [
        byDefault([[0, 125]]),
        max([
          [0, 60],
          [600, 80],
        ]),
      ],
      '0=60 600=72.464',
      direct,
    ],
    [
      'each EVSE changes at its own time',
      [
        byDefault(
          [
            [0, 16],
            [600, 10],
          ],
          { evseId: 1 },
        ),
        byDefault(
          [
            [0, 8],
            [900, 6],
          ],
          { evseId: 2 },
        ),
      ],
      '0=24 600=18 900=16',
      two,
    ],
    [
      'setpoints are not summed',
      [tx([{ startPeriod: 0, limit: 16, setpoint: 10, operationMode: 'CentralSetpoint' }]), byDefault([[0, 10]], { evseId: 2 })],
      '0=26',
      two,
    ],
  ])('%s', (_, profiles, expected, rest) => {
    expect(bothWays(profiles, rest)).toEqual([expected, expected]);
  });

  test.each<[string, ChargingProfile[], string]>([
    ['the EVSEs', [byDefault([[0, 10]], { id: 1 }), max([[0, 40]], { id: 2 })], 'limit 1'],
    ['the station', [byDefault([[0, 32]], { id: 1 }), max([[0, 40]], { id: 2 })], 'limit 2'],
    ['both', [byDefault([[0, 20]], { id: 1 }), max([[0, 40]], { id: 2 })], 'limit 2, limit 1'],
    ['with generation', [byDefault([[0, 10]], { id: 1 }), generation([[0, 5]], { id: 3 })], 'limit 1, addition 3'],
  ])('it says who decided: %s', (_, profiles, expected) => {
    const [period] = compositeSchedule(question(profiles, two)).periods;
    expect(period?.decisions.map(({ part, by }) => `${part} ${by === 'station' ? by : by.id}`).join(', ')).toBe(expected);
  });

  test('for one EVSE the limits of the station hold as they are', () => {
    expect(bothWays([byDefault([[0, 32]]), max([[0, 25]]), external([[600, 20]])], { evseId: 2 })[0]).toBe('0=25 600=20');
  });
});
