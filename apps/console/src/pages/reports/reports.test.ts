import { describe, expect, test } from 'vitest';
import { type Choice, daysOf, queryOf } from './choice.ts';
import { labelOf } from './labels.ts';
import { opensOf, sessionsOf } from './opens.ts';

const nothing: Choice = {
  by: '',
  and: '',
  period: '',
  from: '',
  until: '',
  siteId: '',
  stationId: '',
  companyId: '',
  driverId: '',
  costCentreId: '',
  tariffId: '',
};
const at = (year: number, month: number, day: number): number => new Date(year, month - 1, day, 12).getTime();

test.each([
  ['thisMonth', at(2026, 11, 21), '2026-11-01', '2026-11-21'],
  ['lastMonth', at(2026, 1, 31), '2025-12-01', '2025-12-31'],
  ['lastMonth', at(2028, 3, 31), '2028-02-01', '2028-02-29'],
  // A Sunday is the end of its week.
  ['lastWeek', at(2026, 11, 22), '2026-11-09', '2026-11-15'],
  ['lastWeek', at(2026, 11, 23), '2026-11-16', '2026-11-22'],
  ['last30', at(2026, 3, 1), '2026-01-31', '2026-03-01'],
  ['thisYear', at(2026, 3, 1), '2026-01-01', '2026-03-01'],
])('%s', (period, now, from, until) => {
  expect(daysOf({ period, from: '', until: '' }, now)).toEqual({ from, until });
});

test('days of one’s own stand the right way round, and nonsense is left out', () => {
  expect(daysOf({ period: 'own', from: '2026-05-02', until: '2026-05-01' }, at(2026, 6, 1))).toEqual({
    from: '2026-05-01',
    until: '2026-05-02',
  });
  expect(daysOf({ period: 'own', from: 'x', until: '' }, at(2026, 6, 9))).toEqual({ from: '2026-06-01', until: '2026-06-09' });
  expect(queryOf({ ...nothing, by: 'nonsense', and: 'site', siteId: '-1', period: 'thisYear' }, at(2026, 6, 9))).toEqual({
    by: 'site',
    from: '2026-01-01',
    until: '2026-06-09',
  });
});

describe('a row opens its sessions', () => {
  const asked = queryOf({ ...nothing, by: 'week', and: 'driver', period: 'own', from: '2026-10-07', until: '2026-10-31', siteId: '3' }, 0);

  test('with all that narrows the report, and no more days than it has', () => {
    expect(
      sessionsOf(
        asked,
        [
          { value: '2026-10-05', name: '' },
          { value: null, name: '' },
        ],
        'bill',
      ),
    ).toEqual({
      outcome: 'bill',
      siteId: '3',
      fromDay: '2026-10-07',
      untilDay: '2026-10-11',
      without: 'driver',
    });
    expect(
      sessionsOf(
        { ...asked, by: 'month' },
        [
          { value: '2026-10-01', name: '' },
          { value: '9', name: 'Ada' },
        ],
        'hold',
      ),
    ).toEqual({
      outcome: 'hold',
      siteId: '3',
      fromDay: '2026-10-07',
      untilDay: '2026-10-31',
      driverId: '9',
      of: 'Ada',
    });
  });

  test('the sum of all opens without a row', () => {
    expect(sessionsOf(asked, [], 'drop')).toEqual({ outcome: 'drop', siteId: '3', fromDay: '2026-10-07', untilDay: '2026-10-31' });
  });

  test('a row opens what it counts: sessions, else those held apart, else its reservations', () => {
    const bySite = { by: 'site', from: '2026-10-07', until: '2026-10-31' } as const;
    const none = { sessions: 0, energyWh: 0, money: [] };
    const row = { keys: [{ value: '3', name: 'Yard' }], sessions: 0, held: none, dropped: none, reservations: 0 };
    const search = { siteId: '3', fromDay: '2026-10-07', untilDay: '2026-10-31', of: 'Yard' };
    expect(opensOf(bySite, { ...row, sessions: 2, reservations: 1, held: { ...none, sessions: 1 } })).toEqual({
      sessions: { ...search, outcome: 'bill' },
    });
    expect(opensOf(bySite, { ...row, held: { ...none, sessions: 1 }, reservations: 1 })).toEqual({
      sessions: { ...search, outcome: 'hold' },
    });
    expect(opensOf(bySite, { ...row, dropped: { ...none, sessions: 1 } })).toEqual({ sessions: { ...search, outcome: 'drop' } });
    expect(opensOf(bySite, { ...row, reservations: 1 })).toEqual({ reservations: search });
    expect(opensOf(bySite, row)).toEqual({ sessions: { ...search, outcome: 'bill' } });
  });
});

test.each([
  ['hour', '9', '09–10'],
  ['hour', '23', '23–24'],
  ['month', '2026-10-01', 'October 2026'],
  ['week', '2026-10-05', '5 Oct 2026'],
  ['day', '2026-10-05', 'Mon, 5 Oct 2026'],
  ['site', '7', 'Yard'],
] as const)('%s %s is %s', (dimension, value, label) => {
  expect(labelOf(dimension, { value, name: 'Yard' }, { locale: 'en-GB', none: 'none' })).toBe(label);
});
