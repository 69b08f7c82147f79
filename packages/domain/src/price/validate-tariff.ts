import { isCurrency, millionths } from '../money.ts';
import type { FullComponent } from '../tariff/full-tariff.ts';

/** What is wrong, and where: `path` in the tariff, such as `elements.0.priceComponents.1.price`. */
export interface TariffFault {
  path: string;
  message: string;
}

const decimalPattern = /^-?\d{1,12}(\.\d{1,6})?$/;
/** No price a kWh, an hour or a start is beyond this in any currency, and the total stays within what the database holds. */
const largestPrice = 1_000_000;

/** The currency is known and something is priced. */
export function currencyFaults(tariff: { currency: string; elements: readonly { priceComponents: readonly unknown[] }[] }): TariffFault[] {
  const faults: TariffFault[] = [];
  if (!isCurrency(tariff.currency)) faults.push({ path: 'currency', message: `${tariff.currency} is not an ISO 4217 currency` });
  if (!tariff.elements.some((element) => element.priceComponents.length > 0))
    faults.push({ path: 'elements', message: 'a tariff needs at least one price' });
  return faults;
}

/** Of two prices for one thing in one element the second would never be used. */
export function repeatFaults(components: readonly { type: string }[], index: number, path: string): TariffFault[] {
  const type = components[index]?.type;
  const isRepeated = components.slice(0, index).some((earlier) => earlier.type === type);
  return isRepeated ? [{ path: `${path}.type`, message: `${type} is priced twice` }] : [];
}

/** Price, tax and step of any component. */
export function componentFaults({ price, vat, stepSize }: Pick<FullComponent, 'price' | 'vat' | 'stepSize'>, path: string): TariffFault[] {
  const faults = [...priceFaults(price, `${path}.price`), ...(vat === undefined ? [] : percentFaults(vat, `${path}.vat`))];
  if (!Number.isInteger(stepSize) || stepSize < 1 || stepSize > 1_000_000)
    faults.push({ path: `${path}.stepSize`, message: 'must be a whole number from 1 to 1000000' });
  return faults;
}

export function priceFaults(price: string, path: string): TariffFault[] {
  if (!decimalPattern.test(price)) return [{ path, message: 'must be a decimal number with at most 6 digits after the point' }];
  const value = millionths(price);
  const most = BigInt(largestPrice) * 1_000_000n;
  return value > most || value < -most ? [{ path, message: `must be within ±${largestPrice}` }] : [];
}

/** From 0 to 100. */
export function percentFaults(percent: string, path: string): TariffFault[] {
  const value = decimalPattern.test(percent) ? millionths(percent) : -1n;
  const isPercent = value >= 0n && value <= 100_000_000n;
  return isPercent ? [] : [{ path, message: 'must be a percentage from 0 to 100' }];
}
