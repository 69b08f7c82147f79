import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

/** Who pays with a card; null: a card that is nobody's, or none. */
export async function selectDriverId(db: Kysely<Tables>, tokenId: number | null): Promise<number | null> {
  if (tokenId === null) return null;
  const { rows } = await sql<{ id: number | null }>`select driver_id::float8 as id from token where id = ${tokenId}`.execute(db);
  return rows[0]?.id ?? null;
}

/** The groups a driver is in now; nobody is in none. */
export async function selectGroupIds(db: Kysely<Tables>, driverId: number | null): Promise<number[]> {
  if (driverId === null) return [];
  const { rows } = await sql<{
    id: number;
  }>`select group_id::float8 as id from driver_group_member where driver_id = ${driverId} order by 1`.execute(db);
  return rows.map(({ id }) => id);
}
