import type { DayOfWeek, Dimension, Restrictions } from '@stationmaster/domain';
import type { Tariff } from '../../api.ts';
import { dayAfter, fromThousandths, localMoment, minutesText, perMinute, shown } from './typed.ts';

export type TariffBody = Omit<Tariff, 'id' | 'version' | 'versionId' | 'archived' | 'usedBy' | 'createdAt' | 'updatedAt'>;
export type Element = TariffBody['elements'][number];
export type Component = Element['priceComponents'][number];

/** Everything is as typed, so that a half-written number is not lost; empty: not given. `key` only tells rows apart. */
export interface Range {
  from: string;
  until: string;
}
export interface WhenFields {
  time?: Range;
  days?: DayOfWeek[];
  /** Both inclusive, as people say it. */
  dates?: Range;
  holidays?: NonNullable<Restrictions['holidays']>;
  /** kWh */
  energy?: Range;
  /** kW */
  power?: Range;
  current?: Range;
  /** Minutes, like the next two. */
  duration?: Range;
  charging?: Range;
  idle?: Range;
  occupancy?: Range;
  connectors?: string[];
  powerTypes?: string[];
  groups?: string[];
  paymentKinds?: string[];
  paymentBrands?: string[];
  reservation?: NonNullable<Restrictions['reservation']>;
}
export type Condition = keyof WhenFields;
export interface RateFields {
  key: number;
  name: string;
  percent: string;
  stack: string;
}
/** `several`: named taxes, perhaps on one another. */
export interface TaxFields {
  kind: 'one' | 'several';
  percent: string;
  rates: RateFields[];
}
export interface StepFields {
  key: number;
  kind: 'add' | 'percent' | 'atLeast' | 'atMost';
  name: string;
  value: string;
}
export interface RecipeFields {
  series: string;
  lock: 'start' | 'market';
  steps: StepFields[];
}
export interface PriceFields {
  key: number;
  type: Dimension;
  price: string;
  per: 'hour' | 'minute';
  /** kWh or minutes; empty: exact. */
  step: string;
  /** Minutes. */
  grace: string;
  cap: string;
  /** null: that of the tariff. */
  tax: TaxFields | null;
  recipe: RecipeFields | null;
}
export interface RuleFields {
  key: number;
  prices: PriceFields[];
  when: WhenFields;
}
export interface LimitFields {
  beforeTaxes: string;
  afterTaxes: string;
}
export interface Fields {
  name: string;
  currency: string;
  taxIncluded: boolean;
  tax: TaxFields;
  rules: RuleFields[];
  min: LimitFields;
  max: LimitFields;
  validFrom: string;
  validUntil: string;
  purpose: NonNullable<TariffBody['purpose']> | '';
  texts: { key: number; language: string; text: string }[];
  url: string;
}

let keys = 0;
export const newKey = (): number => ++keys;
export const noTax: TaxFields = { kind: 'one', percent: '', rates: [] };
export const noLimit: LimitFields = { beforeTaxes: '', afterTaxes: '' };
export const emptyPrice = (type: Dimension): PriceFields => ({
  key: newKey(),
  type,
  price: '',
  per: type === 'IDLE_TIME' || type === 'PARKING_TIME' ? 'minute' : 'hour',
  step: '',
  grace: '',
  cap: '',
  tax: null,
  recipe: null,
});
export const isTime = (type: Dimension): boolean => type !== 'ENERGY' && type !== 'FLAT';
/** The ranges of the model: their two ends, and how a number is typed. */
export const ranges = {
  energy: ['minEnergyWh', 'maxEnergyWh', 'thousandths'],
  power: ['minPowerW', 'maxPowerW', 'thousandths'],
  current: ['minCurrentA', 'maxCurrentA', 'plain'],
  duration: ['minDuration', 'maxDuration', 'seconds'],
  charging: ['minChargingTime', 'maxChargingTime', 'seconds'],
  idle: ['minIdleTime', 'maxIdleTime', 'seconds'],
  occupancy: ['minOccupancy', 'maxOccupancy', 'plain'],
} as const;
export type RangeName = keyof typeof ranges;
export const rangeNames = Object.keys(ranges) as RangeName[];
export const listNames = {
  connectors: 'connectors',
  powerTypes: 'powerTypes',
  groups: 'driverGroups',
  paymentKinds: 'paymentKinds',
  paymentBrands: 'paymentBrands',
} as const;
export type ListName = keyof typeof listNames;

