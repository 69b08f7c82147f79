import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CarNeeds, evenPlan } from './even-plan.ts';
import { monday } from './testing/make.ts';

const hour = 3_600_000;
const car: CarNeeds = { departureAt: monday + 8 * hour, energyWh: 40_000, maxPowerW: 11_040, minPowerW: 4140, phases: 3 };
const watt = { now: monday, unit: 'W', voltage: 230 } as const;
const limitOf = (needs: Partial<CarNeeds>, terms: Parameters<typeof evenPlan>[1] = watt) =>
  evenPlan({ ...car, ...needs }, terms)?.periods[0]?.limit;

describe('an even plan', () => {
  test.each<[string, Partial<CarNeeds>, number | undefined]>([
    ['as slowly as possible, with a tenth to spare', {}, 5500],
    ['not below what the car can', { energyWh: 8000 }, 4140],
    ['not above it either', { energyWh: 400_000 }, 11_040],
    ['no time, no waiting', { departureAt: null }, 11_040],
    ['no amount, no waiting', { energyWh: null }, 11_040],
    ['it should have left', { departureAt: monday - 1 }, 11_040],
    ['nothing known of the car', { maxPowerW: null }, undefined],
  ])('%s', (_, needs, expected) => {
    expect(limitOf(needs)).toBe(expected);
  });

  test('in ampere, for each phase, rounded down', () => {
    expect(evenPlan(car, { ...watt, unit: 'A' })).toEqual({
      id: 1,
      startSchedule: monday,
      unit: 'A',
      minChargingRate: 6,
      periods: [{ startPeriod: 0, limit: 7.9, numberPhases: 3 }],
    });
  });
  test('direct current has no phases', () => {
    const plan = evenPlan({ ...car, phases: 0, minPowerW: null }, { ...watt, unit: 'A', voltage: 400 });
    expect(plan).toEqual({ id: 1, startSchedule: monday, unit: 'A', periods: [{ startPeriod: 0, limit: 13.7 }] });
  });

  test('gives the car its energy in time whenever it can take it, and never more than it can', () => {
    const needs = fc.record({
      departureAt: fc.integer({ min: 60_000, max: 48 * hour }).map((ms) => monday + ms),
      energyWh: fc.integer({ min: 0, max: 200_000 }),
      maxPowerW: fc.integer({ min: 1000, max: 350_000 }),
      minPowerW: fc.constant(0),
      phases: fc.constant(3),
    });
    fc.assert(
      fc.property(needs, (asked) => {
        const watts = limitOf(asked) ?? Number.NaN;
        const hours = (asked.departureAt - monday) / hour;
        expect(watts).toBeLessThanOrEqual(asked.maxPowerW);
        if (asked.maxPowerW * hours >= asked.energyWh * 1.1) expect((watts + 1) * hours).toBeGreaterThanOrEqual(asked.energyWh * 1.1);
        else expect(watts).toBe(asked.maxPowerW);
      }),
    );
  });
});
