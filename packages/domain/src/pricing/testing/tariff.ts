import type { FullComponent, FullElement, FullTariff, Restrictions } from '../../tariff/full-tariff.ts';

type Price = Partial<FullComponent> & Pick<FullComponent, 'type' | 'price'>;

export function element(prices: readonly Price[], restrictions?: Restrictions): FullElement {
  return { priceComponents: prices.map((price) => ({ stepSize: 1, ...price })), ...(restrictions && { restrictions }) };
}

/** Prices before tax in euros, no tax. */
export function tariff(elements: readonly FullElement[], rest: Partial<FullTariff> = {}): FullTariff {
  return { id: 1, version: 1, name: 'test', currency: 'EUR', taxIncluded: false, elements, ...rest };
}
