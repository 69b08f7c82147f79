import { Decimal, isCurrency } from '../money.ts';
import type { PriceComponent, Tariff } from '../tariff.ts';

/** What is wrong, and where: `path` in the tariff, such as `elements.0.priceComponents.1.price`. */
export interface TariffFault {
  path: string;
  message: string;
}

const decimalPattern = /^-?\d{1,12}(\.\d{1,6})?$/;
/** No price a kWh, an hour or a start is beyond this in any currency, and the total stays within what the database holds. */
const largestPrice = 1_000_000;

/** Every fault of a tariff; empty: `priceSession` never throws with it. */
export function validateTariff(tariff: Pick<Tariff, 'currency' | 'elements'>): TariffFault[] {
  const faults: TariffFault[] = [];
  if (!isCurrency(tariff.currency)) faults.push({ path: 'currency', message: `${tariff.currency} is not an ISO 4217 currency` });
  if (!tariff.elements.some((element) => element.priceComponents.length > 0))
    faults.push({ path: 'elements', message: 'a tariff needs at least one price' });
  tariff.elements.forEach((element, e) => {
    const seen = new Set<string>();
    element.priceComponents.forEach((component, c) => {
      const path = `elements.${e}.priceComponents.${c}`;
      if (seen.has(component.type)) faults.push({ path: `${path}.type`, message: `${component.type} is priced twice` });
      seen.add(component.type);
      faults.push(...componentFaults(component, path));
    });
  });
  return faults;
}

function componentFaults({ price, vat, stepSize }: PriceComponent, path: string): TariffFault[] {
  const faults: TariffFault[] = [];
  if (!decimalPattern.test(price))
    faults.push({ path: `${path}.price`, message: 'must be a decimal number with at most 6 digits after the point' });
  else if (new Decimal(price).abs().greaterThan(largestPrice))
    faults.push({ path: `${path}.price`, message: `must be within ±${largestPrice}` });
  if (vat !== undefined && (!decimalPattern.test(vat) || new Decimal(vat).lessThan(0) || new Decimal(vat).greaterThan(100))) {
    faults.push({ path: `${path}.vat`, message: 'must be a percentage from 0 to 100' });
  }
  if (!Number.isInteger(stepSize) || stepSize < 1 || stepSize > 1_000_000)
    faults.push({ path: `${path}.stepSize`, message: 'must be a whole number from 1 to 1000000' });
  return faults;
}
