import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charge, powerOf, type Supply, type Vehicle } from './vehicle.ts';

const hour = 3_600_000;
const car: Vehicle = { name: 'Compact', batteryWh: 60_000, soc: 0.2, maxAcW: 11_000, maxDcW: 100_000, phases: 3, isPaused: false };
const ac: Supply = { kind: 'AC', limitW: 22_000 };
const dc: Supply = { kind: 'DC', limitW: 50_000 };

describe('what a car draws', () => {
  it.each<[what: string, change: Partial<Vehicle>, supply: Supply, expected: number]>([
    ['its own limit where the station gives more', {}, ac, 11_000],
    ['the limit of the station where that is lower', {}, dc, 50_000],
    ['a third of a three-phase socket with one phase', { phases: 1, maxAcW: 22_000 }, ac, 22_000 / 3],
    ['nothing while it pauses', { isPaused: true }, dc, 0],
    ['half its power half-way through the taper', { soc: 0.9 }, { kind: 'DC', limitW: 150_000 }, 50_000],
    ['nothing when full', { soc: 1 }, dc, 0],
    ['full power to the end of a recorded session', { soc: 0.99, exactWh: 10 }, ac, 11_000],
    ['nothing after it', { exactWh: 0 }, ac, 0],
  ])('%s', (...[, change, supply, expected]) => expect(powerOf({ ...car, ...change }, supply)).toBeCloseTo(expected, 6));
});

const someCar = fc
  .record({
    batteryWh: fc.integer({ min: 10_000, max: 120_000 }),
    soc: fc.double({ min: 0, max: 1, noNaN: true }),
    maxAcW: fc.integer({ min: 3_700, max: 22_000 }),
    maxDcW: fc.integer({ min: 20_000, max: 300_000 }),
    phases: fc.constantFrom<1 | 3>(1, 3),
  })
  .map((some): Vehicle => ({ ...car, ...some }));
const someSupply = fc.record({ kind: fc.constantFrom<'AC' | 'DC'>('AC', 'DC'), limitW: fc.integer({ min: 3_000, max: 350_000 }) });
const someTime = fc.integer({ min: 0, max: 12 * hour });

describe('energy over time', () => {
  it('is the same in one go and in two', () =>
    fc.assert(
      fc.property(someCar, someSupply, fc.tuple(someTime, someTime), (vehicle, supply, [first, second]) => {
        const whole = charge(vehicle, supply, first + second).energyWh;
        const half = charge(vehicle, supply, first);
        expect(half.energyWh + charge(half.vehicle, supply, second).energyWh).toBeCloseTo(whole, 3);
      }),
    ));
  it('never overfills the battery nor exceeds the power', () =>
    fc.assert(
      fc.property(someCar, someSupply, someTime, (vehicle, supply, ms) => {
        const { energyWh, vehicle: after } = charge(vehicle, supply, ms);
        expect(energyWh).toBeGreaterThanOrEqual(0);
        expect(energyWh).toBeLessThanOrEqual((supply.limitW * ms) / hour + 1e-6);
        expect(after.soc).toBeLessThanOrEqual(Math.max(vehicle.soc, 0.995));
      }),
    ));
  it('is exact for a recorded session', () =>
    expect(charge({ ...car, exactWh: 4216 }, ac, hour)).toMatchObject({ energyWh: 4216, vehicle: { exactWh: 0 } }));
});
