import type { Instant } from '../reading.ts';
import type { ChargingSchedule, RateUnit } from './profile.ts';

/** What a car has told of its charging (2.x K15, K18, K19); null: it did not say. Watts are over all phases. */
export interface CarNeeds {
  departureAt: Instant | null;
  energyWh: number | null;
  maxPowerW: number | null;
  minPowerW: number | null;
  /** In use; 0: direct current. */
  phases: number;
}

export interface PlanTerms {
  now: Instant;
  unit: RateUnit;
  /** V, line to neutral (direct current: to the car). */
  voltage: number;
}

/** Some of what the meter counts does not reach the battery, and nobody wants to wait for the last percent. */
const margin = 1.1;

/**
 * The plainest plan: as slowly as the car can and still be ready when it leaves, with a tenth to spare. Without a time or an
 * amount, or when there is not enough time, as fast as the car can. Always within what the car said it can take. Whatever
 * else limits comes on top at the station. null: the car did not say what it can take.
 */
export function evenPlan(needs: CarNeeds, terms: PlanTerms): ChargingSchedule | null {
  const { maxPowerW, minPowerW, phases } = needs;
  if (maxPowerW === null || maxPowerW <= 0) return null;
  const even = evenPower(needs, terms.now) ?? maxPowerW;
  const watts = Math.min(maxPowerW, Math.max(minPowerW ?? 0, even));
  const perAmpere = terms.voltage * Math.max(1, phases);
  const limit = terms.unit === 'W' ? Math.floor(watts) : Math.floor((watts / perAmpere) * 10 + 1e-6) / 10;
  return {
    id: 1,
    startSchedule: terms.now,
    unit: terms.unit,
    ...(minPowerW !== null && { minChargingRate: inUnit(minPowerW, perAmpere, terms.unit) }),
    periods: [{ startPeriod: 0, limit, ...(phases > 0 && { numberPhases: phases }) }],
  };
}

/** W; null: it cannot be told, or it is needed at once. */
function evenPower({ departureAt, energyWh }: CarNeeds, now: Instant): number | null {
  if (departureAt === null || energyWh === null || departureAt <= now) return null;
  return (energyWh * margin) / ((departureAt - now) / 3_600_000);
}

const inUnit = (watts: number, perAmpere: number, unit: RateUnit): number =>
  unit === 'W' ? Math.ceil(watts) : Math.ceil((watts / perAmpere) * 10 - 1e-6) / 10;
