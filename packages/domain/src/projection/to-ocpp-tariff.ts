import { Decimal } from '../decimal.ts';
import type { FullComponent, FullTariff, PriceLimit } from '../tariff/full-tariff.ts';
import { type Audience, type FlatElement, flattened, type Placed } from './flatten.ts';
import { type Loss, type Projected, toNumber } from './loss.ts';
import { netPrice, taxesOf } from './net-price.ts';
import { conditionsOf, fixedConditionsOf } from './ocpp-conditions.ts';
import type { OcppEnergyPrice, OcppFixedPrice, OcppLimit, OcppPrices, OcppTariff, OcppTimePrice } from './ocpp-types.ts';

/** OCPP has no number of digits; more than these no display shows and no cent feels. */
const digits = 8;
/** OCPP 2.1 TariffType.tariffId. */
const longestId = 60;

interface Told extends Placed {
  element: FlatElement;
}

/**
 * A tariff for a station that reckons costs itself (OCPP 2.1 I07-I11). The station asks its conditions in its own local time.
 * Each of its prices is looked up on its own, so the elements come apart.
 */
export function toOcppTariff(tariff: FullTariff, tariffId: string, audience: Audience = {}): Projected<OcppTariff> {
  const losses: Loss[] = [];
  const all = flattened(tariff, audience, losses).flatMap((element) => element.components.map((placed): Told => ({ ...placed, element })));
  const of = (...types: FullComponent['type'][]): Told[] =>
    all.filter(({ component, element }) => types.includes(component.type) && element.restrictions.reservation === undefined);
  const reserved = (type: FullComponent['type']): Told[] => {
    const own = all.filter(({ component, element }) => component.type === type && element.restrictions.reservation !== undefined);
    for (const { path, element } of own)
      if (element.restrictions.reservation === 'RESERVATION_EXPIRES')
        losses.push({ path, kind: 'changed', message: 'OCPP has no price for a reservation that expires' });
    return own.filter(({ element }) => element.restrictions.reservation === 'RESERVATION');
  };
  const { taxIncluded } = tariff;
  const fixedFee = pricesOf(of('FLAT'), (told) => fixedPrices(told, taxIncluded, losses), losses);
  if (fixedFee?.prices.every(({ conditions }) => conditions !== undefined))
    losses.push({
      path: of('FLAT')[0]?.path ?? '',
      kind: 'changed',
      message: 'OCPP decides on a fee when the transaction starts, and only then',
    });
  const value: OcppTariff = {
    tariffId: tariffId.slice(0, longestId),
    currency: tariff.currency,
    ...(tariff.texts && { description: tariff.texts.map(({ language, text }) => ({ format: 'UTF8' as const, language, content: text })) }),
    ...(tariff.validFrom !== undefined && { validFrom: new Date(tariff.validFrom).toISOString() }),
    ...named(
      'energy',
      pricesOf(of('ENERGY'), (told) => energyPrices(told, taxIncluded, losses), losses),
    ),
    ...named(
      'chargingTime',
      pricesOf(of('CHARGING_TIME'), (told) => timePrices(told, taxIncluded, losses), losses),
    ),
    ...named(
      'idleTime',
      pricesOf(of('PARKING_TIME'), (told) => timePrices(told, taxIncluded, losses), losses),
    ),
    ...named('fixedFee', fixedFee),
    ...named(
      'reservationTime',
      pricesOf(reserved('TIME'), (told) => timePrices(told, taxIncluded, losses), losses),
    ),
    ...named(
      'reservationFixed',
      pricesOf(reserved('FLAT'), (told) => fixedPrices(told, taxIncluded, losses), losses),
    ),
    ...named('minCost', limitOf(tariff.minPrice)),
    ...named('maxCost', limitOf(tariff.maxPrice)),
  };
  const { energy, chargingTime, idleTime, reservationTime, reservationFixed } = value;
  if (!(energy ?? chargingTime ?? idleTime ?? fixedFee ?? reservationTime ?? reservationFixed))
    losses.push({ path: 'elements', kind: 'changed', message: 'no price of this tariff can be told' });
  if (tariffId.length > longestId) losses.push({ path: 'id', kind: 'dropped', message: `only ${longestId} characters are told` });
  if (tariff.url !== undefined) losses.push({ path: 'url', kind: 'dropped', message: 'OCPP tariffs have no link' });
  if (tariff.purpose !== undefined) losses.push({ path: 'purpose', kind: 'dropped', message: 'OCPP tariffs have no type' });
  if (tariff.validUntil !== undefined)
    losses.push({ path: 'validUntil', kind: 'changed', message: 'OCPP tariffs hold until they are cleared' });
  return { value, losses };
}

