import { millionths } from '../money.ts';
import { groupOf, type TaxGroup } from '../price/taxes.ts';
import type { Dimension, FullComponent, FullTariff } from '../tariff/full-tariff.ts';
import { type Check, type Conditions, counterOf, counters, minutesOf, toConditions } from './conditions.ts';
import { type Recipe, toRecipe } from './recipe.ts';

/**
 * Lanes: what can be priced at one moment, each by at most one component. The last two are TIME and FLAT of a reservation.
 */
export const lanes = ['ENERGY', 'TIME', 'CHARGING_TIME', 'PARKING_TIME', 'IDLE_TIME', 'FLAT', 'RESERVED_TIME', 'RESERVED_FLAT'] as const;
export const laneOf = Object.fromEntries(lanes.map((lane, index) => [lane, index])) as Record<(typeof lanes)[number], number>;

/** One price component with its numbers read. */
export interface Rate {
  /** Counted through the tariff. */
  id: number;
  lane: number;
  /** Where it stands in the tariff. */
  element: number;
  component: number;
  type: Dimension;
  /** Millionths. */
  price: bigint;
  text: string;
  stepSize: number;
  /** Millionths; null: no cap. */
  cap: bigint | null;
  /** Index in `groups`. */
  group: number;
  recipe: Recipe | null;
  checks: readonly Check[];
}

export interface Compiled {
  tariff: FullTariff;
  elements: readonly Conditions[];
  /** Candidates by lane, in the order they are asked. */
  rates: readonly (readonly Rate[])[];
  /** The candidates of the two reservation lanes when nobody came: those for expired reservations first. */
  expired: readonly (readonly Rate[])[];
  rateCount: number;
  groups: readonly TaxGroup[];
  /** Minutes of the day at which an element may begin or end to hold; empty: no element looks at the clock. */
  minutes: readonly number[];
  /** By counter: the values at which an element may begin or end to hold, ascending. */
  thresholds: readonly (readonly number[])[];
  /** Series whose slots change prices in the course of a session. */
  followed: readonly string[];
  /** Nothing but energy, time and start at fixed prices: what a session costs follows from its start, end and energy alone. */
  isPlain: boolean;
}

const cache = new WeakMap<FullTariff, Compiled>();

/** The tariff with its numbers read, once per tariff object: a tariff is a value, whoever changes one makes a new object. */
export function compiled(tariff: FullTariff): Compiled {
  const known = cache.get(tariff);
  if (known) return known;
  const made = compile(tariff);
  cache.set(tariff, made);
  return made;
}

function compile(tariff: FullTariff): Compiled {
  const groups: TaxGroup[] = [];
  const elements = tariff.elements.map(toConditions);
  let id = 0;
  const all = tariff.elements.flatMap(({ priceComponents, restrictions }, element) =>
    priceComponents.map((component, index): Rate => {
      const group = groupOf(groups, component.taxes ?? (component.vat === undefined ? [] : [{ name: 'VAT', percent: component.vat }]));
      const lane = laneFor(component.type, restrictions?.reservation !== undefined);
      return { ...toRate(component), id: id++, lane, element, component: index, group, checks: checksOf(component, elements[element]) };
    }),
  );
  const isExpiry = (rate: Rate): boolean => tariff.elements[rate.element]?.restrictions?.reservation === 'RESERVATION_EXPIRES';
  const rates = lanes.map((_, lane) => all.filter((rate) => rate.lane === lane && !isExpiry(rate)));
  const expired = lanes.map((_, lane) => {
    const both = all.filter((rate) => rate.lane === lane);
    return [...both.filter(isExpiry), ...both.filter((rate) => !isExpiry(rate))];
  });
  const checks = all.flatMap((rate) => rate.checks);
  return {
    tariff,
    elements,
    rates,
    expired,
    rateCount: id,
    groups,
    minutes: ascending(elements.flatMap(({ wall }) => (wall === null ? [] : minutesOf(wall)))),
    thresholds: counters.map((_, counter) =>
      ascending(checks.flatMap((check) => (check.counter === counter ? [check.min, check.max] : []))),
    ),
    followed: [...new Set(all.flatMap(({ recipe }) => (recipe?.lock === 'market' ? [recipe.series] : [])))],
    isPlain: tariff.minPrice === undefined && tariff.maxPrice === undefined && all.every((rate) => isPlainRate(rate, tariff)),
  };
}

function isPlainRate({ element, lane, cap, recipe }: Rate, { elements }: FullTariff): boolean {
  const isFree = Object.keys(elements[element]?.restrictions ?? {}).length === 0;
  return isFree && cap === null && recipe === null && (lane === laneOf.ENERGY || lane === laneOf.TIME || lane === laneOf.FLAT);
}

function laneFor(type: Dimension, isReserved: boolean): number {
  if (!isReserved) return laneOf[type];
  return type === 'FLAT' ? laneOf.RESERVED_FLAT : laneOf.RESERVED_TIME;
}

function toRate({
  type,
  price,
  stepSize,
  maxAmount,
  recipe,
}: FullComponent): Pick<Rate, 'type' | 'price' | 'text' | 'stepSize' | 'cap' | 'recipe'> {
  return {
    type,
    price: millionths(price),
    text: price,
    stepSize,
    cap: maxAmount === undefined ? null : millionths(maxAmount),
    recipe: recipe === undefined ? null : toRecipe(recipe),
  };
}

/** The element's own checks, and the component's grace. */
function checksOf({ type, graceSeconds }: FullComponent, conditions: Conditions | undefined): Check[] {
  const own = conditions?.checks ?? [];
  if (graceSeconds === undefined) return [...own];
  const counter = type === 'IDLE_TIME' ? counterOf.sinceEnd : counterOf.idle;
  return [...own, { counter, min: graceSeconds * 1000, max: Number.POSITIVE_INFINITY }];
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b);
}
