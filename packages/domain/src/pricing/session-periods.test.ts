import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addReadings, emptyMeter, energyOf } from '../meter/meter.ts';
import { type Sample, toReading } from '../meter/to-reading.ts';
import type { Reading } from '../reading.ts';
import { costOf } from './cost-of.ts';
import { periodState, sessionPeriods } from './session-periods.ts';
import { element, tariff } from './testing/tariff.ts';

const minute = 60_000;
const startedAt = Date.parse('2026-03-02T10:00:00Z');
const at = (minutes: number): number => startedAt + minutes * minute;
/** Register values by minute. */
const register = (values: Readonly<Record<number, number>>, more: Partial<Sample> = {}): Reading[] =>
  Object.entries(values).map(([minutes, value]) => toReading({ value, ...more }, at(Number(minutes))));
const periodsOf = (readings: readonly Reading[], rest: Partial<Parameters<typeof sessionPeriods>[1]> = {}) =>
  sessionPeriods(readings, { startedAt, until: at(60), ...rest });
const short = (periods: ReturnType<typeof periodsOf>) =>
  periods.map(({ start, end, state, energyWh }) => [(start - startedAt) / minute, (end - startedAt) / minute, state, energyWh]);

describe('periods', () => {
  test('from reading to reading, idle once the register has stopped rising', () => {
    expect(short(periodsOf(register({ 0: 1_000, 15: 3_000, 30: 3_500, 45: 3_500, 60: 3_500 })))).toEqual([
      [0, 15, 'charging', 2_000],
      [15, 30, 'charging', 500],
      [30, 45, 'idle', 0],
      [45, 60, 'idle', 0],
    ]);
  });

  test('a coarse register that stands still in between is not idle', () => {
    expect(short(periodsOf(register({ 0: 0, 15: 1_000, 30: 1_000, 45: 2_000, 60: 2_000 }))).map(([, , state]) => state)).toEqual([
      'charging',
      'charging',
      'charging',
      'idle',
    ]);
  });

  test('the station’s word counts where it has one; energy in a period is shared out by time', () => {
    const states = [
      { at: at(5), state: 'charging' as const },
      { at: at(45), state: 'idle' as const },
      { at: at(20), state: 'paused' as const },
    ];
    // 30 min for 6,000 Wh: 5, 15 and 10 min of it; then 1,000 Wh in 30 min, half each.
    expect(short(periodsOf(register({ 0: 0, 30: 6_000, 60: 7_000 }), { states }))).toEqual([
      [0, 5, 'idle', 1_000],
      [5, 20, 'charging', 3_000],
      [20, 30, 'paused', 2_000],
      [30, 45, 'paused', 500],
      [45, 60, 'idle', 500],
    ]);
  });

  test('what the register counted around the session is in its first and last period', () => {
    expect(short(periodsOf(register({ [-1]: 0, 20: 4_200, 61: 8_300 })))).toEqual([
      [0, 20, 'charging', 4_200],
      [20, 60, 'charging', 4_100],
    ]);
  });

  test('no reading: one period of nothing known, taken for charging', () => {
    expect(short(periodsOf([]))).toEqual([[0, 60, 'charging', 0]]);
    expect(short(periodsOf([], { until: startedAt }))).toEqual([[0, 0, 'charging', 0]]);
    expect(short(periodsOf(register({ 0: 500, 60: 500 })))).toEqual([[0, 60, 'idle', 0]]);
  });

  test('a reservation comes before', () => {
    expect(short(periodsOf([], { reservedFrom: at(-15) }))).toEqual([
      [-15, 0, 'reserved', 0],
      [0, 60, 'charging', 0],
    ]);
  });

  test('resets, dips and leaps are read as the session’s energy is', () => {
    expect(short(periodsOf(register({ 0: 10_000, 20: 12_000, 40: 300, 60: 1_500 }))).map(([, , , wh]) => wh)).toEqual([2_000, 300, 1_200]);
    expect(short(periodsOf(register({ 0: 10_000, 20: 12_000, 40: 0, 60: 12_500 }))).map(([, , , wh]) => wh)).toEqual([2_000, 0, 500]);
    expect(short(periodsOf(register({ 0: 0, 20: 500, 40: 9_000_000, 60: 1_000 }))).map(([, , , wh]) => wh)).toEqual([500, 0, 500]);
  });

  test('phases are added, the outlet before the inlet, intervals are no register', () => {
    const phases = ['L1', 'L2', 'L3'].flatMap((phase, index) => register({ 0: 100, 60: 200 + index }, { phase }));
    const inlet = register({ 0: 0, 60: 400 }, { location: 'Inlet' });
    const interval = register({ 0: 7, 60: 9 }, { measurand: 'Energy.Active.Import.Interval' });
    expect(short(periodsOf([...phases, ...interval, ...inlet]))).toEqual([[0, 60, 'charging', 303]]);
  });

  test('power at its peak and the current of all phases come along, and the readings at both ends', () => {
    const readings = [
      ...register({ 0: 0, 30: 5_000, 60: 6_000 }),
      ...register({ 10: 9.5, 20: 11 }, { measurand: 'Power.Active.Import', unit: 'kW' }),
      ...['L1', 'L2', 'L3'].flatMap((phase) => register({ 10: 14, 20: 16 }, { measurand: 'Current.Import', unit: 'A', phase })),
    ];
    expect(periodsOf(readings)).toMatchObject([
      { peakW: 11_000, currentA: 45, readings: { from: { at: at(0), wh: 0 }, to: { at: at(30), wh: 5_000 } } },
      { peakW: null, currentA: 48, readings: { from: { at: at(30), wh: 5_000 }, to: { at: at(60), wh: 6_000 } } },
    ]);
  });

  test('words of stations', () => {
    expect(['Charging', 'SuspendedEVSE', 'PausedByStation', 'SuspendedEV', 'EVConnected', 'Finishing', 'Faulted'].map(periodState)).toEqual(
      ['charging', 'paused', 'paused', 'idle', 'idle', 'idle', null],
    );
  });
});

