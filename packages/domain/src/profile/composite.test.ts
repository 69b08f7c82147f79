import { describe, expect, test } from 'vitest';
import type { ChargingProfile } from './profile.ts';
import { type Asked, at, bothWays, type Case, monday, profile } from './testing/make.ts';

const hour = 3600;
const day = 24 * hour;
const run = (cases: Case[]): void => {
  test.each(cases)('%s', (_, profiles, expected, rest) => {
    expect(bothWays(profiles, rest)).toEqual([expected, expected]);
  });
};

describe('one profile: its times', () => {
  run([
    ['nothing installed: nothing limits', [], '0=∞'],
    ['without an end it holds on', [profile([[0, 16]])], '0=16'],
    ['a start in the future is waited for (K01.FR.30)', [profile([[0, 16]], { startSchedule: monday + 600_000 })], '0=∞ 600=16'],
    [
      'a start in the past: the window opens in its second period',
      [
        profile(
          [
            [0, 16],
            [hour, 10],
            [2 * hour, 6],
          ],
          { startSchedule: monday - 5_400_000 },
        ),
      ], // 1.5 h ago
      '0=10 1800=6',
    ],
    ['after its duration it says nothing', [profile([[0, 16]], { duration: 1800 })], '0=16 1800=∞'],
    ['a duration to the end of the window leaves no gap', [profile([[0, 16]], { duration: hour })], '0=16'],
    [
      'a period at its duration is not executed (K01.FR.11)',
      [
        profile(
          [
            [0, 16],
            [1800, 6],
          ],
          { duration: 1800 },
        ),
      ],
      '0=16 1800=∞',
    ],
    ['before a first period that is not at 0 there is a gap', [profile([[600, 16]])], '0=∞ 600=16'],
    [
      'periods out of order are taken by their time',
      [
        profile([
          [1800, 6],
          [0, 16],
        ]),
      ],
      '0=16 1800=6',
    ],
    [
      'of two periods at one time the later in the list holds',
      [
        profile([
          [0, 16],
          [600, 8],
          [600, 9],
        ]),
      ],
      '0=16 600=9',
    ],
    [
      'equal neighbours become one',
      [
        profile([
          [0, 16],
          [600, 16],
          [1200, 8],
        ]),
      ],
      '0=16 1200=8',
    ],
    ['validFrom belongs to it (K01.FR.36)', [profile([[0, 16]], { validFrom: monday + 600_000 })], '0=∞ 600=16'],
    ['validTo does not (K01.FR.37)', [profile([[0, 16]], { validTo: monday + 600_000 })], '0=16 600=∞'],
    ['validTo at the beginning of the window', [profile([[0, 16]], { validTo: monday })], '0=∞'],
    ['validFrom at its end', [profile([[0, 16]], { validFrom: monday + 3_600_000 })], '0=∞'],
    ['an empty window has no periods', [profile([[0, 16]])], '', { durationSeconds: 0 }],
    ['edges between whole seconds stay where they are', [profile([[0, 16]], { validTo: monday + 600_250 })], '0=16 600.25=∞'],
  ]);
});

/** The example of 2.1 §3.7, 1.6 §3.13.7: 6 kW by day, 11 kW by night. */
const office = profile(
  [
    [0, 11000],
    [28800, 6000],
    [72000, 11000],
  ],
  {
    id: 100,
    kind: 'Recurring',
    recurrencyKind: 'Daily',
    unit: 'W',
    duration: day,
    startSchedule: at('2013-01-01T00:00:00Z'),
    numberPhases: 3,
  },
);
/** 2.1 §3.7.1: 2 kW from 17 to 20 h, not on Sundays, not at Christmas 2020. */
const peak = profile([[0, 2000]], {
  id: 10,
  stackLevel: 1,
  kind: 'Recurring',
  recurrencyKind: 'Daily',
  unit: 'W',
  duration: 3 * hour,
  startSchedule: at('2020-01-09T17:00:00Z'),
});
const sundays = profile([[0, 999999]], {
  id: 11,
  stackLevel: 2,
  kind: 'Recurring',
  recurrencyKind: 'Weekly',
  unit: 'W',
  duration: day,
  startSchedule: at('2020-01-05T00:00:00Z'),
});
const christmas = profile([[0, 999999]], {
  id: 12,
  stackLevel: 3,
  unit: 'W',
  duration: day,
  startSchedule: at('2020-12-25T00:00:00Z'),
  validFrom: at('2020-01-01T00:00:00Z'),
  validTo: at('2021-01-01T00:00:00Z'),
});
const exceptions = [peak, sundays, christmas];
const dayFrom = (from: string): Asked => ({ from: at(from), durationSeconds: day, unit: 'W' });
const daily = { kind: 'Recurring', recurrencyKind: 'Daily' } as const;

