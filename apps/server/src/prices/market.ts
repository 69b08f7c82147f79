import type { PriceSeries } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { type KnownSlot, selectSlots } from './store.ts';

/** The series of one tenant as they are known now, by name. One object a tenant, shared by all its stations and brought up to date in place. */
export interface Market {
  series: Readonly<Record<string, PriceSeries>>;
  /** The newest thing known: with it the same prices can be found again, whatever is published later. Epoch ms. */
  asOf: number;
}

/** As far back as a session may have begun, and as far ahead as any market publishes. */
const backMs = 9 * 86_400_000;
const aheadMs = 8 * 86_400_000;
const markets = new WeakMap<Kysely<Tables>, Map<number, Promise<Market>>>();

/** In memory, read once: a price while charging costs no query. */
export function marketOf(db: Kysely<Tables>, tenantId: number, now: number): Promise<Market> {
  const known = markets.get(db) ?? new Map<number, Promise<Market>>();
  markets.set(db, known);
  const same = known.get(tenantId);
  if (same !== undefined) return same;
  const market = read(db, tenantId, now);
  known.set(tenantId, market);
  market.catch(() => known.delete(tenantId));
  return market;
}

/** Reads it again: new slots were stored, or time has passed. Whoever holds the market sees it. */
export async function refreshMarket(db: Kysely<Tables>, tenantId: number, now: number): Promise<void> {
  const known = markets.get(db)?.get(tenantId);
  if (known === undefined) return;
  const [market, fresh] = await Promise.all([known, read(db, tenantId, now)]);
  // A reading that was overtaken by a newer one must not undo it.
  if (fresh.asOf >= market.asOf) Object.assign(market, fresh);
}

async function read(db: Kysely<Tables>, tenantId: number, now: number): Promise<Market> {
  return marketFrom(await selectSlots(db, { tenantId, names: null, from: now - backMs, until: now + aheadMs, asOf: null }), 0);
}

export function marketFrom(slots: readonly KnownSlot[], asOf: number): Market {
  const series: Record<string, PriceSeries> = {};
  for (const [name, own] of Map.groupBy(slots, (slot) => slot.name))
    series[name] = { slots: own.map(({ from, until, price }) => ({ from, until, price })) };
  return { series, asOf: slots.reduce((newest, { knownAt }) => Math.max(newest, knownAt), asOf) };
}
