import { costOf, type SessionPeriod } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { marketFrom } from './market.ts';
import { type RateView, rateAt } from './rate-store.ts';
import { selectSlots } from './store.ts';

export interface Supplied {
  tenantId: number;
  siteId: number | null;
  currency: string;
  zone: string;
  startedAt: number;
  until: number;
  course: readonly SessionPeriod[];
}
export interface Supply {
  /** Before tax; null: no rate is known for the place. */
  cost: string | null;
  co2Grams: number | null;
}

/** What the energy of a session cost the operator and what it emitted, quarter by quarter, by the rate that held at its start. */
export async function supplyOf(db: Kysely<Tables>, session: Supplied): Promise<Supply> {
  const { tenantId, siteId, currency, startedAt, until, course, zone } = session;
  const rate = await rateAt(db, { tenantId, siteId, currency, at: startedAt });
  if (rate === null) return { cost: null, co2Grams: null };
  const names = [rate.recipe?.series, rate.co2Series].filter((name) => name != null);
  const slots = names.length === 0 ? [] : await selectSlots(db, { tenantId, names, from: startedAt, until: until + 1, asOf: null });
  const { series } = marketFrom(slots, 0);
  const by = (tariff: Parameters<typeof costOf>[0]['tariff']): ReturnType<typeof costOf> =>
    costOf({ periods: course, tariff, around: { zone, series } });
  const co2 = co2Tariff(rate);
  // The lines are exact; the sum of grams needs no rounding to a coin.
  const grams = co2 === null ? null : by(co2).lines.reduce((sum, { amount }) => sum + Number(amount), 0);
  return { cost: by(energyTariff(rate)).net, co2Grams: grams === null ? null : Math.round(grams * 10) / 10 };
}

const nameless = { id: 0, version: 0, name: '', taxIncluded: false };

function energyTariff({ currency, price, recipe }: RateView): Parameters<typeof costOf>[0]['tariff'] {
  const made = recipe === null ? {} : { recipe: { ...recipe, lock: 'market' as const } };
  return { ...nameless, currency, elements: [{ priceComponents: [{ type: 'ENERGY', price, stepSize: 1, ...made }] }] };
}

/** Grams a kWh are reckoned as a price is: slot by slot. */
function co2Tariff({ currency, co2Series, co2Grams }: RateView): Parameters<typeof costOf>[0]['tariff'] | null {
  if (co2Series === null && co2Grams === null) return null;
  const made = co2Series === null ? {} : { recipe: { series: co2Series, lock: 'market' as const, steps: [] } };
  return {
    ...nameless,
    currency,
    elements: [{ priceComponents: [{ type: 'ENERGY', price: String(co2Grams ?? 0), stepSize: 1, ...made }] }],
  };
}
