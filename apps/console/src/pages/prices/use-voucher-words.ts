import { useTranslation } from 'react-i18next';
import type { Voucher, VoucherCampaign } from '../../api.ts';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { figure } from '../tariff/say-when.ts';

type Worth = Pick<VoucherCampaign, 'rule' | 'currency' | 'sessions'>;

/** What vouchers are worth and what is left of them, in words. */
export function useVoucherWords(): { worth: (campaign: Worth) => string; left: (voucher: Voucher) => string } {
  const { t } = useTranslation('vouchers');
  const locale = useLocale();
  const amountOf = (amount: string, currency: string | null) => money(amount, currency ?? 'EUR', locale);
  const number = (text: string | number) => figure(Number(text), locale);
  return {
    worth: ({ rule, currency, sessions }) => {
      const count = sessions ?? 1;
      switch (rule.kind) {
        case 'amount':
          return t('vouchers:say.amount', { amount: amountOf(rule.amount, currency), count });
        case 'percent': {
          const off = t('vouchers:say.percent', { percent: number(rule.percent), count });
          return rule.maxAmount === undefined ? off : `${off}, ${t('vouchers:say.atMost', { amount: amountOf(rule.maxAmount, currency) })}`;
        }
        case 'energy':
          return t('vouchers:say.energy', { kWh: number(rule.energyWh / 1000) });
        case 'value':
          return t('vouchers:say.value', { amount: amountOf(rule.amount, currency) });
      }
    },
    left: ({ rule, currency, left }) => {
      if (rule.kind === 'value') return amountOf(left, currency);
      if (rule.kind === 'energy') return t('vouchers:left.kWh', { kWh: number(Number(left) / 1000) });
      return t('vouchers:left.sessions', { count: Number(left) });
    },
  };
}
