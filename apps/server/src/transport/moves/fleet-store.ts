import type { bulkFilter } from '@stationmaster/contract';
import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../../db/tables.gen.ts';
import type { MoveOptions, MoveStatus } from './store.ts';

type Db = Kysely<Tables>;
export interface Fleet {
  id: number;
  to_profile: number;
  filter: z.output<typeof bulkFilter>;
  at_once: number;
  requested_by: string;
  requested_at: Date;
  cancelled_at: Date | null;
  by_status: Partial<Record<MoveStatus, number>>;
}
const fleets = sql`select f.id::float8 as id, f.to_profile, f.filter, f.at_once, f.requested_by, f.requested_at, f.cancelled_at,
  coalesce((select jsonb_object_agg(n.status, n.count) from (select status, count(*) from transport_move where fleet_id = f.id group by status) n), '{}') as by_status
  from transport_fleet_move f`;

export async function selectFleets(db: Db, { before, limit }: { before: number | null; limit: number }): Promise<Fleet[]> {
  return (await sql<Fleet>`${fleets} where ${before}::bigint is null or f.id < ${before} order by f.id desc limit ${limit}`.execute(db))
    .rows;
}
export async function findFleet(db: Db, id: number): Promise<Fleet | undefined> {
  return (await sql<Fleet>`${fleets} where f.id = ${id}`.execute(db)).rows[0];
}
export async function insertFleet(
  db: Db,
  fleet: { tenantId: number; toProfile: number; filter: object; atOnce: number; requestedBy: string; at: number },
): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into transport_fleet_move (tenant_id, to_profile, filter, at_once, requested_by, requested_at)
    values (${fleet.tenantId}, ${fleet.toProfile}, ${JSON.stringify(fleet.filter)}::jsonb, ${fleet.atOnce}, ${fleet.requestedBy}, ${new Date(fleet.at)}) returning id::float8 as id`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('insert returned no row');
  return row.id;
}
export async function markFleetCancelled(db: Db, id: number, at: number): Promise<void> {
  await sql`update transport_fleet_move set cancelled_at = ${new Date(at)} where id = ${id} and cancelled_at is null`.execute(db);
}
export interface Made {
  stationId: number;
  identity: string;
  fromProfile: number;
  options: MoveOptions;
}
/** Stations of it that have made it, by the profile they came from. */
export async function selectMade(db: Db, fleetId: number): Promise<Made[]> {
  const { rows } = await sql<Made>`select m.station_id::float8 as "stationId", s.identity, m.from_profile as "fromProfile", m.options
    from transport_move m join station s on s.id = m.station_id where m.fleet_id = ${fleetId} and m.status = 'done' order by m.id`.execute(
    db,
  );
  return rows;
}
/** Of it that are under way, and could have been changed. */
export async function selectRunning(db: Db, fleetId: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select id::float8 as id from transport_move where fleet_id = ${fleetId} and status = 'running' and ended_at is null`.execute(db);
  return rows.map(({ id }) => id);
}
