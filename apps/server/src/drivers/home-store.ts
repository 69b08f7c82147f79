import type { homeCharger as homeSchema } from '@stationmaster/contract';
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import { type GivenColumns, insertGiven } from '../db/given.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';

type Db = Transaction<Tables>;
export type HomeCharger = z.input<typeof homeSchema>;

async function select(db: Db, where: RawBuilder<unknown>): Promise<HomeCharger[]> {
  const { rows } =
    await sql<HomeCharger>`select h.id::float8 as id, s.identity as "stationId", h.driver_id::float8 as "driverId", d.name as "driverName",
      trim_scale(h.per_kwh)::text as "perKwh", h.currency, h.counts, h.valid_from::text as "validFrom", h.valid_until::text as "validUntil"
    from home_charger h join station s on s.id = h.station_id join driver d on d.id = h.driver_id where ${where} order by h.valid_from desc, h.id limit 200`.execute(
      db,
    );
  return rows;
}

export function selectHomes(db: Db, driverId: number): Promise<HomeCharger[]> {
  return select(db, sql`h.driver_id = ${driverId}`);
}

/** Failure notFound. */
export async function selectHome(db: Db, id: number): Promise<HomeCharger> {
  const [found] = await select(db, sql`h.id = ${id}`);
  if (found === undefined) throw fail('notFound', { what: 'home charger', id });
  return found;
}

/** The rate that holds without an end ends where the next begins. The station's row is locked: one change at a time. */
export async function endOpen(db: Db, stationId: number, day: string): Promise<void> {
  await sql`select from station where id = ${stationId} for update`.execute(db);
  await sql`update home_charger set valid_until = ${day}::date where station_id = ${stationId} and valid_until is null and valid_from < ${day}::date`.execute(
    db,
  );
}

/** Does another rate of this station hold on one of these days? */
export async function overlaps(
  db: Db,
  { stationId, id, from, until }: { stationId: number; id: number; from: string; until: string | null },
): Promise<boolean> {
  const { rows } = await sql`select from home_charger where station_id = ${stationId} and id <> ${id}
    and daterange(valid_from, valid_until) && daterange(${from}::date, ${until}::date)`.execute(db);
  return rows.length > 0;
}

export async function insertHome(db: Db, columns: GivenColumns): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into home_charger ${insertGiven(columns)} returning id::float8 as id`.execute(db);
  return rows[0]?.id ?? 0;
}

/** Row id of its station; the row is locked. Failure notFound. */
export async function lockHome(db: Db, id: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`select station_id::float8 as id from home_charger where id = ${id} for update`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'home charger', id });
  return rows[0].id;
}

export async function updateEnd(db: Db, id: number, validUntil: string | null): Promise<void> {
  await sql`update home_charger set valid_until = ${validUntil}::date where id = ${id}`.execute(db);
}

export async function deleteHome(db: Db, id: number): Promise<void> {
  const { rows } = await sql`delete from home_charger where id = ${id} returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'home charger', id });
}

export interface ReimbursedRow {
  driverId: number;
  driverName: string;
  driverReference: string | null;
  companyName: string | null;
  stationId: string;
  sessions: number;
  energyWh: number;
  perKwh: string;
  currency: string;
}
/**
 * Ended sessions of a month at home chargers, by the day of the site's clock they began on, summed by rate. Sessions that are not to be
 * billed, or not until somebody has looked at them, do not count.
 */
export async function selectReimbursed(
  db: Db,
  { month, driverId }: { month: string; driverId?: number | undefined },
): Promise<ReimbursedRow[]> {
  const first = `${month}-01`;
  const localDay = sql`(e.started_at at time zone coalesce(site.time_zone, 'UTC'))::date`;
  const { rows } =
    await sql<ReimbursedRow>`select h.driver_id::float8 as "driverId", d.name as "driverName", d.reference as "driverReference", c.name as "companyName",
      s.identity as "stationId", count(*)::int as sessions, sum(e.energy_wh)::float8 as "energyWh", trim_scale(h.per_kwh)::text as "perKwh", h.currency
    from home_charger h join station s on s.id = h.station_id join driver d on d.id = h.driver_id left join company c on c.id = d.company_id left join site on site.id = s.site_id
    join session e on e.station_id = h.station_id and e.started_at >= ${first}::date - 1 and e.started_at < ${first}::date + interval '1 month 2 days'
    left join session_check k on k.session_id = e.id
    where e.status = 'ended' and ${localDay} >= h.valid_from and (h.valid_until is null or ${localDay} < h.valid_until)
      and ${localDay} >= ${first}::date and ${localDay} < ${first}::date + interval '1 month'
      and (h.counts = 'all' or e.driver_id = h.driver_id) and (k.outcome is null or k.outcome = 'bill')
      ${driverId === undefined ? sql`` : sql`and h.driver_id = ${driverId}`}
    group by h.id, d.id, c.id, s.id order by lower(d.name), d.id, s.identity, h.valid_from limit 20000`.execute(db);
  return rows;
}
