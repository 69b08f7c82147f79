import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

/** Money is kept in ten-thousandths, energy in mWh, CO2 in tenths of a gram: whole numbers, as exact as the columns of `session`. */
export const moneyDigits = 4;

/** `e` has a domain FullCost. */
const revenue = sql`((e.cost ->> 'net')::numeric * 10000)::bigint as net, ((e.cost ->> 'tax')::numeric * 10000)::bigint as tax, ((e.cost ->> 'total')::numeric * 10000)::bigint as gross`;
/** By the clock of its site. */
const localTime = (column: string): RawBuilder<unknown> => sql`${sql.ref(column)} at time zone coalesce(site.time_zone, 'UTC')`;

/** What a session counts, from what is stored of it. `e` session, `c` session_check, `site`, `v` tariff_version. */
const counted = sql`e.tenant_id, e.site_id, e.station_id, e.driver_id, e.company_id, e.cost_centre_id, v.tariff_id,
  ${localTime('e.started_at')} as began, (e.energy_wh * 1000)::bigint as energy_mwh,
  greatest((extract(epoch from e.ended_at - e.started_at) * 1000)::bigint, 0) as duration_ms, (e.co2_g * 10)::bigint as co2_dg,
  ${revenue},
  (e.supply_cost * 10000)::bigint as supply, coalesce(c.outcome, 'bill') as outcome, coalesce(e.currency::text, '') as currency`;
const sources = sql`left join session_check c on c.session_id = e.id left join site on site.id = e.site_id left join tariff_version v on v.id = e.tariff_version_id`;
const names =
  'tenant_id site_id station_id driver_id company_id cost_centre_id tariff_id began energy_mwh duration_ms co2_dg net tax gross supply outcome currency'.split(
    ' ',
  );
const columns = sql.raw(names.join(', '));
const replaced = sql.raw(names.map((name) => `${name} = excluded.${name}`).join(', '));
const known = sql.raw(names.map((name) => `f.${name}`).join(', '));
const now = sql.raw(names.map((name) => `w.${name}`).join(', '));

export interface Idle {
  id: number;
  idleMs: number;
}
/** Counts these ended sessions as they are now; done twice it changes nothing. */
export async function upsertFacts(db: Db, idle: readonly Idle[]): Promise<void> {
  if (idle.length === 0) return;
  const [ids, times] = [idle.map(({ id }) => id), idle.map(({ idleMs }) => Math.round(idleMs))];
  await sql`insert into session_fact (session_id, idle_ms, ${columns})
    select e.id, w.idle_ms, ${counted} from unnest(${ids}::bigint[], ${times}::bigint[]) as w (id, idle_ms) join session e on e.id = w.id ${sources}
    where e.status = 'ended' and e.ended_at is not null
    on conflict (session_id) do update set idle_ms = excluded.idle_ms, ${replaced}`.execute(db);
}

/** Sessions that run on after they were taken for ended do not count. */
export async function deleteFacts(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`delete from session_fact where session_id = any(${[...ids]}::bigint[])`.execute(db);
}

export interface Sweep {
  /** null: from the newest. */
  below: number | null;
  rounds: number;
  endedAt: Date | null;
}
export async function selectSweep(db: Db): Promise<Sweep> {
  const { rows } = await sql<Sweep>`select below::float8 as below, rounds, ended_at as "endedAt" from session_fact_sweep`.execute(db);
  return rows[0] ?? { below: null, rounds: 0, endedAt: null };
}
export async function writeSweep(db: Db, { below, rounds, endedAt }: Sweep): Promise<void> {
  await sql`update session_fact_sweep set below = ${below}, rounds = ${rounds}, ended_at = ${endedAt}`.execute(db);
}

/** The sessions of a page, newest first, that are not counted as they are; `next`: where the page ends, null: there are no more. */
export async function selectUncounted(
  db: Db,
  { below, limit }: { below: number | null; limit: number },
): Promise<{ ids: number[]; next: number | null }> {
  const { rows } = await sql<{ id: number; differs: boolean }>`with page as materialized (
      select id from session where (${below}::bigint is null or id < ${below}) order by id desc limit ${limit})
    select e.id::float8 as id, e.status = 'ended' and e.ended_at is not null and (f.session_id is null
        or (${known}) is distinct from (${now})) as differs
    from page join session e on e.id = page.id ${sources} cross join lateral (select ${counted}) w
      left join session_fact f on f.session_id = e.id order by e.id desc`.execute(db);
  return { ids: rows.filter(({ differs }) => differs).map(({ id }) => id), next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}

/** Dates the sessions of sites anew whose clock is another one now. How many sites. */
export async function followZones(db: Db): Promise<number> {
  const { rows } = await sql<{
    id: number;
    zone: string;
    known: string | null;
  }>`select site.id::float8 as id, site.time_zone as zone, z.time_zone as known
    from site left join session_fact_zone z on z.site_id = site.id where z.time_zone is distinct from site.time_zone`.execute(db);
  for (const { id, zone, known } of rows)
    await db.transaction().execute(async (tx) => {
      if (known !== null)
        await sql`update session_fact f set began = e.started_at at time zone ${zone}::text from session e where e.id = f.session_id and f.site_id = ${id}`.execute(
          tx,
        );
      await sql`insert into session_fact_zone (site_id, tenant_id, time_zone) select id, tenant_id, ${zone}::text from site where id = ${id}
        on conflict (site_id) do update set time_zone = excluded.time_zone`.execute(tx);
    });
  return rows.length;
}

/**
 * Reservations that earned money without a session, as such facts with the outcome `reserved`: a query. They count when they were made, as
 * for limits. They are few and are read as they are now, so that a corrected bill needs no one to follow it. `from`, `until`: ISO 8601 days.
 */
export function reservationFacts({ from, until }: { from: string; until: string }): RawBuilder<unknown> {
  // No clock is a day off; the caller asks by the clock of the site.
  return sql`select e.tenant_id, e.site_id, r.station_id, e.driver_id, e.company_id, e.cost_centre_id, v.tariff_id, ${localTime('e.made_at')} as began, 0::bigint as energy_mwh,
      0::bigint as duration_ms, 0::bigint as idle_ms, null::bigint as co2_dg, ${revenue}, null::bigint as supply, 'reserved'::text as outcome, e.currency
    from reservation_bill e join reservation r on r.id = e.reservation_id join tariff_version v on v.id = e.tariff_version_id left join site on site.id = e.site_id
    where e.total <> 0 and e.made_at >= (${from}::date - 1)::timestamp at time zone 'UTC' and e.made_at < (${until}::date + 2)::timestamp at time zone 'UTC'`;
}