function named<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: T });
}

/** A list has one set of taxes: that of its first price. */
function pricesOf<Price>(all: readonly Told[], toPrices: (told: Told) => Price[], losses: Loss[]): OcppPrices<Price> | undefined {
  const made = all.map((told) => ({ told, prices: toPrices(told) })).filter(({ prices }) => prices.length > 0);
  const [first, ...others] = made;
  if (first === undefined) return undefined;
  const taxes = taxesOf(first.told.component);
  for (const { told } of others)
    if (JSON.stringify(taxesOf(told.component)) !== JSON.stringify(taxes))
      losses.push({ path: `${told.path}.vat`, kind: 'changed', message: 'OCPP has one set of taxes for all prices of a kind' });
  const taxRates = taxes.map(({ name, percent, stack }) => ({ type: name, tax: Number(percent), ...(stack !== undefined && { stack }) }));
  return { prices: made.flatMap(({ prices }) => prices), ...(taxRates.length > 0 && { taxRates }) };
}

function energyPrices(told: Told, taxIncluded: boolean, losses: Loss[]): OcppEnergyPrice[] {
  const conditions = conditionsOf(told, losses);
  if (conditions === null) return [];
  const priceKwh = priceOf(told, { taxIncluded, parts: 1 }, losses);
  return conditions.map((each) => ({ priceKwh, ...given(each) }));
}

function timePrices(told: Told, taxIncluded: boolean, losses: Loss[]): OcppTimePrice[] {
  const conditions = conditionsOf(told, losses);
  if (conditions === null) return [];
  const priceMinute = priceOf(told, { taxIncluded, parts: 60 }, losses);
  return conditions.map((each) => ({ priceMinute, ...given(each) }));
}

function fixedPrices(told: Told, taxIncluded: boolean, losses: Loss[]): OcppFixedPrice[] {
  const conditions = fixedConditionsOf(told, losses);
  if (conditions === null) return [];
  const priceFixed = priceOf(told, { taxIncluded, parts: 1 }, losses);
  return conditions.map((each) => ({ priceFixed, ...given(each) }));
}

function given<T extends object>(conditions: T): { conditions?: T } {
  return Object.keys(conditions).length > 0 ? { conditions } : {};
}

function priceOf({ component, path }: Told, { taxIncluded, parts }: { taxIncluded: boolean; parts: number }, losses: Loss[]): number {
  const lose = (key: string, message: string): void => {
    losses.push({ path: `${path}.${key}`, kind: 'changed', message });
  };
  if (component.stepSize > 1 && component.type !== 'FLAT') lose('stepSize', 'OCPP has no steps');
  if (component.maxAmount !== undefined) lose('maxAmount', 'OCPP has no cap for one price');
  if (component.recipe !== undefined) lose('recipe', 'the price follows a market; told is the one without it');
  return toNumber(netPrice(component, taxIncluded).div(parts), digits, () => lose('price', `rounded to ${digits} digits`));
}

function limitOf(limit: PriceLimit | undefined): OcppLimit | undefined {
  if (limit === undefined) return undefined;
  const { beforeTaxes, afterTaxes } = limit;
  return {
    ...(beforeTaxes !== undefined && { exclTax: new Decimal(beforeTaxes).toNumber() }),
    ...(afterTaxes !== undefined && { inclTax: new Decimal(afterTaxes).toNumber() }),
  };
}
