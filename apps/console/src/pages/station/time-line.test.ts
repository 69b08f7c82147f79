import { describe, expect, test } from 'vitest';
import type { Reservation, Session } from '../../api.ts';
import { linesOf, placeOf, shownTime } from './time-line.ts';

const now = Date.UTC(2026, 4, 1, 12);
const hour = 3_600_000;
const at = (hours: number) => new Date(now + hours * hour).toISOString();
// Only what the time line reads.
const session = (id: number, evseId: number, from: number, to: number | null) =>
  ({ id, evseId, startedAt: at(from), endedAt: to === null ? null : at(to), driverName: null, idToken: 'CARD' }) as Session;
const reservation = (id: number, evseId: number, rest: Partial<Reservation>) =>
  ({
    id,
    evseId,
    status: 'active',
    createdAt: at(-1),
    expiresAt: at(1),
    endedAt: null,
    driverName: 'Ada',
    idToken: 'CARD',
    ...rest,
  }) as Reservation;

describe('what is shown', () => {
  test.each<[string, Partial<Reservation>[], number]>([
    ['nothing is reserved', [], 0],
    ['until the last reservation ends', [{ expiresAt: at(2) }, { expiresAt: at(3) }], 3],
    ['half as much ahead at most', [{ expiresAt: at(50) }], 12],
    ['one that is over asks for nothing', [{ status: 'used', expiresAt: at(3) }], 0],
  ])('%s', (...[, rest, ahead]) => {
    const reservations = rest.map((one, index) => reservation(index, 1, one));
    expect(shownTime(now, 24 * hour, reservations)).toEqual({ from: now - 24 * hour, to: now + ahead * hour });
  });
});

test.each([
  [-12, -6, { left: 50, width: 25 }],
  [-30, -12, { left: 0, width: 50 }],
  [-6, 30, { left: 75, width: 25 }],
  [-6, -6, { left: 75, width: 0 }],
  [-30, -25, null],
  [1, 2, null],
])('from hour %d to %d', (from, to, expected) => {
  expect(placeOf({ from: now + from * hour, to: now + to * hour }, { from: now - 24 * hour, to: now })).toEqual(expected);
});

test('a line for each plug, those not told any more included, and last what is for any', () => {
  const sessions = [session(1, 2, -3, -2), session(2, 1, -1, null), session(3, 7, -2, -1), session(4, 1, -40, -30)];
  const reservations = [
    reservation(8, 0, {}),
    reservation(9, 1, { endedAt: at(-0.5), status: 'used' }),
    reservation(10, 2, { status: 'refused' }),
  ];
  const lines = linesOf([1, 2, 3], { sessions, reservations }, { now, shown: { from: now - 24 * hour, to: now + hour } });
  expect(
    lines.map(({ evseId, sessions: own, reservations: kept }) => [evseId, own.map(({ key }) => key), kept.map(({ key }) => key)]),
  ).toEqual([
    [1, ['s2'], ['r9']],
    [2, ['s1'], []],
    [3, [], []],
    [7, ['s3'], []],
    [0, [], ['r8']],
  ]);
  expect(lines[0]?.sessions[0]).toMatchObject({ from: now - hour, to: now, who: 'CARD' });
  expect(lines[0]?.reservations[0]).toMatchObject({ from: now - hour, to: now - hour / 2, who: 'Ada' });
});
