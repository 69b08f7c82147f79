import { millionths } from '@stationmaster/domain';
import type { VoucherBody, VoucherCampaign } from '../../api.ts';
import { decimalOf, toThousandths } from '../tariff/typed.ts';

/** All that the form of a campaign may ask, as typed. */
export const firstVoucher = {
  name: '',
  kind: 'amount' as VoucherCampaign['rule']['kind'],
  amount: '',
  percent: '',
  most: '',
  kWh: '',
  currency: 'EUR',
  sessions: '1',
  from: '',
  until: '',
  codes: 'many' as 'many' | 'one',
  count: '10',
  code: '',
  mostRedeemed: '',
  mostEach: '1',
  guests: true,
};
export type VoucherFields = typeof firstVoucher;

/** As the API takes it, without whom it is for; null: something typed is no number. */
export function voucherBodyOf(fields: VoucherFields): Omit<VoucherBody, 'target'> | null {
  const { name, kind, currency, from, until, codes, code, guests } = fields;
  const rule = ruleOf(fields);
  const [sessions, count, each] = [fields.sessions, fields.count, fields.mostEach].map(wholeOf);
  const redeemed = fields.mostRedeemed.trim() === '' ? undefined : wholeOf(fields.mostRedeemed);
  const lowers = kind === 'amount' || kind === 'percent';
  const isShared = codes === 'one' && kind !== 'value';
  if (rule === null || !each || redeemed === null || (lowers && !sessions) || !(isShared ? code.trim() !== '' : count)) return null;
  const hasMoney = kind === 'amount' || kind === 'value' || (rule.kind === 'percent' && rule.maxAmount !== undefined);
  return {
    name: name.trim(),
    rule,
    mostEach: each,
    forGuests: guests,
    ...(hasMoney && { currency }),
    ...(lowers && sessions && { sessions }),
    ...(isShared ? { code: code.trim(), ...(redeemed !== undefined && { mostRedeemed: redeemed }) } : { count: count ?? 1 }),
    ...(from !== '' && { validFrom: new Date(from).toISOString() }),
    ...(until !== '' && { validUntil: new Date(until).toISOString() }),
  };
}

function ruleOf({ kind, amount, percent, most, kWh }: VoucherFields): VoucherCampaign['rule'] | null {
  switch (kind) {
    case 'amount':
    case 'value': {
      const given = positive(amount);
      return given === null ? null : { kind, amount: given };
    }
    case 'percent': {
      const off = positive(percent);
      const limit = most.trim() === '' ? undefined : positive(most);
      return off === null || limit === null ? null : { kind, percent: off, ...(limit !== undefined && { maxAmount: limit }) };
    }
    case 'energy': {
      const energyWh = toThousandths(kWh);
      return energyWh === null || !Number.isInteger(energyWh) || energyWh === 0 ? null : { kind, energyWh };
    }
  }
}

function positive(typed: string): string | null {
  const text = decimalOf(typed);
  return text !== null && millionths(text) > 0n ? text : null;
}

/** A whole number from 1 on; null: it is none. */
export function wholeOf(typed: string): number | null {
  return /^[1-9]\d{0,6}$/.test(typed.trim()) ? Number(typed) : null;
}