/** A tariff as the fields of its editor. `separator`: of decimals, in the viewer's language. */
export function fieldsOf(tariff: TariffBody, separator: string): Fields {
  const tax = commonTax(tariff, separator);
  const same = JSON.stringify(taxText(tax));
  return {
    name: tariff.name,
    currency: tariff.currency,
    taxIncluded: tariff.taxIncluded,
    tax,
    rules: tariff.elements.map((element) => ({
      key: newKey(),
      prices: element.priceComponents.map((component) => {
        const own = taxOf(component, separator);
        return { ...priceFields(component, separator), tax: JSON.stringify(taxText(own)) === same ? null : own };
      }),
      when: whenOf(element.restrictions ?? {}, separator),
    })),
    min: limitOf(tariff.minPrice, separator),
    max: limitOf(tariff.maxPrice, separator),
    validFrom: localMoment(tariff.validFrom),
    validUntil: localMoment(tariff.validUntil),
    purpose: tariff.purpose ?? '',
    texts: (tariff.texts ?? []).map((text) => ({ key: newKey(), ...text })),
    url: tariff.url ?? '',
  };
}

function priceFields(component: Component, separator: string): Omit<PriceFields, 'tax'> {
  const { type, price, stepSize, graceSeconds, maxAmount, recipe } = component;
  const minute = type === 'PARKING_TIME' || type === 'IDLE_TIME' ? perMinute(price) : null;
  const step = type === 'ENERGY' ? fromThousandths(stepSize, separator) : minutesText(stepSize);
  return {
    key: newKey(),
    type,
    price: shown(minute ?? price, separator),
    per: minute === null ? 'hour' : 'minute',
    step: stepSize === 1 ? '' : step,
    grace: minutesText(graceSeconds),
    cap: shown(maxAmount, separator),
    recipe: recipe === undefined ? null : recipeFields(recipe, separator),
  };
}

function recipeFields({ series, lock, steps }: NonNullable<Component['recipe']>, separator: string): RecipeFields {
  return {
    series,
    lock,
    steps: steps.map((step) => ({
      key: newKey(),
      kind: step.kind,
      name: 'name' in step ? step.name : '',
      value: shown(step.kind === 'percent' ? step.percent : step.price, separator),
    })),
  };
}

export function taxOf({ vat, taxes }: Pick<Component, 'vat' | 'taxes'>, separator: string): TaxFields {
  if (taxes === undefined || taxes.length === 0) return { kind: 'one', percent: shown(vat, separator), rates: [] };
  const rates = taxes.map(({ name, percent, stack }) => ({
    key: newKey(),
    name,
    percent: shown(percent, separator),
    stack: shown(stack, '.'),
  }));
  return { kind: 'several', percent: '', rates };
}

/** Without the keys of its rows. */
const taxText = ({ kind, percent, rates }: TaxFields) => [kind, percent, rates.map(({ key: _, ...rate }) => rate)];

/** The tax that most prices bear. */
function commonTax({ elements }: TariffBody, separator: string): TaxFields {
  const all = elements.flatMap(({ priceComponents }) => priceComponents.map((component) => taxOf(component, separator)));
  const counts = new Map<string, { tax: TaxFields; times: number }>();
  for (const tax of all) {
    const text = JSON.stringify(taxText(tax));
    counts.set(text, { tax, times: (counts.get(text)?.times ?? 0) + 1 });
  }
  return [...counts.values()].reduce((best, next) => (next.times > best.times ? next : best), { tax: noTax, times: 0 }).tax;
}

function whenOf(restrictions: NonNullable<Element['restrictions']>, separator: string): WhenFields {
  const { startTime, endTime, startDate, endDate, dayOfWeek, holidays, reservation } = restrictions;
  const when: WhenFields = {};
  if (startTime !== undefined || endTime !== undefined) when.time = { from: startTime ?? '', until: endTime ?? '' };
  if (dayOfWeek !== undefined) when.days = [...dayOfWeek];
  if (startDate !== undefined || endDate !== undefined)
    when.dates = { from: startDate ?? '', until: endDate === undefined ? '' : dayAfter(endDate, -1) };
  if (holidays !== undefined) when.holidays = holidays;
  for (const name of rangeNames) {
    const [min, max, unit] = ranges[name];
    const text = (value: number | undefined): string =>
      unit === 'seconds' ? minutesText(value) : unit === 'thousandths' ? fromThousandths(value, separator) : shown(value, separator);
    if (restrictions[min] !== undefined || restrictions[max] !== undefined)
      when[name] = { from: text(restrictions[min]), until: text(restrictions[max]) };
  }
  for (const [name, key] of Object.entries(listNames) as [ListName, (typeof listNames)[ListName]][]) {
    const list = restrictions[key];
    if (list !== undefined) when[name] = [...list];
  }
  if (reservation !== undefined) when.reservation = reservation;
  return when;
}

function limitOf(limit: TariffBody['minPrice'], separator: string): LimitFields {
  return { beforeTaxes: shown(limit?.beforeTaxes, separator), afterTaxes: shown(limit?.afterTaxes, separator) };
}
