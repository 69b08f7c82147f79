import { Decimal } from '../decimal.ts';
import { groupOf, type TaxGroup } from '../price/taxes.ts';
import type { FullComponent, TaxRate } from '../tariff/full-tariff.ts';

type Exact = InstanceType<typeof Decimal>;

/** The taxes of a component, the one called VAT too. */
export function taxesOf({ vat, taxes }: Pick<FullComponent, 'vat' | 'taxes'>): readonly TaxRate[] {
  return taxes ?? (vat === undefined ? [] : [{ name: 'VAT', percent: vat }]);
}

/** gross = net × factor, to 60 digits. */
export function taxFactor(component: Pick<FullComponent, 'vat' | 'taxes'>): Exact {
  const groups: TaxGroup[] = [];
  groupOf(groups, taxesOf(component));
  return new Decimal(String(groups[0]?.over ?? 1)).div(String(groups[0]?.under ?? 1));
}

/** A price before tax, not rounded. */
export function netPrice(component: FullComponent, taxIncluded: boolean): Exact {
  const price = new Decimal(component.price);
  return taxIncluded ? price.div(taxFactor(component)) : price;
}
