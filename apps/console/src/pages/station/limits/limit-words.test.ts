import type { ChargingProfile, ChargingSchedule } from '@stationmaster/domain';
import { describe, expect, test } from 'vitest';
import de from '../../../locales/de/limits.json' with { type: 'json' };
import en from '../../../locales/en/limits.json' with { type: 'json' };
import { profileText, type Say } from './limit-words.ts';

/** i18next without i18next: the text below the key, its values filled in. */
const sayIn =
  (texts: object): Say =>
  (key, values) => {
    const found = key
      .replace('limits:', '')
      .split('.')
      .reduce<unknown>((inner, name) => (inner as Record<string, unknown>)?.[name], texts);
    const plural =
      found ?? (texts as { says: Record<string, string> }).says[`${key.split('.').at(-1)}_${values.count === 1 ? 'one' : 'other'}`];
    if (typeof plural !== 'string') throw new Error(`no text for ${key}`);
    return plural.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
  };
const english = { say: sayIn(en), locale: 'en-GB', zone: 'Europe/Berlin' };
const german = { say: sayIn(de), locale: 'de-DE', zone: 'Europe/Berlin' };

const startSchedule = Date.parse('2026-05-06T20:00:00Z');
const profile = (schedule: Partial<ChargingSchedule>, more: Partial<ChargingProfile> = {}): ChargingProfile => ({
  id: 1,
  evseId: 0,
  stackLevel: 0,
  purpose: 'TxDefaultProfile',
  kind: 'Absolute',
  schedules: [{ id: 1, unit: 'A', startSchedule, periods: [{ startPeriod: 0, limit: 16 }], ...schedule }],
  ...more,
});
const daily = { kind: 'Recurring', recurrencyKind: 'Daily' } as const;
const twoSteps = [
  { startPeriod: 0, limit: 6 },
  { startPeriod: 28_800, limit: 32 },
];

describe('a profile in words', () => {
  test.each<[string, ChargingProfile, string, string]>([
    ['always', profile({}), 'At most 16 A, for every session.', 'Höchstens 16 A, für jeden Ladevorgang.'],
    [
      'at night',
      profile({ duration: 28_800 }, { ...daily, evseId: 1 }),
      'At most 16 A from 22:00 to 06:00 every day, for every session at plug 1.',
      'Höchstens 16 A von 22:00 bis 06:00, jeden Tag, für jeden Ladevorgang an Stecker 1.',
    ],
    [
      'by day and by night',
      profile({ periods: twoSteps }, daily),
      'At most 6 A from 22:00 to 06:00, at most 32 A from 06:00 to 22:00, every day, for every session.',
      'Höchstens 6 A von 22:00 bis 06:00, höchstens 32 A von 06:00 bis 22:00, jeden Tag, für jeden Ladevorgang.',
    ],
    [
      'by the week',
      profile({ duration: 172_800 }, { kind: 'Recurring', recurrencyKind: 'Weekly' }),
      'At most 16 A from Wednesday 22:00 to Friday 22:00 every week, for every session.',
      'Höchstens 16 A von Mittwoch 22:00 bis Freitag 22:00, jede Woche, für jeden Ladevorgang.',
    ],
    [
      'within the session',
      profile(
        {
          periods: [
            { startPeriod: 0, limit: 11_000, numberPhases: 1 },
            { startPeriod: 1800, limit: 0 },
          ],
          unit: 'W',
        },
        { kind: 'Relative', purpose: 'TxProfile', evseId: 2 },
      ),
      'At most 11.0 kW on one phase in the first 30 minutes, no charging after 30 minutes, for the session running now at plug 2.',
      'Höchstens 11,0 kW auf einer Phase in den ersten 30 Minuten, kein Laden nach 30 Minuten, für den laufenden Ladevorgang an Stecker 2.',
    ],
    [
      'once, for the station',
      profile({ duration: 3600 }, { purpose: 'ChargingStationMaxProfile' }),
      'At most 16 A from 6 May, 22:00 to 6 May, 23:00, for the station as a whole.',
      'Höchstens 16 A vom 6. Mai, 22:00 bis 6. Mai, 23:00, für die Station als Ganzes.',
    ],
    [
      'giving back',
      profile(
        { unit: 'W', periods: [{ startPeriod: 0, setpoint: -5000, operationMode: 'CentralSetpoint' }] },
        { kind: 'Dynamic', evseId: 1 },
      ),
      'Give back 5.0 kW until told otherwise, for every session at plug 1.',
      '5,0 kW zurückspeisen bis auf Weiteres, für jeden Ladevorgang an Stecker 1.',
    ],
    [
      'somebody else',
      profile({}, { purpose: 'ChargingStationExternalConstraints', evseId: 1 }),
      'At most 16 A, set at plug 1 by somebody else.',
      'Höchstens 16 A, von jemand anderem gesetzt an Stecker 1.',
    ],
  ])('%s', (_, made, inEnglish, inGerman) => {
    expect(profileText(made, english)).toBe(inEnglish);
    expect(profileText(made, german)).toBe(inGerman);
  });
});
