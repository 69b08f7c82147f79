import type { SpendingOwner, Spent } from '@stationmaster/domain';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

interface Owner {
  owner: SpendingOwner;
  id: number;
}

/** By day and currency, running sessions as far as they got. */
export async function selectSpent(db: Transaction<Tables>, { owner, id }: Owner, since: Date): Promise<Spent[]> {
  const { rows } =
    await sql<Spent>`select day::text as day, currency, sum(energy_wh)::float8 as "energyWh", trim_scale(sum(total))::text as total
    from spent_since(${owner}, ${id}, ${since}::date) group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}

/** By month and currency, the newest first. */
export async function selectMonths(
  db: Transaction<Tables>,
  { owner, id }: Owner,
  since: Date,
): Promise<{ month: string; currency: string | null; energyWh: number; total: string }[]> {
  const { rows } = await sql<{
    month: string;
    currency: string | null;
    energyWh: number;
    total: string;
  }>`select to_char(day, 'YYYY-MM') as month, nullif(currency, '') as currency, sum(energy_wh)::float8 as "energyWh", trim_scale(sum(total))::text as total
    from spent_since(${owner}, ${id}, date_trunc('month', ${since}::date)::date) group by 1, 2 order by 1 desc, 2`.execute(db);
  return rows;
}

/** Where no session says which clock counts: the zone of the first site. */
export async function usualZone(db: Transaction<Tables>): Promise<string> {
  const { rows } = await sql<{ zone: string }>`select time_zone as zone from site order by id limit 1`.execute(db);
  return rows[0]?.zone ?? 'UTC';
}

/** Days of an owner beside the session's own that may have changed with it: a repair or late data can move a session to another day. */
const around = 31;
const localDay = sql`(e.started_at at time zone coalesce(site.time_zone, 'UTC'))::date`;

/** Sessions of an owner that may have begun on a day of any clock, and reservations that were made then. */
const spentBy = (column: 'driver_id' | 'company_id' | 'cost_centre_id') => sql`
  select currency, energy_wh, total, 1 as n, started_at, site_id from session where d.column = ${column} and ${sql.ref(column)} = d.id and status = 'ended' and started_at >= d.day - 1 and started_at < d.day + 3
  union all select currency, 0, total, 0, made_at, site_id from reservation_bill where d.column = ${column} and ${sql.ref(column)} = d.id and total <> 0 and made_at >= d.day - 1 and made_at < d.day + 3`;

/** Those of these sessions that have ended and belong to somebody; most belong to nobody, and the sums take long to plan. */
async function selectOwned(db: Kysely<Tables>, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: number }>`select id::float8 as id from session where id = any(${[...ids]}::bigint[]) and status = 'ended'
    and coalesce(driver_id, company_id, cost_centre_id) is not null`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Sums anew what the owners of these ended sessions and of these reservations have spent on the days that these concern. Done twice it
 * changes nothing. Returns how many sums there are.
 */
export async function sumAnew(
  db: Kysely<Tables>,
  { sessions, reservations }: { sessions: readonly number[]; reservations: readonly number[] },
): Promise<number> {
  const owned = await selectOwned(db, sessions);
  if (owned.length + reservations.length === 0) return 0;
  const { rows } = await sql<{ n: number }>`with changed as (
      select tenant_id, driver_id, company_id, cost_centre_id, started_at, site_id from session where id = any(${owned}::bigint[])
      union all select tenant_id, driver_id, company_id, cost_centre_id, made_at, site_id from reservation_bill where reservation_id = any(${[...reservations]}::bigint[])
    ), touched as materialized (
      select distinct o.owner, o.id, o.column, e.tenant_id, ${localDay} as day from changed e left join site on site.id = e.site_id
      cross join lateral (values ('driver', 'driver_id', e.driver_id), ('company', 'company_id', e.company_id), ('costCentre', 'cost_centre_id', e.cost_centre_id)) as o (owner, "column", id)
      where o.id is not null
    ), days as materialized (
      select owner, "column", id, tenant_id, day from touched
      union select t.owner, t.column, t.id, t.tenant_id, s.day from touched t join spending s on s.owner = t.owner and s.owner_id = t.id and s.day between t.day - ${around}::int and t.day + ${around}::int
    ), sums as materialized (
      select d.owner, d.id, d.tenant_id, d.day, coalesce(e.currency, '') as currency, sum(e.energy_wh) as energy_wh, sum(coalesce(e.total, 0)) as total, sum(e.n)::int as sessions
      from days d cross join lateral (
        ${spentBy('driver_id')} union all ${spentBy('company_id')} union all ${spentBy('cost_centre_id')}
      ) e left join site on site.id = e.site_id where ${localDay} = d.day group by 1, 2, 3, 4, 5
    ), gone as (
      delete from spending s using days d where s.owner = d.owner and s.owner_id = d.id and s.day = d.day
        and not exists (select from sums where sums.owner = s.owner and sums.id = s.owner_id and sums.day = s.day and sums.currency = s.currency)
    ), kept as (
      insert into spending as s (owner, owner_id, tenant_id, day, currency, energy_wh, total, sessions)
      select owner, id, tenant_id, day, currency, energy_wh, total, sessions from sums
      on conflict (owner, owner_id, day, currency) do update set energy_wh = excluded.energy_wh, total = excluded.total, sessions = excluded.sessions
        where (s.energy_wh, s.total, s.sessions) is distinct from (excluded.energy_wh, excluded.total, excluded.sessions)
      returning 1
    ) select count(*)::int as n from kept`.execute(db);
  return rows[0]?.n ?? 0;
}
