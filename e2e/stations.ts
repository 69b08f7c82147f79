import { flawless, type Maker, type Vehicle } from '@stationmaster/simulator';

/** One fast plug, so that a session worth a price takes seconds of real time. */
export const fastCharger: Maker = { ...flawless, evses: [{ kind: 'DC', maxW: 350_000 }] };

/** Takes exactly `energyWh` at 350 kW (about 100 Wh a second) and then nothing more. */
export function carTaking(energyWh: number): Partial<Vehicle> {
  return { name: 'Test car', batteryWh: 100_000, maxDcW: 350_000, exactWh: energyWh };
}

/** A reading every second. */
export const readingsEverySecond = { MeterValueSampleInterval: '1' } as const;
