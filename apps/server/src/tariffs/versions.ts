import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { selectVersion, type TariffVersion } from './version-store.ts';

/** A version as the API shows it, without how often it was used; null: no such version. */
export async function versionView(db: Kysely<Tables>, versionId: number): Promise<Omit<TariffVersion, 'sessions'> | null> {
  return (await selectVersion(db, versionId))?.view ?? null;
}