describe('recurrence', () => {
  run([
    ['the example of §3.7 over a day', [office], '0=11000 28800=6000 72000=11000', dayFrom('2026-03-02T00:00:00Z')],
    ['... and into the next: the night is one', [office], '0=6000 28800=11000 72000=6000', dayFrom('2026-03-02T12:00:00Z')],
    ['the example of §3.7.1 on a Thursday', exceptions, '0=∞ 61200=2000 72000=∞', dayFrom('2020-01-09T00:00:00Z')],
    ['... on a Sunday', exceptions, '0=999999', dayFrom('2020-01-12T00:00:00Z')],
    ['... at Christmas', exceptions, '0=999999', dayFrom('2020-12-25T00:00:00Z')],
    ['... at Christmas a year later, which is a Saturday', exceptions, '0=∞ 61200=2000 72000=∞', dayFrom('2021-12-25T00:00:00Z')],
    ['... not before its first day', [peak], '0=∞', dayFrom('2020-01-08T00:00:00Z')],
    [
      'what is longer than a day is cut by the next one (1.6 errata 3.43)',
      [
        profile(
          [
            [0, 16],
            [20 * hour, 8],
          ],
          { ...daily, duration: 30 * hour },
        ),
      ],
      '0=16 72000=8 86400=16',
      { durationSeconds: 30 * hour },
    ],
    [
      'a period that begins after a day never comes (1.6 errata 3.44)',
      [
        profile(
          [
            [0, 16],
            [25 * hour, 8],
          ],
          daily,
        ),
      ],
      '0=16',
      { durationSeconds: 3 * day },
    ],
    [
      'weekly: the same day of the week',
      [profile([[0, 16]], { kind: 'Recurring', recurrencyKind: 'Weekly', duration: hour })],
      '0=∞ 601200=16 604800=∞',
      { from: monday + 3_600_000, durationSeconds: 8 * day },
    ],
    [
      'begun yesterday, still running past midnight',
      [profile([[0, 8]], { ...daily, duration: 4 * hour, startSchedule: monday - 2 * 3_600_000 })],
      '0=8 7200=∞ 79200=8',
      { durationSeconds: day },
    ],
    [
      'without its recurrency kind it comes once',
      [profile([[0, 8]], { kind: 'Recurring', duration: hour })],
      '0=8 3600=∞',
      { durationSeconds: 2 * day },
    ],
    [
      'recurrency kind means nothing on an Absolute one',
      [profile([[0, 8]], { kind: 'Absolute', recurrencyKind: 'Daily', duration: hour })],
      '0=8 3600=∞',
      { durationSeconds: 2 * day },
    ],
  ]);
});

const berlin = { station: { timeZone: 'Europe/Berlin' } };
const evening = profile([[0, 8]], { ...daily, duration: hour, startSchedule: at('2025-06-30T17:00:00Z') });
const local = (periods: [number, number][], start = '2025-01-01T00:00:00Z'): ChargingProfile =>
  profile(periods, { ...daily, useLocalTime: true, startSchedule: at(start) });

describe('summer time', () => {
  run([
    // Germany: 2026-03-29 02:00 → 03:00 at 01:00Z; 2025-10-26 03:00 → 02:00 at 01:00Z.
    [
      'UTC recurrence does not move',
      [evening],
      '0=∞ 61200=8 64800=∞ 147600=8 151200=∞',
      { from: at('2026-03-28T00:00:00Z'), durationSeconds: 2 * day, ...berlin },
    ],
    [
      'local recurrence does: 17 h is 16:00Z, a day later 15:00Z',
      [profile([[0, 8]], { ...daily, duration: hour, useLocalTime: true, startSchedule: at('2025-06-30T17:00:00Z') })],
      '0=∞ 57600=8 61200=∞ 140400=8 144000=∞',
      { from: at('2026-03-28T00:00:00Z'), durationSeconds: 2 * day, ...berlin },
    ],
    // Local 01:00 to 05:00 = 00:00Z to 03:00Z. What begins at 02:30 begins where the clock leaps from 02:00 to 03:00.
    [
      'in spring a part is skipped (K01.FR.91)',
      [
        local([
          [0, 16],
          [9000, 8],
          [4 * hour, 6],
        ]),
      ],
      '0=16 3600=8 7200=6',
      { from: at('2026-03-29T00:00:00Z'), durationSeconds: 3 * hour, ...berlin },
    ],
    // Local 02:00 = 00:00Z, 02:30 = 00:30Z, again 02:00 = 01:00Z, 02:30 = 01:30Z, 04:00 = 03:00Z.
    [
      'in autumn it is repeated',
      [
        local([
          [0, 16],
          [9000, 8],
          [4 * hour, 6],
        ]),
      ],
      '0=16 1800=8 3600=16 5400=8 10800=6',
      { from: at('2025-10-26T00:00:00Z'), durationSeconds: 4 * hour, ...berlin },
    ],
    [
      'a zone by its offset',
      [
        local([
          [0, 16],
          [12 * hour, 8],
        ]),
      ],
      '0=16 23400=8',
      { durationSeconds: 7 * hour, station: { ...berlin.station, timeZone: '+05:30' } },
    ],
    [
      'without a zone, local time is UTC',
      [
        local([
          [0, 16],
          [hour, 8],
        ]),
      ],
      '0=16 3600=8',
      { durationSeconds: 2 * hour },
    ],
    [
      'an absolute local start',
      [profile([[0, 8]], { useLocalTime: true, startSchedule: at('2026-07-01T12:00:00Z') })],
      '0=∞ 36000=8',
      { from: at('2026-07-01T00:00:00Z'), durationSeconds: day, ...berlin },
    ],
    ['validTo is no local time', [profile([[0, 8]], { useLocalTime: true, validTo: monday + 600_000 })], '0=8 600=∞', berlin],
    [
      'a relative schedule has no local time',
      [
        profile(
          [
            [0, 8],
            [600, 6],
          ],
          { kind: 'Relative', useLocalTime: true },
        ),
      ],
      '0=8 600=6',
      berlin,
    ],
  ]);
  test('an unknown zone is an error, not UTC', () => {
    expect(() => bothWays([evening, local([[0, 1]])], { station: { ...berlin.station, timeZone: 'Europe/Atlantis' } })).toThrow(RangeError);
  });
});
