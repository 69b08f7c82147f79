import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../reading.ts';
import { addReadings, emptyMeter, energyOf } from './meter.ts';
import { powerOf, slopeOf } from './power.ts';
import { toReading } from './to-reading.ts';

const start = Date.UTC(2026, 0, 1);
const minute = 60_000;
const series = (values: readonly number[], extra: Partial<Reading> = {}): Reading[] =>
  values.map((value, index) => ({ ...toReading({ value }, start + index * minute), ...extra }));
const energy = (readings: readonly Reading[]) => energyOf(addReadings(emptyMeter, readings));

describe('energy from a register', () => {
  it.each<[string, number[], { energyWh: number; hasReset?: boolean; hasImplausible?: boolean }]>([
    ['rises', [1000, 1500, 2500], { energyWh: 1500 }],
    ['stands still', [1000, 1000], { energyWh: 0 }],
    ['falls to zero and counts on', [10_000, 12_000, 0, 1500], { energyWh: 3500, hasReset: true }],
    ['falls near zero: what it shows was delivered', [10_000, 12_000, 300, 1500], { energyWh: 3500, hasReset: true }],
    ['two resets', [5000, 9000, 0, 2000, 100, 600], { energyWh: 6600, hasReset: true }],
    ['one dip is no reset', [10_000, 12_000, 0, 12_500], { energyWh: 2500, hasImplausible: true }],
    ['rounded differently', [12_345, 12_300, 13_400, 13_452], { energyWh: 1107 }],
    ['one leap is left out', [10_000, 10_500, 9_000_000, 11_000], { energyWh: 1000, hasImplausible: true }],
    ['a leap at the end is left out', [10_000, 10_500, 9_000_000], { energyWh: 500, hasImplausible: true }],
    ['a leap that stays becomes the new base', [0, 5_000_000, 5_000_400, 5_000_900], { energyWh: 900, hasImplausible: true }],
    ['negative values are left out', [1000, -5, 1500], { energyWh: 500, hasImplausible: true }],
    ['more than any meter can show', [1000, 1e15, 1500], { energyWh: 500, hasImplausible: true }],
  ])('%s', (_, values, expected) => {
    expect(energy(series(values))).toEqual({ hasReset: false, hasImplausible: false, ...expected });
  });

  it('is not known from one value, nor from intervals', () => {
    expect(energy(series([1000]))).toBeNull();
    expect(energy(series([10, 20, 30], { measurand: 'Energy.Active.Import.Interval' }))).toBeNull();
  });

  it('sums phases only where there is no total, and prefers the outlet', () => {
    const phases = ['L1', 'L2', 'L3-N'].flatMap((phase, index) => series([100, 200 + index], { phase }));
    expect(energy(phases)?.energyWh).toBe(303);
    expect(energy([...phases, ...series([5000, 5290])])?.energyWh).toBe(290);
    expect(energy([...series([0, 400], { location: 'Inlet' }), ...series([0, 380])])?.energyWh).toBe(380);
    expect(energy(series([0, 350], { location: 'EV' }))?.energyWh).toBe(350);
  });

  it('does not depend on order, repeats or how messages are split', () => {
    const steps = fc.array(
      fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 9000 }) }, { weight: 1, arbitrary: fc.constant('reset' as const) }),
      { minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (changes, keys) => {
        let register = 50_000;
        const values = [register, ...changes.map((change) => (register = change === 'reset' ? 0 : register + change))];
        const readings = series(values);
        const shuffled = [...readings, ...readings]
          .map((reading) => ({ reading, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key);
        const oneByOne = shuffled.reduce((meter, { reading }) => addReadings(meter, [reading]), emptyMeter);
        expect(energyOf(oneByOne)).toEqual(energy(readings));
      }),
    );
  });

  it('telescopes over any long steady rise, however many values', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9000 }), { minLength: 100, maxLength: 300 }), (steps) => {
        let register = 1_000_000;
        const values = [register, ...steps.map((step) => (register += step))];
        const meter = addReadings(emptyMeter, series(values));
        expect(energyOf(meter)?.energyWh).toBe(register - 1_000_000);
        expect(meter.series.Outlet?.length).toBeLessThanOrEqual(64);
      }),
    );
  });
});

describe('power', () => {
  const of = (measurand: string, value: number, phase = '') => toReading({ measurand, value, phase }, start);
  it.each<[string, Reading[], number | undefined]>([
    ['as measured', [of('Power.Active.Import', 7360)], 7360],
    [
      'sum of the phases',
      [of('Power.Active.Import', 2300, 'L1'), of('Power.Active.Import', 2310, 'L2'), of('Power.Active.Import', 2290, 'L3')],
      6900,
    ],
    ['total before phases', [of('Power.Active.Import', 2300, 'L1'), of('Power.Active.Import', 6900)], 6900],
    [
      'voltage times current',
      [of('Current.Import', 16, 'L1'), of('Current.Import', 16, 'L2'), of('Voltage', 230, 'L1-N'), of('Voltage', 231, 'L2-N')],
      7376,
    ],
    ['one voltage for all phases', [of('Current.Import', 10, 'L1'), of('Current.Import', 10, 'L2'), of('Voltage', 230)], 4600],
    ['no voltage, no power', [of('Current.Import', 10)], undefined],
    ['an impossible one is none', [of('Power.Active.Import', 1e12)], undefined],
  ])('%s', (_, readings, expected) => {
    expect(powerOf(readings)?.value).toBe(expected);
  });
  it('comes from the slope of the register when nothing measures it', () => {
    expect(slopeOf(addReadings(emptyMeter, series([0, 100, 283])))).toEqual({ at: start + 2 * minute, value: 10_980 });
  });
});
