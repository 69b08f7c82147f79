import type { Dimension } from '../tariff/full-tariff.ts';
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

/** What somebody pays less, as operators write it down; contract `reductionRule`. */
export type ReductionRule =
  | { kind: 'plan'; per: 'day' | 'month'; energyWh: number | null; percentBeyond?: DecimalText | undefined }
  | { kind: 'loyalty'; per: 'day' | 'month'; counts: 'kWh' | 'sessions'; tiers: readonly LoyaltyTier[] }
  | { kind: 'percent'; percent: DecimalText; types?: readonly Dimension[] | undefined; maxAmount?: DecimalText | undefined }
  | { kind: 'perUnit'; type: Dimension; amount: DecimalText }
  | { kind: 'amount'; amount: DecimalText };
/** By the same card, earlier in the day or month. */
export interface UsedBefore {
  energyWh: number;
  sessions: number;
}

/** What a rule takes off a session. `used` matters to plans and loyalty tiers only. */
export function reductionsBy({ name, rule }: { name: string; rule: ReductionRule }, used: UsedBefore): Reduction[] {
  switch (rule.kind) {
    case 'plan': {
      const { energyWh, percentBeyond } = rule;
      return planReductions({ name, energyWh, ...(percentBeyond === undefined ? {} : { percentBeyond }) }, used.energyWh);
    }
    case 'loyalty':
      return loyaltyReductions(rule.tiers, rule.counts === 'kWh' ? used.energyWh / 1000 : used.sessions);
    case 'percent': {
      const { percent, types, maxAmount } = rule;
      return [
        { kind: 'percent', name, percent, ...(types === undefined ? {} : { types }), ...(maxAmount === undefined ? {} : { maxAmount }) },
      ];
    }
    case 'perUnit':
      return [{ kind: 'perUnit', name, type: rule.type, amount: rule.amount }];
    case 'amount':
      return [{ kind: 'amount', name, amount: rule.amount }];
  }
}
