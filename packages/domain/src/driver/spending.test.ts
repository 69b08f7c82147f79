import { describe, expect, test } from 'vitest';
import { reimbursementOf } from './reimbursement.ts';
import { type Allowance, mustStop, type SpendingLimit, spendingRefusal, usedOf } from './spending.ts';

const energy = (per: 'day' | 'month', mostWh: number): SpendingLimit => ({ of: 'energy', per, mostWh, stops: true });
const money = (per: 'day' | 'month', most: string, currency = 'EUR'): SpendingLimit => ({ of: 'money', per, most, currency, stops: true });
const spent = [
  { day: '2026-05-31', currency: 'EUR', energyWh: 9000, total: '4.50' },
  { day: '2026-06-01', currency: 'EUR', energyWh: 4000, total: '0.10' },
  { day: '2026-06-02', currency: 'EUR', energyWh: 1000, total: '0.20' },
  { day: '2026-06-02', currency: 'CHF', energyWh: 500, total: '7' },
];
const of = (owner: Allowance['owner'], ...limits: SpendingLimit[]): Allowance => ({ owner, limits, spent });
/** Midnight in Berlin: the 2nd of June begins. */
const second = Date.parse('2026-06-01T22:00:00Z');
const zone = 'Europe/Berlin';

describe('a limit', () => {
  test.each<[string, SpendingLimit, string | null]>([
    ['of the day, not met', energy('day', 1501), null],
    ['of the day, met', energy('day', 1500), 'driverLimit'],
    ['of the month', energy('month', 5500), 'driverLimit'],
    ['of the month, last month does not count', energy('month', 5501), null],
    ['of money, exact', money('month', '0.3'), 'driverLimit'],
    ['of money, a cent more', money('month', '0.31'), null],
    ['of another currency', money('month', '7', 'CHF'), 'driverLimit'],
    ['of a currency nothing was charged in', money('month', '0.01', 'SEK'), null],
    ['of nothing at all', money('month', '0', 'SEK'), 'driverLimit'],
  ])('%s', (...[, limit, expected]) => {
    expect(spendingRefusal([of('driver', limit)], zone, second)).toBe(expected);
  });

  test('is of the day at the site', () => {
    expect(spendingRefusal([of('driver', energy('day', 4000))], zone, second - 1)).toBe('driverLimit');
    expect(spendingRefusal([of('driver', energy('day', 4000))], zone, second)).toBeNull();
    expect(spendingRefusal([of('driver', energy('month', 100))], 'UTC', Date.parse('2026-07-01T00:00:00Z'))).toBeNull();
  });

  test('names whose it is', () => {
    const free = of('driver', energy('day', 10_000));
    expect(spendingRefusal([free, of('company', energy('day', 1))], zone, second)).toBe('companyLimit');
    expect(spendingRefusal([free, of('costCentre', energy('day', 1))], zone, second)).toBe('costCentreLimit');
  });
});

test('a running session ends at limits that say so, and at no other', () => {
  const soft = { ...energy('day', 1000), stops: false };
  expect(mustStop([of('driver', soft)], zone, second)).toBe(false);
  expect(mustStop([of('driver', soft), of('company', energy('month', 5500))], zone, second)).toBe(true);
  expect(mustStop([of('driver', soft, energy('day', 1501))], zone, second)).toBe(false);
});

test('what was used is exact', () => {
  expect(usedOf(money('month', '1'), spent, '2026-06-02')).toBe('0.3');
  expect(usedOf(energy('day', 1), spent, '2026-06-02')).toBe('1500');
});

test.each([
  [10_000, '0.3', 'EUR', '3.00'],
  [333, '0.15', 'EUR', '0.05'],
  [100_050, '0.3', 'EUR', '30.02'],
  [12_345, '31.5', 'JPY', '389'],
  [0, '0.3', 'EUR', '0.00'],
])('%d Wh at %s %s a kWh give %s', (...[energyWh, perKwh, currency, amount]) => {
  expect(reimbursementOf(energyWh, perKwh, currency)).toBe(amount);
});
