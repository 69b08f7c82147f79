import { describe, expect, it, test } from 'vitest';
import { type Arrival, type Reservation, reservationUsed } from './reservation.ts';

const reservation = (id: number, more: Partial<Reservation> = {}): Reservation => ({
  id,
  evseId: 1,
  idToken: '04:a1:b2:c3',
  groupId: null,
  expiresAt: 1000,
  ...more,
});
const arrival: Arrival = { reservationId: null, evseId: 1, idToken: '04A1B2C3', groupId: null, at: 500 };

describe('the reservation that an arrival uses', () => {
  test.each<[string, Reservation[], Partial<Arrival>, number | null]>([
    ['none is there', [], {}, null],
    ['its card, spelt otherwise', [reservation(1)], {}, 1],
    ['another card', [reservation(1)], { idToken: 'OTHER' }, null],
    ['no card told', [reservation(1)], { idToken: null }, null],
    ['another EVSE', [reservation(1, { evseId: 2 })], {}, null],
    ['any EVSE', [reservation(1, { evseId: 0 })], { evseId: 7 }, 1],
    ['too late', [reservation(1)], { at: 1000 }, null],
    [
      'the one it names, whoever comes wherever whenever',
      [reservation(1), reservation(2, { evseId: 9 })],
      { reservationId: 2, idToken: 'OTHER', at: 5000 },
      2,
    ],
    ['a number we do not know', [reservation(1)], { reservationId: 99 }, 1],
    ['a card of the group', [reservation(1, { idToken: 'X', groupId: 'Family' })], { groupId: 'FAMILY' }, 1],
    ['a card of another group', [reservation(1, { idToken: 'X', groupId: 'Family' })], { groupId: 'Firm' }, null],
    ['its EVSE before any EVSE', [reservation(1, { evseId: 0 }), reservation(2)], {}, 2],
    ['the one that ends first', [reservation(1, { expiresAt: 900 }), reservation(2, { expiresAt: 800 })], {}, 2],
  ])('%s', (...[, reservations, more, expected]) => {
    expect(reservationUsed(reservations, { ...arrival, ...more })?.id ?? null).toBe(expected);
  });

  it('does not change the order of what it is given', () => {
    const given = [reservation(1, { expiresAt: 900 }), reservation(2, { expiresAt: 800 })];
    reservationUsed(given, arrival);
    expect(given.map(({ id }) => id)).toEqual([1, 2]);
  });
});
