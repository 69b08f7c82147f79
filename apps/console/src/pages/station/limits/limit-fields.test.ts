import { type ChargingKnowledge, compositeSchedule, questionOf } from '@stationmaster/domain';
import { describe, expect, test } from 'vitest';
import { emptyFields, faultOf, fieldsOf, freeLevel, type LimitFields, nextRow, profileOf, type Row } from './limit-fields.ts';

/** A Wednesday, noon in Berlin. */
const now = Date.parse('2026-05-06T10:00:00Z');
const zone = 'Europe/Berlin';
const around = { zone, now, transactionId: 'T' };
let keys = 1;
const row = (time: string, limit: number | null, more: Partial<Row> = {}): Row => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { key: keys++, weekday: 0, minute: hours * 60 + minutes, limit, phases: null, ...more };
};
const fields = (rows: Row[], more: Partial<LimitFields> = {}): LimitFields => ({ ...emptyFields(now, 1), rows, ...more });

/** Limits of the next so many hours by our own computation, `hour=limit`, hours by the clock in Berlin. */
function drawn(made: LimitFields, hours: number): string {
  const known: ChargingKnowledge = {
    version: 'ocpp2.1',
    timeZone: zone,
    voltage: 230,
    supply: { phases: 3 },
    evses: [{ id: 1, phases: 3, transaction: { id: 'T', startedAt: now } }],
    profiles: [profileOf(made, around)],
  };
  const { periods } = compositeSchedule(questionOf(known, { evseId: 1, from: now, durationSeconds: hours * 3600, unit: made.unit }));
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
  return periods.map(({ from, limit }) => `${clock.format(from)}=${limit ?? '∞'}`).join(' ');
}

describe('what is typed, as the station will keep to it', () => {
  test.each<[string, LimitFields, number, string]>([
    ['always', fields([row('0:00', 16)]), 24, 'Wed 12:00=16'],
    ['at night less', fields([row('6:00', 32), row('22:00', 6)], { rhythm: 'daily' }), 24, 'Wed 12:00=32 Wed 22:00=6 Thu 06:00=32'],
    [
      'only at night',
      fields([row('22:00', 6), row('6:00', null)], { rhythm: 'daily' }),
      36,
      'Wed 12:00=∞ Wed 22:00=6 Thu 06:00=∞ Thu 22:00=6',
    ],
    [
      'weekends',
      fields([row('0:00', 6, { weekday: 5 }), row('0:00', 16, { weekday: 0 })], { rhythm: 'weekly' }),
      168,
      'Wed 12:00=16 Sat 00:00=6 Mon 00:00=16',
    ],
    [
      'weekends only',
      fields([row('0:00', 6, { weekday: 5 }), row('0:00', null, { weekday: 0 })], { rhythm: 'weekly' }),
      168,
      'Wed 12:00=∞ Sat 00:00=6 Mon 00:00=∞',
    ],
    [
      'once',
      fields([row('0:00', 8)], { rhythm: 'once', from: now + 3_600_000, until: now + 7_200_000 }),
      4,
      'Wed 12:00=∞ Wed 13:00=8 Wed 14:00=∞',
    ],
    ['from the start of the session', fields([row('0:00', 32), row('0:30', 10)], { rhythm: 'session' }), 2, 'Wed 12:00=32 Wed 12:30=10'],
    ['in kilowatts', fields([row('0:00', 11.04)], { unit: 'W' }), 1, 'Wed 12:00=11040'],
  ])('%s', (_, made, hours, expected) => {
    expect(faultOf(made)).toBeNull();
    expect(drawn(made, hours)).toBe(expected);
  });

  test.each([
    ['daily', [row('6:00', 32), row('22:00', 6)]],
    ['weekly', [row('7:00', 6, { weekday: 5 }), row('0:00', 16, { weekday: 0 })]],
  ] as const)(
    'by the clock on the wall, %s: the same hours before and after summer time begins, and the same form again',
    (rhythm, rows) => {
      const made = fields([...rows], { rhythm });
      const onSaturday = Date.parse('2026-03-28T11:00:00Z');
      const local = profileOf(made, { ...around, now: onSaturday, knowsLocalTime: true });
      expect(local.schedules[0]?.useLocalTime).toBe(true);
      const known: ChargingKnowledge = {
        version: 'ocpp2.1',
        timeZone: zone,
        voltage: 230,
        supply: { phases: 3 },
        evses: [{ id: 1, phases: 3, transaction: { id: 'T', startedAt: onSaturday } }],
        profiles: [local],
      };
      const { periods } = compositeSchedule(questionOf(known, { evseId: 1, from: onSaturday, durationSeconds: 8 * 86_400, unit: 'A' }));
      const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
      const hours = new Set(periods.slice(1).map(({ from }) => clock.format(from)));
      expect([...hours].sort()).toEqual(rhythm === 'daily' ? ['06:00', '22:00'] : ['00:00', '07:00']);
      const again = fieldsOf(local, zone);
      expect(again?.rows.map(({ weekday, minute, limit }) => [weekday, minute, limit]).sort()).toEqual(
        rows.map(({ weekday, minute, limit }) => [weekday, minute, limit]).sort(),
      );
    },
  );

  test('summer time begins: the schedule starts by the clock of that day', () => {
    const sunday = Date.parse('2026-03-29T10:00:00Z');
    const made = profileOf(fields([row('6:00', 16), row('22:00', 6)], { rhythm: 'daily' }), { ...around, now: sunday });
    expect(new Date(made.schedules[0]?.startSchedule ?? 0).toISOString()).toBe('2026-03-29T04:00:00.000Z');
  });

  test('for the running session it names the transaction', () => {
    expect(profileOf(fields([row('0:00', 6)], { purpose: 'TxProfile', rhythm: 'session' }), around)).toEqual({
      id: 0,
      evseId: 1,
      stackLevel: 0,
      purpose: 'TxProfile',
      transactionId: 'T',
      kind: 'Relative',
      schedules: [{ id: 1, unit: 'A', periods: [{ startPeriod: 0, limit: 6 }] }],
    });
  });
});

