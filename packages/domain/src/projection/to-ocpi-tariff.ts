import { Decimal } from '../decimal.ts';
import type { Instant } from '../reading.ts';
import type { FullComponent, FullTariff, PriceLimit, Restrictions } from '../tariff/full-tariff.ts';
import { type Audience, type FlatElement, flattened, type Placed } from './flatten.ts';
import { type Loss, type Projected, toNumber } from './loss.ts';
import { netPrice, taxFactor } from './net-price.ts';
import type { OcpiElement, OcpiPriceComponent, OcpiRestrictions, OcpiTariff221, OcpiTariff230 } from './ocpi-types.ts';

/** Who publishes a tariff, under which id, and when it was last changed. */
export interface OcpiOwner {
  country_code: string;
  party_id: string;
  id: string;
  updatedAt: Instant;
}
/** OCPI types, `number`. */
const digits = 4;
/** What OCPI has no restriction for; an element with one of these is not told. */
const untold = [
  ['holidays', 'holidays'],
  ['minChargingTime', 'time charged'],
  ['maxChargingTime', 'time charged'],
  ['minIdleTime', 'time without charging'],
  ['maxIdleTime', 'time without charging'],
  ['connectors', 'the connector'],
  ['powerTypes', 'the kind of power'],
  ['driverGroups', 'the driver’s group'],
  ['paymentKinds', 'the payment'],
  ['paymentBrands', 'the payment'],
  ['minOccupancy', 'occupancy'],
  ['maxOccupancy', 'occupancy'],
] as const satisfies readonly (readonly [keyof Restrictions, string])[];
const typeOf = {
  ENERGY: 'ENERGY',
  FLAT: 'FLAT',
  TIME: 'TIME',
  CHARGING_TIME: 'TIME',
  PARKING_TIME: 'PARKING_TIME',
  IDLE_TIME: 'PARKING_TIME',
} as const;

/** A tariff for OCPI 2.3.0. */
export function toOcpi230Tariff(tariff: FullTariff, owner: OcpiOwner, audience: Audience = {}): Projected<OcpiTariff230> {
  const losses: Loss[] = [];
  const elements = toElements({ tariff, audience, pricesHoldTax: tariff.taxIncluded }, losses);
  const bearsTax = elements.some(({ price_components }) => price_components.some(({ vat }) => vat !== undefined));
  const limits = limitsOf(
    tariff,
    ({ before, after }) => ({ before_taxes: before, ...(after !== undefined && { after_taxes: after }) }),
    losses,
  );
  const taxIncluded = tariff.taxIncluded ? 'YES' : bearsTax ? 'NO' : 'N/A';
  return { value: { ...common(tariff, owner), ...limits, elements, tax_included: taxIncluded }, losses };
}

/** A tariff for OCPI 2.2.1, where prices are before tax: those that hold it are divided. */
export function toOcpi221Tariff(tariff: FullTariff, owner: OcpiOwner, audience: Audience = {}): Projected<OcpiTariff221> {
  const losses: Loss[] = [];
  const elements = toElements({ tariff, audience, pricesHoldTax: false }, losses);
  const limits = limitsOf(tariff, ({ before, after }) => ({ excl_vat: before, ...(after !== undefined && { incl_vat: after }) }), losses);
  return { value: { ...common(tariff, owner), ...limits, elements }, losses };
}

function common(tariff: FullTariff, { updatedAt, ...owner }: OcpiOwner): Omit<OcpiTariff221, 'elements' | 'min_price' | 'max_price'> {
  const { currency, purpose, texts, url, validFrom, validUntil } = tariff;
  return {
    ...owner,
    currency,
    ...(purpose && { type: purpose }),
    ...(texts && { tariff_alt_text: texts.map(({ language, text }) => ({ language, text })) }),
    ...(url !== undefined && { tariff_alt_url: url }),
    ...(validFrom !== undefined && { start_date_time: new Date(validFrom).toISOString() }),
    ...(validUntil !== undefined && { end_date_time: new Date(validUntil).toISOString() }),
    last_updated: new Date(updatedAt).toISOString(),
  };
}

interface Telling {
  tariff: FullTariff;
  audience: Audience;
  pricesHoldTax: boolean;
}

