/** Limits and setpoints between ampere and watt, and between one figure for all phases and one for each. */
import type { Leading } from './leading.ts';
import type { ChargingProfile, ProfilePurpose, RateUnit } from './profile.ts';

/** One figure (A for each phase, or W over all phases), or one a phase, L1 first. */
export type Amount = number | readonly number[];

/** What figures are brought to. */
export interface Measure {
  unit: RateUnit;
  /** 1 to 3; 1 for direct current. */
  phases: number;
  /** V, line to neutral. */
  voltage: number;
  /** Direct current has no phases to count. */
  isDirect: boolean;
  /** Phases times voltage of what feeds a direct current EVSE; null: it is fed as it gives. */
  gridVoltage: number | null;
  /** 1.6 errata 3.34: watts stay as given, whatever number of phases is in use. */
  isWattAsGiven: boolean;
}

export type Quantity = 'limit' | 'dischargeLimit' | 'setpoint' | 'setpointReactive';
type Pick2 = (a: number, b: number) => number;

/** Those that speak of the station as a whole when they stand on EVSE 0; the others there speak of each EVSE. */
export function isOfStation({ evseId, purpose }: ChargingProfile): boolean {
  return evseId === 0 && purposesOfStation.has(purpose);
}
const purposesOfStation = new Set<ProfilePurpose>(['ChargingStationMaxProfile', 'ChargingStationExternalConstraints', 'LocalGeneration']);

/** 2.1 K01.FR.49: three, unless said otherwise. */
export function phasesOf({ period }: Leading): number {
  const said = period.numberPhases;
  return said === 1 || said === 2 ? said : 3;
}

/** What the period says of this quantity; null: nothing. */
export function amountOf(leading: Leading, quantity: Quantity, measure: Measure): Amount | null {
  const said = spoken(leading, quantity, measure);
  const cap = leading.soCLimit;
  if (cap === null || (quantity !== 'limit' && quantity !== 'setpoint') || (quantity === 'setpoint' && said === null)) return said;
  // 2.1 K01.FR.100.
  const limit = converted(cap, leading, measure);
  return said === null ? limit : lowest(said, limit, measure);
}

function spoken(leading: Leading, quantity: Quantity, measure: Measure): Amount | null {
  const { period, schedule } = leading;
  // 2.1 Q "Idle": no energy flows in this mode.
  if (period.operationMode === 'Idle') return quantity === 'limit' ? 0 : null;
  const first = period[quantity];
  if (first === undefined) return null;
  const second = period[`${quantity}_L2`];
  const third = period[`${quantity}_L3`];
  if (measure.isDirect || (second === undefined && third === undefined)) return converted(first, leading, measure);
  const each = [first, second ?? first, third ?? first].slice(0, measure.phases);
  if (schedule.unit === measure.unit) return each;
  return each.map((value) => (measure.unit === 'W' ? value * measure.voltage : value / measure.voltage));
}

/**
 * 2.1 K01.FR.50 (errata 2025-06): current for each phase = watt / (voltage × numberPhases), the phases of the profile, also
 * when fewer are in use; FR.51: ampere are for each phase. Where the profile has fewer phases than are in use (only a
 * LocalGeneration can), its power is spread over all of them.
 */
function converted(value: number, leading: Leading, { unit, phases, voltage, isDirect, gridVoltage, isWattAsGiven }: Measure): number {
  const own = isDirect ? 1 : phasesOf(leading);
  const shared = Math.min(own, phases);
  if (gridVoltage !== null && leading.schedule.unit === 'A' && isOfStation(leading.profile)) {
    return (value * gridVoltage) / (unit === 'W' ? 1 : voltage);
  }
  if (leading.schedule.unit === 'A') return unit === 'A' ? (value * shared) / phases : value * voltage * shared;
  const watt = isWattAsGiven || own === shared ? value : (value * shared) / own;
  return unit === 'W' ? watt : watt / (voltage * phases);
}

/** What the hardware can give; null: not known. */
export function supplied({ maxCurrent, maxPower }: { maxCurrent?: number; maxPower?: number }, measure: Measure): number | null {
  const factor = measure.voltage * measure.phases;
  const byCurrent = maxCurrent === undefined ? Number.POSITIVE_INFINITY : maxCurrent * (measure.unit === 'A' ? 1 : factor);
  const byPower = maxPower === undefined ? Number.POSITIVE_INFINITY : maxPower / (measure.unit === 'W' ? 1 : factor);
  const least = Math.min(byCurrent, byPower);
  return Number.isFinite(least) ? least : null;
}

export const lowest = (a: Amount, b: Amount, measure: Measure): Amount => combined(a, b, { measure, by: Math.min });
/** Of discharge limits, which are below zero, the one that lets least flow. */
export const highest = (a: Amount, b: Amount, measure: Measure): Amount => combined(a, b, { measure, by: Math.max });
export const sum = (a: Amount, b: Amount, measure: Measure): Amount => combined(a, b, { measure, by: (x, y) => x + y });

function combined(a: Amount, b: Amount, { measure, by }: { measure: Measure; by: Pick2 }): Amount {
  if (typeof a === 'number' && typeof b === 'number') return by(a, b);
  const left = spread(a, measure);
  const right = spread(b, measure);
  return left.map((value, index) => by(value, right[index] ?? value));
}

/** One figure a phase. */
export function spread(amount: Amount, { unit, phases }: Measure): readonly number[] {
  if (typeof amount !== 'number') return amount;
  return Array.from({ length: phases }, () => (unit === 'A' ? amount : amount / phases));
}
