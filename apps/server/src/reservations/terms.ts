import { type PriceFacts, pricesReservations } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { nobody, type Payer, tariffFor } from '../tariffs/book.ts';
import { factsFor } from '../tariffs/facts.ts';
import type { FrozenTariff } from '../tariffs/frozen.ts';

/** A place kept, or about to be, and for whom. */
export interface Kept {
  tenantId: number;
  siteId: number | null;
  stationId: number;
  /** Of the site. */
  zone: string;
  /** 0: any. */
  evseId: number;
  tokenId: number | null;
  payer: Payer | undefined;
  /** When it is made, epoch ms. */
  at: number;
}
/** What a reservation is priced by, fixed when it is made. */
export interface Terms {
  tariff: FrozenTariff;
  facts: PriceFacts;
}

/** The tariff of a session that started there now, and what it asks about; null: there is none. */
export async function tariffOf(db: Kysely<Tables>, kept: Kept): Promise<FrozenTariff | null> {
  return await tariffFor(db, kept, { payer: kept.payer ?? nobody, at: kept.at });
}

/** null: it has no price for reservations. Only energy follows a market, so that no market is asked. */
export async function termsBy(db: Kysely<Tables>, tariff: FrozenTariff | null, kept: Kept): Promise<Terms | null> {
  if (tariff === null || !pricesReservations(tariff)) return null;
  const paymentKind = kept.tokenId === null ? 'adHoc' : 'contract';
  // Without the card: it asks for other reservations of the same card, which are no business of this one.
  const start = { ...kept, payer: kept.payer ?? nobody, tokenId: null, market: undefined, connectorId: null, paymentKind };
  return { tariff, facts: await factsFor(db, tariff, start) };
}
