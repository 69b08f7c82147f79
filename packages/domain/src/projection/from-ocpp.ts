import { Decimal } from '../decimal.ts';
import { parseMoment } from '../moment.ts';
import {
  type Dimension,
  daysOfWeek,
  type FullComponent,
  type FullElement,
  type FullTariff,
  type PriceLimit,
  type Restrictions,
  type TaxRate,
} from '../tariff/full-tariff.ts';
import { type Loss, type Projected, toNumber } from './loss.ts';
import { growingKeys, powerTypesOf, wallKeys } from './ocpp-conditions.ts';
import type { OcppConditions, OcppFixedConditions, OcppLimit, OcppPrices, OcppTariff } from './ocpp-types.ts';

/** The digits our prices have. */
const digits = 6;
type AnyConditions = OcppConditions & OcppFixedConditions;
interface AnyPrice {
  price: number;
  conditions?: AnyConditions | undefined;
}

/** An OCPP 2.1 tariff, as a station reports it (GetTariffs names them, AuthorizeResponse carries them), in our model. */
export function fromOcppTariff(tariff: OcppTariff, { id, version }: Pick<FullTariff, 'id' | 'version'>): Projected<FullTariff> {
  const losses: Loss[] = [];
  const timed = ({ priceMinute, conditions }: { priceMinute: number; conditions?: OcppConditions }): AnyPrice => ({
    price: priceMinute,
    conditions,
  });
  const lists: [keyof OcppTariff, Dimension, AnyPrice[], OcppPrices<unknown> | undefined, Restrictions?][] = [
    ['energy', 'ENERGY', tariff.energy?.prices.map(({ priceKwh, conditions }) => ({ price: priceKwh, conditions })) ?? [], tariff.energy],
    ['chargingTime', 'CHARGING_TIME', tariff.chargingTime?.prices.map(timed) ?? [], tariff.chargingTime],
    ['idleTime', 'PARKING_TIME', tariff.idleTime?.prices.map(timed) ?? [], tariff.idleTime],
    [
      'fixedFee',
      'FLAT',
      tariff.fixedFee?.prices.map(({ priceFixed, conditions }) => ({ price: priceFixed, conditions })) ?? [],
      tariff.fixedFee,
    ],
    ['reservationTime', 'TIME', tariff.reservationTime?.prices.map(timed) ?? [], tariff.reservationTime, { reservation: 'RESERVATION' }],
    [
      'reservationFixed',
      'FLAT',
      tariff.reservationFixed?.prices.map(({ priceFixed, conditions }) => ({ price: priceFixed, conditions })) ?? [],
      tariff.reservationFixed,
      { reservation: 'RESERVATION' },
    ],
  ];
  const elements = lists.flatMap(([name, type, prices, list, more]) =>
    prices.map((each, index) => toElement(each, { type, taxRates: list?.taxRates, more, path: `${name}.prices.${index}` }, losses)),
  );
  const validFrom = tariff.validFrom === undefined ? null : parseMoment(tariff.validFrom);
  const texts = tariff.description?.map(({ language = 'en', content }) => ({ language, text: content }));
  const value: FullTariff = {
    ...{ id, version, name: tariff.tariffId, currency: tariff.currency, taxIncluded: false, elements },
    ...(validFrom !== null && { validFrom }),
    ...(texts && { texts }),
    ...(tariff.minCost && { minPrice: toLimit(tariff.minCost) }),
    ...(tariff.maxCost && { maxPrice: toLimit(tariff.maxCost) }),
  };
  return { value, losses };
}

interface Place {
  type: Dimension;
  taxRates: OcppPrices<unknown>['taxRates'];
  more: Restrictions | undefined;
  path: string;
}

function toElement({ price, conditions }: AnyPrice, { type, taxRates, more, path }: Place, losses: Loss[]): FullElement {
  const perUnit = type === 'ENERGY' || type === 'FLAT' ? new Decimal(price) : new Decimal(price).times(60);
  const told = toNumber(perUnit, digits, () => losses.push({ path, kind: 'changed', message: `rounded to ${digits} digits` }));
  const taxes = taxRates?.map(
    ({ type: name, tax, stack }): TaxRate => ({ name, percent: new Decimal(tax).toFixed(), ...(stack !== undefined && { stack }) }),
  );
  const component: FullComponent = { type, price: new Decimal(told).toFixed(), stepSize: 1, ...(taxes && { taxes }) };
  const restrictions = { ...toRestrictions(conditions ?? {}), ...more };
  return { priceComponents: [component], ...(Object.keys(restrictions).length > 0 && { restrictions }) };
}

function toRestrictions(conditions: AnyConditions): Restrictions {
  const { dayOfWeek, evseKind, paymentBrand, paymentRecognition } = conditions;
  const same = Object.entries({ ...wallKeys, ...growingKeys }).flatMap(([key, name]) => {
    const value = conditions[name];
    return value === undefined ? [] : [[key, value]];
  });
  return {
    ...Object.fromEntries(same),
    ...(dayOfWeek && { dayOfWeek: daysOfWeek.filter((day) => dayOfWeek.some((name) => name.toUpperCase() === day)) }),
    ...(evseKind && { powerTypes: powerTypesOf[evseKind] }),
    ...(paymentRecognition !== undefined && { paymentKinds: [paymentRecognition] }),
    ...(paymentBrand !== undefined && { paymentBrands: [paymentBrand] }),
  };
}

function toLimit({ exclTax, inclTax }: OcppLimit): PriceLimit {
  return {
    ...(exclTax !== undefined && { beforeTaxes: new Decimal(exclTax).toFixed() }),
    ...(inclTax !== undefined && { afterTaxes: new Decimal(inclTax).toFixed() }),
  };
}
