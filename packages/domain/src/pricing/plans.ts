import type { DecimalText } from '../tariff.ts';
import type { Reduction } from './reductions.ts';

/** A step of a loyalty programme: from so much of whatever it counts (kWh, sessions, points) so many percent off. */
export interface LoyaltyTier {
  name: string;
  from: number;
  percent: DecimalText;
}

/** The reduction of the highest tier that was reached; none below the lowest. */
export function loyaltyReductions(tiers: readonly LoyaltyTier[], reached: number): Reduction[] {
  const tier = tiers
    .filter(({ from }) => reached >= from)
    .reduce<LoyaltyTier | null>((best, next) => (best && best.from > next.from ? best : next), null);
  return tier === null ? [] : [{ kind: 'percent', name: tier.name, percent: tier.percent }];
}

/** A flat-rate plan: the monthly fee, billed elsewhere, pays for energy up to a limit. */
export interface FlatRatePlan {
  name: string;
  /** What is included in each billing month; null: any amount. */
  energyWh: number | null;
  /** Percent off the energy beyond it. */
  percentBeyond?: DecimalText;
}

/** What a plan takes off a session, when so much of the month's energy was used before. */
export function planReductions({ name, energyWh, percentBeyond }: FlatRatePlan, usedWh: number): Reduction[] {
  const quantity = energyWh === null ? null : Math.max(0, energyWh - usedWh);
  const included: Reduction = { kind: 'allowance', name, type: 'ENERGY', quantity };
  return percentBeyond === undefined ? [included] : [included, { kind: 'percent', name, percent: percentBeyond, types: ['ENERGY'] }];
}
