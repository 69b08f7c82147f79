import type { Dimension } from '@stationmaster/domain';
import type { PriceReduction } from '../../api.ts';
import { newKey } from '../tariff/fields.ts';
import { decimalOf, toThousandths } from '../tariff/typed.ts';

/** All that the form of a reduction may ask, as typed. */
export interface LessFields {
  kind: PriceReduction['rule']['kind'];
  per: 'day' | 'month';
  /** Empty: any amount. */
  kWh: string;
  beyond: string;
  counts: 'kWh' | 'sessions';
  tiers: { key: number; name: string; from: string; percent: string }[];
  percent: string;
  /** Empty: everything. */
  types: Dimension[];
  most: string;
  type: Dimension;
  amount: string;
}
export const newTier = (): LessFields['tiers'][number] => ({ key: newKey(), name: '', from: '', percent: '' });

/** The rule as the API takes it; null: something typed is no number. */
export function ruleOf({
  kind,
  per,
  kWh,
  beyond,
  counts,
  tiers,
  percent,
  types,
  most,
  type,
  amount,
}: LessFields): PriceReduction['rule'] | null {
  switch (kind) {
    case 'plan': {
      const energyWh = kWh.trim() === '' ? null : toThousandths(kWh);
      const more = optional(beyond);
      return (energyWh === null && kWh.trim() !== '') || more === null
        ? null
        : { kind, per, energyWh, ...(more !== '' && { percentBeyond: more }) };
    }
    case 'loyalty': {
      const read = tiers.map((tier) => ({
        name: tier.name.trim(),
        from: Number(decimalOf(tier.from) ?? Number.NaN),
        percent: decimalOf(tier.percent) ?? '',
      }));
      return read.every((tier) => tier.name !== '' && tier.from >= 0 && tier.percent !== '') ? { kind, per, counts, tiers: read } : null;
    }
    case 'percent': {
      const [off, limit] = [decimalOf(percent), optional(most)];
      return off === null || limit === null
        ? null
        : { kind, percent: off, ...(types.length > 0 && { types }), ...(limit !== '' && { maxAmount: limit }) };
    }
    case 'perUnit':
    case 'amount': {
      const off = decimalOf(amount);
      if (off === null) return null;
      return kind === 'amount' ? { kind, amount: off } : { kind, type, amount: off };
    }
  }
}

/** `''`: not given; null: no number. */
function optional(typed: string): string | null {
  return typed.trim() === '' ? '' : decimalOf(typed);
}
