import { describe, expect, test } from 'vitest';
import type { Reading } from '../reading.ts';
import { drawOf, excessOf } from './excess.ts';
import type { ChargingKnowledge } from './knowledge.ts';
import { questionOf } from './knowledge.ts';
import { byDefault, max, monday, tx } from './testing/make.ts';

const reading = (measurand: string, value: number | null, more: Partial<Reading> = {}): Reading => ({
  at: monday,
  measurand,
  phase: '',
  location: 'Outlet',
  context: 'Sample.Periodic',
  unit: measurand.startsWith('Current') ? 'A' : 'W',
  value,
  signed: null,
  raw: '',
  ...more,
});
const current = (phase: string, value: number): Reading => reading('Current.Import', value, { phase });
const power = (value: number, phase = ''): Reading => reading('Power.Active.Import', value, { phase });
const transaction = { id: 'T', startedAt: monday - 60_000 };
const known = (profiles: ChargingKnowledge['profiles'], more: Partial<ChargingKnowledge> = {}): ChargingKnowledge => ({
  version: 'ocpp2.1',
  timeZone: 'UTC',
  voltage: 230,
  supply: { phases: 3 },
  evses: [
    { id: 1, phases: 3, transaction },
    { id: 2, phases: 0, voltage: 400, transaction: null },
  ],
  profiles,
  ...more,
});

describe('what flows to the car', () => {
  test.each<[string, Reading[], ReturnType<typeof drawOf>]>([
    ['phases', [current('L1', 15), current('L2', 16), current('L3', 0)], { at: monday, amperes: [15, 16, 0], watts: null }],
    ['phases named against neutral', [current('L1-N', 15)], { at: monday, amperes: [15, 0, 0], watts: null }],
    ['one figure', [current('', 16), power(11_000)], { at: monday, amperes: [16], watts: 11_000 }],
    ['power a phase', [power(3000, 'L1'), power(3100, 'L2-N')], { at: monday, amperes: [], watts: 6100 }],
    ['the newest only', [{ ...power(9000), at: monday - 1 }, power(100)], { at: monday, amperes: [], watts: 100 }],
    ['the grid side does not count', [reading('Power.Active.Import', 1, { location: 'Inlet' })], null],
    ['nor what is offered', [reading('Current.Offered', 16)], null],
    ['nor signed data', [reading('Power.Active.Import', null)], null],
  ])('%s', (_, readings, expected) => {
    expect(drawOf(readings)).toEqual(expected);
  });
});

describe('more than the profiles allow', () => {
  const ampere = [byDefault([[0, 10]])];
  const watt = [byDefault([[0, 4600]], { unit: 'W' })];
  test.each<[string, ChargingKnowledge['profiles'], Reading[], object | null]>([
    ['no profile, no limit', [], [current('L1', 32)], null],
    ['within', ampere, [current('L1', 10), current('L2', 10), current('L3', 10)], null],
    ['as exact as meters are', ampere, [current('L1', 10.5)], null],
    ['above', ampere, [current('L1', 10.6)], { unit: 'A', measured: 10.6, limit: 10 }],
    ['the worst phase', ampere, [current('L1', 11), current('L2', 14), current('L3', 12)], { unit: 'A', measured: 14, limit: 10 }],
    ['a share of large limits', [byDefault([[0, 100]])], [current('L1', 105)], null],
    ['power, when no current is told', ampere, [power(7300)], { unit: 'W', measured: 7300, limit: 6900 }],
    ['a limit in watt that a car takes on one phase', watt, [current('L1', 20), current('L2', 0), current('L3', 0)], null],
    ['... and more than that', watt, [current('L1', 22), current('L2', 0), current('L3', 0)], { unit: 'W', measured: 5060, limit: 4600 }],
    ['one current alone tells no power', watt, [current('', 32)], null],
    [
      'a limit for each phase',
      [tx([{ startPeriod: 0, limit: 16, limit_L2: 8, limit_L3: 8 }])],
      [current('L1', 16), current('L2', 10), current('L3', 8)],
      { unit: 'A', measured: 10, limit: 8 },
    ],
    ['a limit of nothing', [byDefault([[0, 0]])], [current('L1', 6)], { unit: 'A', measured: 6, limit: 0 }],
    ['of the whole station', [max([[0, 10]])], [current('L1', 16)], { unit: 'A', measured: 16, limit: 10 }],
  ])('%s', (_, profiles, readings, expected) => {
    const draw = drawOf(readings);
    expect(draw && excessOf(known(profiles), 1, draw)).toEqual(expected && { at: monday, ...expected });
  });

  test('direct current is measured by its power', () => {
    const draw = drawOf([current('', 200), power(60_000)]);
    expect(draw && excessOf(known([byDefault([[0, 50_000]], { unit: 'W' })]), 2, draw)).toEqual({
      at: monday,
      unit: 'W',
      measured: 60_000,
      limit: 50_000,
    });
  });
});

test('an EVSE nobody has heard of is fed as the station is, one of direct current from its grid', () => {
  const asked = { from: monday, durationSeconds: 60, unit: 'A' } as const;
  expect(questionOf(known([]), { ...asked, evseId: 7 })).toMatchObject({ transaction: null, station: { phases: 3, voltage: 230 } });
  expect(questionOf(known([]), { ...asked, evseId: 1 })).toMatchObject({ transaction, station: { phases: 3, voltage: 230 } });
  expect(questionOf(known([]), { ...asked, evseId: 2 }).station).toEqual({
    version: 'ocpp2.1',
    timeZone: 'UTC',
    phases: 0,
    voltage: 400,
    grid: { phases: 3, voltage: 230 },
  });
});
