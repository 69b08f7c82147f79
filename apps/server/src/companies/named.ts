import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { ensureNamed } from './store.ts';

export interface Payers {
  companyId: number;
  costCentreId: number | null;
}

/** Companies and cost centres ('': none) of a file by their names; those that are not there yet are made. The answer finds the ids of a pair. */
export async function payersNamed(
  db: Transaction<Tables>,
  tenantId: number,
  wanted: readonly { company: string; costCentre: string }[],
): Promise<(company: string, costCentre: string) => Payers | undefined> {
  const found = wanted.length === 0 ? [] : await ensureNamed(db, tenantId, wanted);
  const byName = new Map(found.map(({ company, costCentre, ...ids }) => [JSON.stringify([company, costCentre]), ids]));
  return (company, costCentre) => byName.get(JSON.stringify([company, costCentre]));
}
