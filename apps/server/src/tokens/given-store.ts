import { sql, type Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

export interface GivenToken {
  id: number;
  canonical: string;
}
export interface NewOwner {
  value: string;
  canonical: string;
  type: string;
  driverId: number;
  vehicleId: number | null;
}

/** Cards of these canonical forms that a driver other than the wanted one has already. */
export async function selectTaken(db: Transaction<Tables>, wanted: readonly NewOwner[]): Promise<string[]> {
  const { rows } = await sql<{
    canonical: string;
  }>`select t.canonical from unnest(${wanted.map(({ canonical }) => canonical)}::text[], ${wanted.map(({ driverId }) => driverId)}::bigint[]) as v (canonical, driver_id)
    join token t on t.canonical = v.canonical where t.driver_id is not null and t.driver_id <> v.driver_id`.execute(db);
  return rows.map(({ canonical }) => canonical);
}

/** Makes the cards that are not there and gives all of them to their drivers. Only those that are new or change hands come back. */
export async function upsertOwners(db: Transaction<Tables>, tenantId: number, wanted: readonly NewOwner[]): Promise<GivenToken[]> {
  const { rows } = await sql<GivenToken>`insert into token as t (tenant_id, value, canonical, type, driver_id, vehicle_id)
    select ${tenantId}::int, * from unnest(${wanted.map(({ value }) => value)}::text[], ${wanted.map(({ canonical }) => canonical)}::text[],
      ${wanted.map(({ type }) => type)}::text[], ${wanted.map(({ driverId }) => driverId)}::bigint[], ${wanted.map(({ vehicleId }) => vehicleId)}::bigint[])
    on conflict (tenant_id, canonical) do update set driver_id = excluded.driver_id, vehicle_id = coalesce(excluded.vehicle_id, t.vehicle_id), updated_at = now()
      where t.driver_id is null or t.vehicle_id is distinct from coalesce(excluded.vehicle_id, t.vehicle_id)
    returning id::float8 as id, canonical`.execute(db);
  return rows;
}

export async function selectOfDriver(db: Transaction<Tables>, driverId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id::float8 as id from token where driver_id = ${driverId}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The card of a vehicle; undefined: it has none. */
export async function selectOfVehicle(db: Transaction<Tables>, vehicleId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id::float8 as id from token where vehicle_id = ${vehicleId}`.execute(db);
  return rows[0]?.id;
}

export async function deleteOfVehicle(db: Transaction<Tables>, vehicleId: number): Promise<void> {
  await sql`delete from token where vehicle_id = ${vehicleId}`.execute(db);
}

/**
 * Takes the cards of a driver away, and their numbers out of what is kept of taps, sessions and reservations. Frames stay as they came
 * until their time is over.
 */
export async function deleteOfDriver(db: Transaction<Tables>, driverId: number): Promise<void> {
  await sql`with own as (select id from token where driver_id = ${driverId}),
    taps as (update tap set id_token = '' where token_id in (select id from own)),
    kept as (update reservation set id_token = '' where token_id in (select id from own))
    update session set id_token = null, id_token_type = null, stop_id_token = null where driver_id = ${driverId} or token_id in (select id from own)`.execute(
    db,
  );
  await sql`delete from token where driver_id = ${driverId}`.execute(db);
}
