/** A car seen from its socket: how much it takes, and when it stops taking. Pure. */
export interface Vehicle {
  name: string;
  batteryWh: number;
  /** State of charge, 0 to 1. */
  soc: number;
  maxAcW: number;
  maxDcW: number;
  phases: 1 | 3;
  /** The car has stopped charging of its own will (timer, preconditioning). */
  isPaused: boolean;
  /** Recorded sessions: take exactly this much at full power and then no more; the battery does not matter. */
  exactWh?: number;
}

/** Above this share the battery takes less and less, down to nothing when full. */
const kneeSoc = 0.8;
const fullSoc = 0.995;
const msPerHour = 3_600_000;

export interface Supply {
  kind: 'AC' | 'DC';
  /** What the station gives at most, W over all phases. */
  limitW: number;
  /** What it may give to this car at present, W over the phases that the car uses; none: as much as it can. */
  allowedW?: number | null;
}

/** What the car draws right now, W. */
export function powerOf(vehicle: Vehicle, supply: Supply): number {
  if (vehicle.isPaused) return 0;
  const most = mostPower(vehicle, supply);
  if (vehicle.exactWh !== undefined) return vehicle.exactWh > 0 ? most : 0;
  if (vehicle.soc >= fullSoc) return 0;
  return Math.min(most, carPower(vehicle, supply) * taperAt(vehicle.soc));
}

/** The car after `ms` of charging and the energy it took, Wh. Splitting the time changes nothing (closed form, no steps). */
export function charge(vehicle: Vehicle, supply: Supply, ms: number): { vehicle: Vehicle; energyWh: number } {
  if (ms <= 0 || vehicle.isPaused) return { vehicle, energyWh: 0 };
  if (vehicle.exactWh !== undefined) {
    const energyWh = Math.min(vehicle.exactWh, (mostPower(vehicle, supply) * ms) / msPerHour);
    return { vehicle: { ...vehicle, exactWh: vehicle.exactWh - energyWh }, energyWh };
  }
  const soc = socAfter(vehicle, supply, ms / msPerHour);
  return { vehicle: { ...vehicle, soc }, energyWh: (soc - vehicle.soc) * vehicle.batteryWh };
}

function socAfter(vehicle: Vehicle, supply: Supply, hours: number): number {
  if (vehicle.soc >= fullSoc) return vehicle.soc;
  const most = mostPower(vehicle, supply);
  const car = carPower(vehicle, supply);
  if (most <= 0) return vehicle.soc;
  // Constant power until the taper of the car falls below what the station gives …
  const knee = Math.max(vehicle.soc, 1 - ((1 - kneeSoc) * most) / car);
  const hoursToKnee = ((knee - vehicle.soc) * vehicle.batteryWh) / most;
  if (hours <= hoursToKnee) return vehicle.soc + (most * hours) / vehicle.batteryWh;
  // … then what is missing decays exponentially.
  const decay = car / ((1 - kneeSoc) * vehicle.batteryWh);
  return Math.min(fullSoc, 1 - (1 - knee) * Math.exp(-decay * (hours - hoursToKnee)));
}

function taperAt(soc: number): number {
  return soc <= kneeSoc ? 1 : (1 - soc) / (1 - kneeSoc);
}

/** A one-phase car on a three-phase socket gets a third. */
function mostPower(vehicle: Vehicle, { kind, limitW, allowedW }: Supply): number {
  const socketW = kind === 'AC' && vehicle.phases === 1 ? limitW / 3 : limitW;
  return Math.min(socketW, carPower(vehicle, { kind, limitW }), allowedW ?? Number.POSITIVE_INFINITY);
}

function carPower(vehicle: Vehicle, { kind }: Supply): number {
  return kind === 'AC' ? vehicle.maxAcW : vehicle.maxDcW;
}

/** Cars of a car park, none of them a real model. */
export const vehicles: readonly Omit<Vehicle, 'soc' | 'isPaused'>[] = [
  { name: 'Small city car', batteryWh: 36_000, maxAcW: 7_400, maxDcW: 50_000, phases: 1 },
  { name: 'Compact', batteryWh: 58_000, maxAcW: 11_000, maxDcW: 120_000, phases: 3 },
  { name: 'Family estate', batteryWh: 77_000, maxAcW: 11_000, maxDcW: 135_000, phases: 3 },
  { name: 'Long-range saloon', batteryWh: 100_000, maxAcW: 22_000, maxDcW: 250_000, phases: 3 },
  { name: 'Plug-in hybrid', batteryWh: 13_000, maxAcW: 3_700, maxDcW: 3_700, phases: 1 },
  { name: 'Delivery van', batteryWh: 68_000, maxAcW: 11_000, maxDcW: 80_000, phases: 3 },
];
