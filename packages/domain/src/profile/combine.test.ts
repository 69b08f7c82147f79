import { describe, expect, test } from 'vitest';
import type { ChargingProfile } from './profile.ts';
import { bothWays, byDefault, type Case, external, generation, inWatt, max, monday, priority, running, tx } from './testing/make.ts';

const run = (cases: Case[]): void => {
  test.each(cases)('%s', (_, profiles, expected, rest) => {
    expect(bothWays(profiles, rest)).toEqual([expected, expected]);
  });
};

describe('the transaction', () => {
  run([
    [
      'relative: from its start',
      [
        tx([
          [0, 16],
          [900, 8],
        ]),
      ],
      '0=16 300=8',
      running({ startedAt: monday - 600_000 }),
    ],
    [
      'relative without one: as if it began now (K08.FR.06)',
      [
        byDefault(
          [
            [0, 16],
            [900, 8],
          ],
          { kind: 'Relative' },
        ),
      ],
      '0=16 900=8',
      { transaction: null },
    ],
    [
      'absolute without a start: from its start (1.6 §7.13)',
      [
        {
          ...byDefault(
            [
              [0, 16],
              [900, 8],
            ],
            { kind: 'Relative' },
          ),
          kind: 'Absolute',
        },
      ],
      '0=16 300=8',
      running({ startedAt: monday - 600_000 }),
    ],
    ['its profile overrules the default, upwards too (K02.FR.04)', [byDefault([[0, 6]], { stackLevel: 9 }), tx([[0, 16]])], '0=16'],
    ['one of another transaction does not', [byDefault([[0, 6]]), tx([[0, 16]], { transactionId: 'U' })], '0=6'],
    ['one that came with the start command has no transactionId', [byDefault([[0, 6]]), withoutId(tx([[0, 16]]))], '0=16'],
    ['when it is over the default is back (K02.FR.08)', [byDefault([[0, 6]]), tx([[0, 16]], { duration: 600 })], '0=16 600=6'],
    ['without a transaction none counts', [byDefault([[0, 6]]), tx([[0, 16]])], '0=6', { transaction: null }],
    ['one on another EVSE does not count', [byDefault([[0, 6]]), tx([[0, 16]], { evseId: 2 })], '0=6'],
    ['one on EVSE 0 is against K01.FR.16', [byDefault([[0, 6]]), tx([[0, 16]], { evseId: 0 })], '0=6'],
  ]);
});

describe('stack levels and EVSEs', () => {
  run([
    [
      'the highest with a period leads',
      [
        byDefault([[0, 6]]),
        byDefault(
          [
            [600, 16],
            [1200, 10],
          ],
          { stackLevel: 1, duration: 1800 },
        ),
      ],
      '0=6 600=16 1200=10 1800=6',
    ],
    [
      'three levels',
      [byDefault([[0, 6]]), byDefault([[0, 8]], { stackLevel: 1, duration: 1200 }), byDefault([[0, 10]], { stackLevel: 2, duration: 600 })],
      '0=10 600=8 1200=6',
    ],
    [
      'without an end the highest never gives way',
      [
        byDefault([[0, 6]], { stackLevel: 1 }),
        byDefault([
          [0, 16],
          [60, 32],
        ]),
      ],
      '0=6',
    ],
    ['a default of EVSE 0 is for every EVSE (K01.FR.14)', [byDefault([[0, 6]])], '0=6', { evseId: 2 }],
    ['a default of another EVSE is not', [byDefault([[0, 6]], { evseId: 2 })], '0=∞'],
    ['at one level that of the EVSE goes first (1.6 §3.13.1)', [byDefault([[0, 16]], { evseId: 1 }), byDefault([[0, 6]])], '0=16'],
    ['... and on the other EVSE that of 0 stays', [byDefault([[0, 16]], { evseId: 1 }), byDefault([[0, 6]])], '0=6', { evseId: 2 }],
    ['a higher level on EVSE 0 leads', [byDefault([[0, 16]], { evseId: 1 }), byDefault([[0, 6]], { stackLevel: 1 })], '0=6'],
    ['a station maximum on an EVSE is against K04.FR.03', [max([[0, 6]], { evseId: 1 })], '0=∞'],
  ]);
});

/** 2.1 §3.6 figures 121 and 122, with figures of ours. */
const situation1 = [
  max([[0, 32]]),
  byDefault([[0, 10]]),
  byDefault([[0, 12]], { stackLevel: 1 }),
  byDefault([[0, 20]], { stackLevel: 2 }),
  external([[0, 8]]),
  external([[0, 25]], { stackLevel: 1 }),
];
const situation2 = [...situation1, tx([[0, 11]]), tx([[0, 28]], { stackLevel: 1 })];

describe('purposes together', () => {
  run([
    ['situation 1: station 0, default 2, external 1', situation1, '0=20'],
    ['situation 2: station 0, transaction 1, external 1', situation2, '0=25'],
    [
      'the station maximum holds for each EVSE',
      [
        max([
          [0, 10],
          [600, 20],
        ]),
        byDefault([[0, 16]]),
      ],
      '0=10 600=16',
    ],
    [
      'a constraint of the EVSE does not lift one of the station',
      [external([[0, 8]]), external([[0, 20]], { evseId: 1, stackLevel: 5 })],
      '0=8',
    ],
    ['nor the other way round', [external([[0, 20]], { stackLevel: 5 }), external([[0, 8]], { evseId: 1 })], '0=8'],
    ['priority charging that nobody asked for', [priority([[0, 32]]), tx([[0, 8]])], '0=8'],
    [
      'priority charging overrules the transaction, not the station (K21.FR.04)',
      [priority([[0, 32]]), tx([[0, 8]]), max([[0, 25]])],
      '0=25',
      running({ hasPriority: true }),
    ],
    [
      'priority charging without a valid profile changes nothing',
      [priority([[0, 32]], { validTo: monday }), tx([[0, 8]])],
      '0=8',
      running({ hasPriority: true }),
    ],
    [
      'K27: local generation on top',
      [
        byDefault([[0, 5000]], { unit: 'W', kind: 'Relative' }),
        generation(
          [
            [0, 2000],
            [1800, 1000],
          ],
          { unit: 'W' },
        ),
      ],
      '0=7000 1800=6000',
      inWatt(),
    ],
    ['local generation without a limit is no limit', [generation([[0, 2000]])], '0=∞'],
    ['local generation does not lift the hardware', [byDefault([[0, 16]]), generation([[0, 32]])], '0=20', { station: { maxCurrent: 20 } }],
    ['local generation of another EVSE is not added', [byDefault([[0, 16]]), generation([[0, 4]], { evseId: 2 })], '0=16'],
  ]);
});

function withoutId({ transactionId: _, ...rest }: ChargingProfile): ChargingProfile {
  return rest;
}
