import { useTranslation } from 'react-i18next';
import type { Tariff } from '../../api.ts';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';

type Priced = Pick<Tariff, 'currency' | 'taxIncluded' | 'elements'>;

/** "€0.39 per kWh, of which 19 % tax": a price as a person would say it. */
export function usePriceSentence(): (tariff: Priced) => { prices: string[]; tax: string } {
  const { t } = useTranslation('prices');
  const locale = useLocale();
  return ({ currency, taxIncluded, elements }) => {
    const components = elements[0]?.priceComponents ?? [];
    const rates = [...new Set(components.map((component) => component.vat ?? '0'))];
    const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format((rates[0] ?? '0') as `${number}`);
    const prices = components.map((component) =>
      t(`prices:sentence.${component.type}`, { price: money(component.price, currency, locale) }),
    );
    if (rates.every((rate) => Number(rate) === 0)) return { prices, tax: t('prices:sentence.noTax') };
    if (rates.length > 1) return { prices, tax: t(taxIncluded ? 'prices:sentence.withTax' : 'prices:sentence.plusTaxes') };
    return { prices, tax: t(taxIncluded ? 'prices:sentence.ofWhichTax' : 'prices:sentence.plusTax', { percent }) };
  };
}
