import type { vehicle as vehicleSchema } from '@stationmaster/contract';
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import { type GivenColumns, insertGiven, setGiven } from '../db/given.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';

type Db = Transaction<Tables>;
export type Vehicle = z.input<typeof vehicleSchema>;

async function select(db: Db, where: RawBuilder<unknown>): Promise<Vehicle[]> {
  const { rows } =
    await sql<Vehicle>`select v.id::float8 as id, v.driver_id::float8 as "driverId", v.make, v.model, v.plate, v.evcc_id as "evccId", v.battery_wh as "batteryWh",
      exists (select from token where vehicle_id = v.id) as autocharge
    from vehicle v where ${where} order by v.id limit 100`.execute(db);
  return rows;
}

export function selectVehicles(db: Db, driverId: number): Promise<Vehicle[]> {
  return select(db, sql`v.driver_id = ${driverId}`);
}

/** Failure notFound. */
export async function selectVehicle(db: Db, id: number): Promise<Vehicle> {
  const [found] = await select(db, sql`v.id = ${id}`);
  if (found === undefined) throw fail('notFound', { what: 'vehicle', id });
  return found;
}

/** Failure alreadyExists: of the EVCCID. */
export async function insertVehicle(db: Db, columns: GivenColumns): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into vehicle ${insertGiven(columns)} returning id::float8 as id`.execute(db);
  return rows[0]?.id ?? 0;
}

/** Failure alreadyExists. */
export async function updateVehicle(db: Db, id: number, columns: GivenColumns): Promise<void> {
  await sql`update vehicle ${setGiven(columns)} where id = ${id}`.execute(db);
}

/** Its card goes with it. Failure notFound. */
export async function deleteVehicle(db: Db, id: number): Promise<void> {
  const { rows } = await sql`delete from vehicle where id = ${id} returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'vehicle', id });
}
