import type { PriceFacts, PriceSlot, Restrictions } from '@stationmaster/domain';
import { slotAt } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Market } from '../prices/market.ts';
import type { Payer, Place } from './book.ts';
import { selectHolidays, selectOccupancy, selectPlug, selectReservedFrom } from './facts-store.ts';
import type { FrozenTariff } from './frozen.ts';

export interface Start extends Place {
  zone: string;
  market: Market | undefined;
  connectorId: number | null;
  tokenId: number | null;
  /** The reservation that the station names; its time is paid for also where it is over by our clock. */
  reservationId?: number | null;
  /** When the session starts. */
  at: number;
  payer: Payer;
  paymentKind: string;
}

type Asked = ReadonlySet<keyof Restrictions>;
const asks = new WeakMap<FrozenTariff, Asked>();

/** What a tariff asks about besides the session's own course. A query for each kind of thing it asks for, none for what it does not. */
export async function factsFor(db: Kysely<Tables>, tariff: FrozenTariff, start: Start): Promise<PriceFacts> {
  const asked = askedBy(tariff);
  const has = (...keys: (keyof Restrictions)[]): boolean => keys.some((key) => asked.has(key));
  const { siteId, at, zone, payer, paymentKind } = start;
  const [holidays, occupancy, plug, reservedFrom] = await Promise.all([
    has('holidays') ? selectHolidays(db, start) : null,
    has('minOccupancy', 'maxOccupancy') && siteId !== null ? selectOccupancy(db, siteId) : null,
    has('connectors', 'powerTypes') ? selectPlug(db, start) : null,
    has('reservation') && start.tokenId !== null ? selectReservedFrom(db, { ...start, tokenId: start.tokenId }) : null,
  ]);
  const locked = lockedSlots(tariff, start.market, at);
  return {
    zone,
    paymentKind,
    ...(has('driverGroups') ? { driverGroups: payer.groupIds.map(String) } : {}),
    ...(holidays === null ? {} : { holidays }),
    ...(occupancy === null ? {} : { occupancy }),
    ...plug,
    ...(reservedFrom === null ? {} : { reservedFrom }),
    ...(locked === null ? {} : { locked }),
  };
}

function askedBy(tariff: FrozenTariff): Asked {
  const known = asks.get(tariff);
  if (known !== undefined) return known;
  const made = new Set(tariff.elements.flatMap(({ restrictions }) => Object.keys(restrictions ?? {}) as (keyof Restrictions)[]));
  asks.set(tariff, made);
  return made;
}

/** The slots at whose prices the session is locked; null: none. */
function lockedSlots(tariff: FrozenTariff, market: Market | undefined, at: number): Record<string, PriceSlot | null> | null {
  const locked: Record<string, PriceSlot | null> = {};
  for (const { priceComponents } of tariff.elements)
    for (const { recipe } of priceComponents) {
      if (recipe?.lock !== 'start') continue;
      const series = market?.series[recipe.series];
      locked[recipe.series] = series === undefined ? null : slotAt(series, at);
    }
  return Object.keys(locked).length === 0 ? null : locked;
}
