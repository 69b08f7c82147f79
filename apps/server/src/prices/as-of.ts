import type { FullTariff } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { type Market, marketFrom } from './market.ts';
import { selectSlots } from './store.ts';

export interface Span {
  tariff: FullTariff;
  from: number;
  until: number;
  /** As the market was known then; null: as it is known now. */
  asOf: number | null;
}

/** The series that a tariff names, over the time of a session. */
export async function marketAsOf(db: Kysely<Tables>, tenantId: number, { tariff, from, until, asOf }: Span): Promise<Market> {
  const names = seriesOf(tariff);
  if (names.length === 0) return { series: {}, asOf: asOf ?? 0 };
  return marketFrom(await selectSlots(db, { tenantId, names, from, until: until + 1, asOf }), asOf ?? 0);
}

function seriesOf({ elements }: FullTariff): string[] {
  const named = elements.flatMap(({ priceComponents }) =>
    priceComponents.flatMap(({ recipe }) => (recipe === undefined ? [] : [recipe.series])),
  );
  return [...new Set(named)];
}
