import { divideHalfUp, millionths } from '../money.ts';
import type { Instant } from '../reading.ts';
import type { PriceRecipe } from '../tariff/full-tariff.ts';
import type { PriceSeries, PriceSlot } from './use.ts';

/** 100 % in millionths of a percent. */
const whole = 100_000_000n;

type Step = { kind: 'add' | 'atLeast' | 'atMost'; price: bigint } | { kind: 'percent'; rate: bigint };
/** A recipe with its numbers read. */
export interface Recipe {
  series: string;
  lock: PriceRecipe['lock'];
  steps: readonly Step[];
  /** Prices already made, by slot: a series is a value, like a tariff. */
  made: WeakMap<PriceSlot, bigint>;
}

export function toRecipe({ series, lock, steps }: PriceRecipe): Recipe {
  return {
    series,
    lock,
    steps: steps.map((step) =>
      step.kind === 'percent' ? { kind: step.kind, rate: millionths(step.percent) } : { kind: step.kind, price: millionths(step.price) },
    ),
    made: new WeakMap(),
  };
}

/** The price a kWh in millionths made from a slot's market price; rounded once, at the end, half up. */
export function priceOf(recipe: Recipe, slot: PriceSlot): bigint {
  const known = recipe.made.get(slot);
  if (known !== undefined) return known;
  let value = millionths(slot.price);
  let scale = 1n;
  for (const step of recipe.steps) {
    if (step.kind === 'percent') {
      value *= whole + step.rate;
      scale *= whole;
    } else if (step.kind === 'add') value += step.price * scale;
    else if (step.kind === 'atLeast') value = value < step.price * scale ? step.price * scale : value;
    else value = value > step.price * scale ? step.price * scale : value;
  }
  const price = divideHalfUp(value, scale);
  recipe.made.set(slot, price);
  return price;
}

/** The slot that covers a moment, null where the series has none. */
export function slotAt(series: PriceSeries, at: Instant): PriceSlot | null {
  const slot = series.slots[firstAfter(series, at)];
  return slot !== undefined && slot.from <= at ? slot : null;
}

/** Every moment between the two at which a slot begins or ends. */
export function slotCuts(series: PriceSeries, from: Instant, until: Instant): Instant[] {
  const cuts: Instant[] = [];
  for (let index = firstAfter(series, from); index < series.slots.length; index++) {
    const slot = series.slots[index];
    if (slot === undefined || slot.from >= until) break;
    if (slot.from > from) cuts.push(slot.from);
    if (slot.until < until) cuts.push(slot.until);
  }
  return cuts;
}

/** Index of the first slot that ends after a moment. */
function firstAfter({ slots }: PriceSeries, at: Instant): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle]?.until ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
