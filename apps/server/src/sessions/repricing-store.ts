import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

export interface Due {
  sessionId: number;
  stationId: number;
  askedAt: Date;
}

/** Oldest first. */
export async function selectRepricings(db: Kysely<Tables>, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`select session_id::float8 as "sessionId", station_id::float8 as "stationId", asked_at as "askedAt"
    from repricing order by asked_at limit ${limit}`.execute(db);
  return rows;
}

export async function deleteRepricings(db: Kysely<Tables>, due: readonly Due[]): Promise<void> {
  if (due.length === 0) return;
  await sql`delete from repricing where session_id = any(${due.map(({ sessionId }) => sessionId)}::bigint[])`.execute(db);
}
