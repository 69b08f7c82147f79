import { shortText } from '../money.ts';
import type { Instant, Watt, Wh } from '../reading.ts';
import type { Dimension, FullTariff } from '../tariff/full-tariff.ts';
import type { DecimalText } from '../tariff.ts';
import { type Compiled, compiled, laneOf } from './compile.ts';
import { absoluteCuts } from './cuts.ts';
import { measure, type Segment } from './measure.ts';
import { slotCuts } from './recipe.ts';
import type { PriceSlot, SessionPeriod, Surroundings } from './use.ts';

/** How far an imagined session has come when its price is asked for. */
export interface Standing {
  energyWh: Wh;
  chargingSeconds: number;
  /** After the charge. Above 0: asked for is the time after the charge. */
  idleSeconds: number;
  /** While charging; after the charge nothing flows. */
  powerW: Watt;
}
/** What one dimension costs, and by which rule. */
export interface PriceInForce {
  type: Dimension;
  element: number;
  component: number;
  /** Of a kWh, an hour, or once; of a market price what it makes of the slot. */
  price: DecimalText;
  market: PriceSlot | null;
}
/** A time in which no price changes for a session that stands so. */
export interface PriceStretch {
  from: Instant;
  until: Instant;
  prices: readonly PriceInForce[];
}

/**
 * The prices in force from one moment until another, for a session that stands at each of them as `standing` says. What holds is
 * not looked up here: the engine measures such a session at the beginning of every stretch. Throws RangeError for an unknown zone.
 */
export function pricesInForce(
  tariff: FullTariff,
  around: Surroundings,
  { from, until, standing }: { from: Instant; until: Instant; standing: Standing },
): PriceStretch[] {
  const known = compiled(tariff);
  const begins = [
    ...new Set([from, ...absoluteCuts(known, around, { from, until, begins: [] }), ...marketCuts(known, around, [from, until])]),
  ];
  begins.sort((a, b) => a - b);
  const stretches: PriceStretch[] = [];
  begins.forEach((at, index) => {
    const segment = measure(periodsUntil(at, standing), known, around).segments.find((one) => one.from <= at && at < one.until);
    const prices = segment === undefined ? [] : pricesOf(segment, at);
    const before = stretches.at(-1);
    const end = begins[index + 1] ?? until;
    if (before !== undefined && isSame(before.prices, prices)) before.until = end;
    else stretches.push({ from: at, until: end, prices });
  });
  return stretches;
}

/** Where a session that starts is locked to another slot; a price that follows the market changes there anyway. */
function marketCuts({ rates }: Compiled, { series }: Surroundings, [from, until]: readonly [Instant, Instant]): Instant[] {
  const named = new Set(rates.flat().flatMap(({ recipe }) => (recipe === null ? [] : [recipe.series])));
  return [...named].flatMap((name) => {
    const known = series?.[name];
    return known === undefined ? [] : slotCuts(known, from, until);
  });
}

const second = 1000;

/** A session that stands so at a moment, and goes on for a second. */
function periodsUntil(at: Instant, { energyWh, chargingSeconds, idleSeconds, powerW }: Standing): SessionPeriod[] {
  const isIdle = idleSeconds > 0;
  // Time after the charge needs a charge before it.
  const charged = Math.max(chargingSeconds, isIdle || energyWh > 0 ? 1 : 0) * second;
  const plugged = at - idleSeconds * second;
  const periods: SessionPeriod[] = [];
  if (charged > 0) periods.push({ start: plugged - charged, end: plugged, state: 'charging', energyWh });
  if (isIdle) return [...periods, { start: plugged, end: at + second, state: 'idle', energyWh: 0 }];
  return [...periods, { start: at, end: at + second, state: 'charging', energyWh: powerW / 3600, powerW }];
}

function pricesOf({ shares }: Segment, at: Instant): PriceInForce[] {
  return shares.flatMap((share, lane) => {
    if (share === undefined || lane >= laneOf.RESERVED_TIME) return [];
    const { type, element, component, recipe, text } = share.rate;
    const span = share.spans.find((one) => one.from <= at && at < one.until) ?? share.spans.at(-1);
    return [{ type, element, component, price: recipe === null ? text : shortText(share.price, 6), market: span?.market ?? null }];
  });
}

function isSame(one: readonly PriceInForce[], other: readonly PriceInForce[]): boolean {
  return (
    one.length === other.length &&
    one.every((price, index) => {
      const twin = other[index];
      return (
        twin !== undefined &&
        price.element === twin.element &&
        price.component === twin.component &&
        price.price === twin.price &&
        price.type === twin.type
      );
    })
  );
}
