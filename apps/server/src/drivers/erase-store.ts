import { sql, type Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Transaction<Tables>;

/** Stations where the driver charges now, and where they have lately: these still hold what they sent in memory. The driver is locked. */
export async function selectRecentStations(db: Db, driverId: number, since: Date): Promise<{ id: number; isActive: boolean }[]> {
  await sql`select from driver where id = ${driverId} for update`.execute(db);
  const { rows } = await sql<{
    id: number;
    isActive: boolean;
  }>`select station_id::float8 as id, bool_or(status = 'active') as "isActive" from session
    where driver_id = ${driverId} and (status = 'active' or started_at > ${since}) group by station_id`.execute(db);
  return rows;
}

/** What says who it was goes; the row stays only for sessions and rates that refer to it. */
export async function deletePerson(db: Db, driverId: number, at: Date): Promise<void> {
  await sql`delete from vehicle where driver_id = ${driverId}`.execute(db);
  await sql`delete from driver_group_member where driver_id = ${driverId}`.execute(db);
  const { rows } = await sql`delete from driver d where id = ${driverId} and not exists (select from session where driver_id = d.id)
    and not exists (select from home_charger where driver_id = d.id) returning id`.execute(db);
  if (rows.length > 0) return;
  await sql`delete from tariff_assignment where target = 'driver' and target_id = ${driverId}`.execute(db);
  await sql`update driver set name = '#' || id, reference = null, email = '', language = '', note = '', blocked = true, company_id = null, cost_centre_id = null, limits = '[]',
    erased_at = ${at}, updated_at = ${at} where id = ${driverId}`.execute(db);
}