test('each line names its rule, its time and its readings', () => {
  const by = tariff([element([{ type: 'ENERGY', price: '0.60' }], { startTime: '11:30' }), element([{ type: 'ENERGY', price: '0.30' }])]);
  const periods = periodsOf(register({ 0: 1_000, 20: 3_000, 40: 5_000, 60: 6_000 }));
  const { lines } = costOf({ periods, tariff: by, around: { zone: 'Europe/Berlin' } });
  // 11:30 in Berlin lies between two readings: 1,000 of the 2,000 Wh are on either side.
  expect(lines.map(({ rule, price, quantity, spans }) => ({ rule, price, quantity, spans }))).toEqual([
    {
      rule: { element: 1, component: 0 },
      price: '0.30',
      quantity: '3',
      spans: [
        {
          from: at(0),
          until: at(30),
          quantity: '3',
          market: null,
          readings: { from: { at: at(0), wh: 1_000 }, to: { at: at(40), wh: 5_000 } },
        },
      ],
    },
    {
      rule: { element: 0, component: 0 },
      price: '0.60',
      quantity: '2',
      spans: [
        {
          from: at(30),
          until: at(60),
          quantity: '2',
          market: null,
          readings: { from: { at: at(20), wh: 3_000 }, to: { at: at(60), wh: 6_000 } },
        },
      ],
    },
  ]);
});

describe('late, repeated and corrected readings', () => {
  const evening = tariff([
    element([{ type: 'ENERGY', price: '0.60' }], { startTime: '11:30' }),
    element([{ type: 'ENERGY', price: '0.30' }]),
  ]);
  const total = (readings: readonly Reading[]): string =>
    costOf({ periods: periodsOf(readings), tariff: evening, around: { zone: 'Europe/Berlin' } }).total;

  test('a reading that comes later moves energy to its own hour and so its price', () => {
    const known = register({ 0: 0, 60: 10_000 });
    // Berlin 11:00 to 12:00: evenly 5 kWh × 0.30 + 5 × 0.60
    expect(total(known)).toBe('4.50');
    // It shows 8 kWh before half past.
    expect(total([...known, ...register({ 30: 8_000 })])).toBe('3.60');
    // Corrected: of two values for one moment the higher one stays.
    expect(total([...known, ...register({ 30: 8_000 }), ...register({ 30: 9_000 })])).toBe('3.30');
  });

  test('order, repeats and how they are mixed make no difference, and the periods add up to the session’s energy', () => {
    const rises = fc.array(
      fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 900 }) }, { weight: 1, arbitrary: fc.constant('reset' as const) }),
      { minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(rises, fc.infiniteStream(fc.nat()), (steps, keys) => {
        let value = 50_000;
        const readings = [value, ...steps.map((step) => (value = step === 'reset' ? 0 : value + step))].map((wh, index) =>
          toReading({ value: wh }, at(index * 2)),
        );
        const shuffled = [...readings, ...readings]
          .map((reading) => ({ reading, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ reading }) => reading);
        const periods = periodsOf(readings);
        expect(periodsOf(shuffled)).toEqual(periods);
        const energy = energyOf(addReadings(emptyMeter, readings))?.energyWh ?? 0;
        expect(periods.reduce((sum, period) => sum + period.energyWh, 0)).toBeCloseTo(energy, 6);
        periods.forEach(({ start, end, energyWh }, index) => {
          expect(energyWh).toBeGreaterThanOrEqual(0);
          expect([start, end >= start]).toEqual([index === 0 ? startedAt : periods[index - 1]?.end, true]);
        });
      }),
    );
  });

  test('more readings than the meter keeps make the same total', () => {
    const values = Object.fromEntries(Array.from({ length: 241 }, (_, index) => [index / 4, 1_000 + index * 37.5]));
    const periods = periodsOf(register(values));
    expect(periods).toHaveLength(240);
    expect(periods.reduce((sum, period) => sum + period.energyWh, 0)).toBe(9_000);
  });
});
