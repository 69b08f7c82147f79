import type { FullTariff } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

/** A version of a tariff, which never changes. */
export type FrozenTariff = FullTariff & { versionId: number };

const memories = new WeakMap<Kysely<Tables>, Map<number, FrozenTariff>>();

/** Thousands of sessions have the same version: they share one object, whose numbers are read once. */
export function frozen(db: Kysely<Tables>, versionId: number, definition: FullTariff): FrozenTariff {
  const known = memories.get(db) ?? new Map<number, FrozenTariff>();
  memories.set(db, known);
  const same = known.get(versionId);
  if (same !== undefined) return same;
  const made = { ...definition, versionId };
  known.set(versionId, made);
  return made;
}
