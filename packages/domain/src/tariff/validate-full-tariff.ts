import { millionths } from '../money.ts';
import { componentFaults, currencyFaults, percentFaults, priceFaults, repeatFaults, type TariffFault } from '../price/validate-tariff.ts';
import { dimensions, type FullComponent, type FullElement, type FullTariff, type PriceLimit, type PriceRecipe } from './full-tariff.ts';
import { restrictionFaults } from './validate-restrictions.ts';

/** OCPP 2.1 TariffEnergyType.taxRates. */
const mostTaxes = 5;
const mostStacks = 9;
/** OCPP 2.1 TaxRateType.type. */
const longestTaxName = 20;

/** Every fault of a tariff; empty: `costOf` never throws with it. */
export function validateFullTariff(
  tariff: Pick<FullTariff, 'currency' | 'elements' | 'minPrice' | 'maxPrice' | 'validFrom' | 'validUntil'>,
): TariffFault[] {
  const { validFrom, validUntil } = tariff;
  const faults = [...currencyFaults(tariff), ...tariff.elements.flatMap((element, index) => elementFaults(element, `elements.${index}`))];
  faults.push(...limitFaults(tariff));
  if (validFrom !== undefined && validUntil !== undefined && validFrom >= validUntil)
    faults.push({ path: 'validUntil', message: 'must be later than validFrom' });
  return faults;
}

function elementFaults({ priceComponents, restrictions = {} }: FullElement, path: string): TariffFault[] {
  const isReservation = restrictions.reservation !== undefined;
  const faults = priceComponents.flatMap((component, index) => {
    const place = `${path}.priceComponents.${index}`;
    const known = [...repeatFaults(priceComponents, index, place), ...componentFaults(component, place), ...ownFaults(component, place)];
    const fits = !isReservation || component.type === 'TIME' || component.type === 'FLAT';
    return fits ? known : [...known, { path: `${place}.type`, message: 'a reservation is priced by TIME and FLAT only' }];
  });
  return [...faults, ...restrictionFaults(restrictions, `${path}.restrictions`)];
}

function ownFaults(component: FullComponent, path: string): TariffFault[] {
  const { type, graceSeconds, maxAmount, recipe } = component;
  const faults: TariffFault[] = [];
  if (!dimensions.includes(type)) faults.push({ path: `${path}.type`, message: `must be one of ${dimensions.join(', ')}` });
  if (graceSeconds !== undefined) {
    if (type !== 'PARKING_TIME' && type !== 'IDLE_TIME')
      faults.push({ path: `${path}.graceSeconds`, message: 'belongs to PARKING_TIME and IDLE_TIME' });
    if (!Number.isInteger(graceSeconds) || graceSeconds < 0)
      faults.push({ path: `${path}.graceSeconds`, message: 'must be a whole number of seconds, 0 or more' });
  }
  if (maxAmount !== undefined) faults.push(...amountFaults(maxAmount, `${path}.maxAmount`));
  if (recipe !== undefined && type !== 'ENERGY') faults.push({ path: `${path}.recipe`, message: 'belongs to ENERGY' });
  return [...faults, ...taxFaults(component, path), ...(recipe === undefined ? [] : recipeFaults(recipe, `${path}.recipe`))];
}

function taxFaults({ vat, taxes = [] }: FullComponent, path: string): TariffFault[] {
  const faults: TariffFault[] = [];
  if (vat !== undefined && taxes.length > 0) faults.push({ path: `${path}.taxes`, message: 'either vat or taxes' });
  if (taxes.length > mostTaxes) faults.push({ path: `${path}.taxes`, message: `at most ${mostTaxes}` });
  taxes.forEach(({ name, percent, stack = 0 }, index) => {
    const place = `${path}.taxes.${index}`;
    faults.push(...percentFaults(percent, `${place}.percent`));
    if (name.trim() === '' || name.length > longestTaxName)
      faults.push({ path: `${place}.name`, message: `must have 1 to ${longestTaxName} characters` });
    if (!Number.isInteger(stack) || stack < 0 || stack > mostStacks)
      faults.push({ path: `${place}.stack`, message: `must be a whole number from 0 to ${mostStacks}` });
  });
  return faults;
}

function recipeFaults({ series, steps }: PriceRecipe, path: string): TariffFault[] {
  const faults = steps.flatMap((step, index) => {
    const place = `${path}.steps.${index}`;
    if (step.kind !== 'percent') return priceFaults(step.price, `${place}.price`);
    return percentFaults(step.percent.replace(/^-/, ''), `${place}.percent`);
  });
  return series.trim() === '' ? [{ path: `${path}.series`, message: 'must name a series' }, ...faults] : faults;
}

function limitFaults({ minPrice, maxPrice }: Pick<FullTariff, 'minPrice' | 'maxPrice'>): TariffFault[] {
  const faults: TariffFault[] = [];
  for (const [path, limit] of Object.entries({ minPrice, maxPrice })) if (limit !== undefined) faults.push(...oneLimitFaults(limit, path));
  if (faults.length > 0) return faults;
  for (const key of ['beforeTaxes', 'afterTaxes'] as const) {
    const [least, most] = [minPrice?.[key], maxPrice?.[key]];
    if (least !== undefined && most !== undefined && millionths(least) > millionths(most))
      faults.push({ path: `minPrice.${key}`, message: 'must not be above maxPrice' });
  }
  return faults;
}

function oneLimitFaults(limit: PriceLimit, path: string): TariffFault[] {
  const { beforeTaxes, afterTaxes } = limit;
  if (beforeTaxes === undefined && afterTaxes === undefined) return [{ path, message: 'needs beforeTaxes, afterTaxes or both' }];
  return Object.entries({ beforeTaxes, afterTaxes }).flatMap(([key, text]) =>
    text === undefined ? [] : amountFaults(text, `${path}.${key}`),
  );
}

function amountFaults(amount: string, path: string): TariffFault[] {
  const faults = priceFaults(amount, path);
  return faults.length === 0 && millionths(amount) < 0n ? [{ path, message: 'must not be negative' }] : faults;
}