test.each<[string, LimitFields, ReturnType<typeof faultOf>]>([
  ['nothing', fields([]), 'empty'],
  ['no limit at all', fields([row('0:00', null)]), 'noLimit'],
  ['no limit in the only step that counts', fields([row('0:00', null), row('6:00', 6)]), 'noLimit'],
  ['one time twice', fields([row('6:00', 6), row('6:00', 8)], { rhythm: 'daily' }), 'sameTime'],
  ['the same time of two days', fields([row('6:00', 6), row('6:00', 8, { weekday: 1 })], { rhythm: 'weekly' }), null],
  ['two pauses', fields([row('6:00', 6), row('8:00', null), row('10:00', 6), row('12:00', null)], { rhythm: 'daily' }), 'gaps'],
  ['a pause within a session', fields([row('0:00', 6), row('1:00', null), row('2:00', 6)], { rhythm: 'session' }), 'gaps'],
  ['an end before its beginning', fields([row('0:00', 6)], { rhythm: 'once', from: now, until: now }), 'backwards'],
])('what makes no profile: %s', (_, made, expected) => {
  expect(faultOf(made)).toBe(expected);
});

describe('a profile back into the form', () => {
  const plain = ({ rows, ...rest }: LimitFields) => ({ ...rest, rows: rows.map(({ key: _, ...one }) => one) });
  test.each<[string, LimitFields]>([
    ['always', fields([row('0:00', 16, { phases: 1 })])],
    ['daily', fields([row('6:00', 32), row('22:00', 6)], { rhythm: 'daily', unit: 'W', stackLevel: 3 })],
    ['with an end', fields([row('22:00', 6), row('6:00', null)], { rhythm: 'daily' })],
    ['weekly', fields([row('0:00', 16), row('7:30', 6, { weekday: 5 })], { rhythm: 'weekly' })],
    ['once', fields([row('0:00', 8)], { rhythm: 'once', from: now, until: now + 60_000 })],
    ['as told', fields([row('0:00', 7.5)], { rhythm: 'told', unit: 'W' })],
    ['by session', fields([row('0:00', 32), row('26:30', 10)], { rhythm: 'session' })],
  ])('%s', (_, made) => {
    const back = fieldsOf({ ...profileOf(made, around), id: 7 }, zone);
    const times = made.rhythm === 'once' ? {} : { from: back?.from ?? 0, until: back?.until ?? 0 };
    expect(back && plain(back)).toEqual({ ...plain(made), id: 7, ...times });
  });
  test('not one that says more than the form can', () => {
    const made = profileOf(fields([row('0:00', 16)]), around);
    expect(fieldsOf({ ...made, validTo: now }, zone)).toBeNull();
    expect(fieldsOf({ ...made, schedules: [{ id: 1, unit: 'A', periods: [{ startPeriod: 0, limit: 6, setpoint: 5 }] }] }, zone)).toBeNull();
  });
});

test('a new row comes after the last', () => {
  expect(nextRow(fields([row('22:00', 6)], { rhythm: 'daily' }))).toMatchObject({ minute: 1380, limit: 6 });
  expect(nextRow(fields([row('23:30', 6)], { rhythm: 'daily' }))).toMatchObject({ minute: 1439 });
  expect(nextRow(fields([row('23:30', 6, { weekday: 6 })], { rhythm: 'weekly' }))).toMatchObject({ weekday: 0, minute: 30 });
  expect(nextRow(fields([row('0:00', 6)], { rhythm: 'session' }))).toMatchObject({ minute: 30 });
});

test('a new limit stands above those it would stand beside', () => {
  const held = (purpose: 'TxDefaultProfile' | 'TxProfile', evseId: number, stackLevel: number) => ({
    ...profileOf(fields([row('0:00', 16)]), around),
    purpose,
    evseId,
    stackLevel,
  });
  const all = [held('TxDefaultProfile', 0, 2), held('TxDefaultProfile', 2, 5), held('TxProfile', 1, 7)];
  expect(freeLevel([], { purpose: 'TxDefaultProfile', evseId: 1 })).toBe(0);
  expect(freeLevel(all, { purpose: 'TxDefaultProfile', evseId: 1 })).toBe(3);
  expect(freeLevel(all, { purpose: 'TxDefaultProfile', evseId: 0 })).toBe(6);
});
