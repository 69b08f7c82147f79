import type { Answer, Routes } from '@stationmaster/contract';
import type { TariffDimension } from '@stationmaster/domain';
import type { Tariff } from '../../api.ts';

export type TariffBody = Pick<Tariff, 'name' | 'currency' | 'taxIncluded' | 'elements'>;
export type Preview = Answer<Routes['previewTariff']>;
export const dimensions = ['ENERGY', 'TIME', 'FLAT'] as const satisfies readonly TariffDimension[];
/** As typed: `0,39` and `0.39` are the same; empty means that this is not charged for. */
export interface Fields {
  name: string;
  currency: string;
  taxIncluded: boolean;
  tax: string;
  prices: Record<TariffDimension, string>;
}
export type Fault = 'badNumber' | 'badTax' | 'badCurrency' | 'nothing';
export type FieldName = TariffDimension | 'tax' | 'currency' | 'prices';

export function fieldsOf(tariff: Tariff | undefined, separator: string, currency: string): Fields {
  const components = tariff?.elements[0]?.priceComponents ?? [];
  const shown = (text: string | undefined) => (text ?? '').replace('.', separator);
  const price = (type: TariffDimension) => shown(components.find((component) => component.type === type)?.price);
  return {
    name: tariff?.name ?? '',
    currency: tariff?.currency ?? currency,
    taxIncluded: tariff?.taxIncluded ?? true,
    tax: shown(components.find((component) => component.vat !== undefined)?.vat),
    prices: { ENERGY: price('ENERGY'), TIME: price('TIME'), FLAT: price('FLAT') },
  };
}

/** Exact decimal text as the API takes it; null: not a number. Accepts comma or point, not both. */
export function decimalOf(typed: string): string | null {
  const text = typed.trim().replace(',', '.');
  return /^\d{1,6}(\.\d{1,6})?$/.test(text) ? text : null;
}

/** What cannot be saved, by field. */
export function faultsOf({ prices, tax, currency }: Fields): Partial<Record<FieldName, Fault>> {
  const faults: Partial<Record<FieldName, Fault>> = {};
  const percent = decimalOf(tax);
  for (const type of dimensions) if (prices[type].trim() !== '' && decimalOf(prices[type]) === null) faults[type] = 'badNumber';
  if (tax.trim() !== '' && (percent === null || Number(percent) > 100)) faults.tax = 'badTax';
  if (!/^[A-Z]{3}$/.test(currency)) faults.currency = 'badCurrency';
  if (dimensions.every((type) => prices[type].trim() === '')) faults.prices = 'nothing';
  return faults;
}

/** What is sent. Billing steps of `before` stay: this form does not show them. Only for fields without faults. */
export function bodyOf(fields: Fields, before?: Tariff): TariffBody {
  const vat = decimalOf(fields.tax);
  const known = before?.elements[0]?.priceComponents ?? [];
  const priceComponents = dimensions.flatMap((type) => {
    const price = decimalOf(fields.prices[type]);
    const stepSize = known.find((component) => component.type === type)?.stepSize ?? 1;
    return price === null ? [] : [{ type, price, stepSize, ...(vat === null || Number(vat) === 0 ? {} : { vat }) }];
  });
  return { name: fields.name.trim(), currency: fields.currency, taxIncluded: fields.taxIncluded, elements: [{ priceComponents }] };
}

/** Parts of one price with different tax rates, as an integrator may have made. */
export function hasMixedTax(tariff: Tariff | undefined): boolean {
  return new Set(tariff?.elements[0]?.priceComponents.map((component) => component.vat ?? '')).size > 1;
}
