import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

/** The version a station spoke when it was last connected; null before the first time. */
export async function selectProtocol(db: Kysely<Tables>, stationId: number): Promise<string | null> {
  const { rows } = await sql<{ protocol: string | null }>`select protocol from station where id = ${stationId}`.execute(db);
  return rows[0]?.protocol ?? null;
}