function toElements(telling: Telling, losses: Loss[]): OcpiElement[] {
  const { tariff, audience } = telling;
  const elements = flattened(tariff, audience, losses).flatMap((element) => {
    if (!canTell(element, losses)) return [];
    const restrictions = toRestrictions(element.restrictions);
    const price_components = element.components.map((placed) => toComponent(placed, telling, losses));
    return [{ price_components, ...(Object.keys(restrictions).length > 0 && { restrictions }) }];
  });
  if (elements.length > 0) return elements;
  losses.push({ path: 'elements', kind: 'changed', message: 'nothing of this tariff can be told' });
  return [{ price_components: [{ type: 'FLAT', price: 0, step_size: 1 }] }];
}

function canTell({ restrictions, path }: FlatElement, losses: Loss[]): boolean {
  const reason = untold.find(([key]) => restrictions[key] !== undefined);
  if (reason === undefined) return true;
  const [key, word] = reason;
  losses.push({
    path: `${path}.restrictions.${key}`,
    kind: 'changed',
    message: `OCPI has no restriction by ${word}; the element is left out`,
  });
  return false;
}

function toComponent({ component, path }: Placed, { tariff, pricesHoldTax }: Telling, losses: Loss[]): OcpiPriceComponent {
  const lose = (key: string, message: string): void => {
    losses.push({ path: `${path}.${key}`, kind: 'changed', message });
  };
  if (component.graceSeconds !== undefined) lose('graceSeconds', 'OCPI has no grace');
  if (component.maxAmount !== undefined) lose('maxAmount', 'OCPI has no cap for one component');
  if (component.recipe !== undefined) lose('recipe', 'the price follows a market; told is the one without it');
  const vat = vatOf(component, path, losses);
  const price = netPrice(component, tariff.taxIncluded && !pricesHoldTax);
  return {
    type: typeOf[component.type],
    price: toNumber(price, digits, () => lose('price', `rounded to ${digits} digits`)),
    ...(vat !== undefined && { vat }),
    step_size: component.stepSize,
  };
}

/** One percentage; several taxes are told as the one that comes to the same. */
function vatOf({ vat, taxes }: FullComponent, path: string, losses: Loss[]): number | undefined {
  const lost = (): void => {
    losses.push({ path: `${path}.vat`, kind: 'changed', message: `rounded to ${digits} digits` });
  };
  if (taxes === undefined || taxes.length === 0) return vat === undefined ? undefined : toNumber(vat, digits, lost);
  losses.push({ path: `${path}.taxes`, kind: 'dropped', message: 'OCPI tariffs know one tax: told is what they come to' });
  return toNumber(taxFactor({ taxes }).minus(1).times(100), digits, lost);
}

function limitsOf<Price>(
  tariff: FullTariff,
  toPrice: (limit: { before: number; after: number | undefined }) => Price,
  losses: Loss[],
): { min_price?: Price; max_price?: Price } {
  const made = (limit: PriceLimit, path: string, harmless: string | undefined): Price => {
    const number = (text: string, key: string): number =>
      toNumber(text, digits, () => losses.push({ path: `${path}.${key}`, kind: 'changed', message: `rounded to ${digits} digits` }));
    const { beforeTaxes = harmless ?? '0', afterTaxes } = limit;
    return toPrice({
      before: number(beforeTaxes, 'beforeTaxes'),
      after: afterTaxes === undefined ? undefined : number(afterTaxes, 'afterTaxes'),
    });
  };
  const { minPrice, maxPrice } = tariff;
  return {
    // OCPI wants the one before taxes too: nothing is a minimum, and the maximum after taxes a maximum, that changes nothing.
    ...(minPrice && { min_price: made(minPrice, 'minPrice', '0') }),
    ...(maxPrice && { max_price: made(maxPrice, 'maxPrice', maxPrice.afterTaxes) }),
  };
}

function toRestrictions(r: Restrictions): OcpiRestrictions {
  const kilo = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : new Decimal(value).div(1000).toNumber();
  const all: { [K in keyof OcpiRestrictions]: OcpiRestrictions[K] | undefined } = {
    start_time: r.startTime,
    end_time: r.endTime,
    start_date: r.startDate,
    end_date: r.endDate,
    min_kwh: kilo(r.minEnergyWh),
    max_kwh: kilo(r.maxEnergyWh),
    min_current: r.minCurrentA,
    max_current: r.maxCurrentA,
    min_power: kilo(r.minPowerW),
    max_power: kilo(r.maxPowerW),
    min_duration: r.minDuration,
    max_duration: r.maxDuration,
    day_of_week: r.dayOfWeek === undefined ? undefined : [...r.dayOfWeek],
    reservation: r.reservation,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
