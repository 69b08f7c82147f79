import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { findRowId } from './views-store.ts';

/** The row id of an identity. Failure notFound. */
export async function stationRowId(db: Kysely<Tables>, identity: string): Promise<number> {
  const id = await findRowId(db, identity);
  if (id === undefined) throw fail('notFound', { what: 'station', id: identity });
  return id;
}
