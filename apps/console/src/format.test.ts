import { describe, expect, it } from 'vitest';
import { clock, duration, energy, exact, missing, money, power, relative, whole } from './format.ts';

const noBreak = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('numbers with their unit, as the locale writes them', () => {
  it.each([
    [850, 'en-GB', '850 Wh'],
    [999.4, 'en-GB', '999 Wh'],
    [7432, 'en-GB', '7.43 kWh'],
    [7432, 'de-DE', '7,43 kWh'],
    [12_345_678, 'de-DE', '12,35 MWh'],
    [999_990, 'en-GB', '999.99 kWh'],
    [0, 'en-GB', '0 Wh'],
    [null, 'en-GB', missing],
  ])('%s Wh in %s is %s', (wh, locale, text) => expect(energy(wh, locale)).toBe(text));

  it.each([
    [0, 'en-GB', '0 W'],
    [850, 'en-GB', '850 W'],
    [11_040, 'de-DE', '11,0 kW'],
    [1_500_000, 'en-GB', '1.50 MW'],
    [undefined, 'en-GB', missing],
  ])('%s W in %s is %s', (watts, locale, text) => expect(power(watts, locale)).toBe(text));

  it.each([
    ['12.5', 'EUR', 'en-GB', '€12.50'],
    ['1234.5', 'EUR', 'de-DE', '1.234,50 €'],
    ['0.3925', 'EUR', 'en-GB', '€0.3925'],
    ['0.390000', 'EUR', 'en-GB', '€0.39'],
    ['1500', 'JPY', 'en-GB', 'JP¥1,500'],
    ['123456789012.123456', 'EUR', 'en-GB', '€123,456,789,012.123456'],
    [null, 'EUR', 'en-GB', missing],
  ])('%s %s in %s is %s', (amount, currency, locale, text) => expect(noBreak(money(amount, currency, locale))).toBe(text));

  it('groups whole numbers', () => expect(whole(1234567, 'de-DE')).toBe('1.234.567'));
});

describe('time', () => {
  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [3900, '1 h 05 min'],
    [86_400 * 2 + 7200, '2 d 2 h'],
    [-5, '0 s'],
  ])('%s seconds last %s', (seconds, text) => expect(duration(seconds, 'en-GB')).toBe(text));

  const now = Date.UTC(2026, 4, 1, 12);
  it.each([
    [now - 3000, 'en-GB', 'now'],
    [now - 45_000, 'en-GB', '45 seconds ago'],
    [now - 5 * 60_000, 'en-GB', '5 minutes ago'],
    [now - 5 * 60_000, 'de-DE', 'vor 5 Minuten'],
    [now - 26 * 3_600_000, 'en-GB', 'yesterday'],
    [now + 3 * 86_400_000, 'en-GB', 'in 3 days'],
    [now - 400 * 86_400_000, 'en-GB', 'last year'],
  ])('%s is told in %s as %s', (at, locale, text) => expect(relative(at, now, locale)).toBe(text));

  it('shows the exact moment in the zone asked for', () => {
    expect(exact(now, 'en-GB', 'Europe/Berlin')).toBe('1 May 2026, 14:00:00');
    expect(clock(now, 'en-GB', true)).toMatch(/^\d\d:\d\d:\d\d$/);
  });
});
