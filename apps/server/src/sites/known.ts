import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { selectPresentSites } from './store.ts';

/** Failure notFound, of the first that is not there. */
export async function mustBeSites(db: Transaction<Tables>, ids: readonly number[]): Promise<void> {
  const present = ids.length === 0 ? new Set<number>() : await selectPresentSites(db, ids);
  const missing = ids.find((id) => !present.has(id));
  if (missing !== undefined) throw fail('notFound', { what: 'site', id: missing });
}
