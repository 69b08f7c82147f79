import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { usableTariff } from './store.ts';

/** The currency of a tariff that a site or station is about to be given; it cannot be archived before this transaction ends. Throws `notFound`. */
export async function currencyOfTariff(db: Transaction<Tables>, tariffId: number): Promise<string> {
  const { currency } = await usableTariff(db, tariffId);
  return currency;
}
