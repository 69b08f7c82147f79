import { type Kysely, sql } from 'kysely';
import { likeOf } from '../db/like.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';

type Db = Kysely<Tables>;

/** Failure notFound. */
export async function selectPlace(db: Db, identity: string): Promise<{ id: number; siteId: number | null; zone: string }> {
  const { rows } = await sql<{
    id: number;
    siteId: number | null;
    zone: string | null;
  }>`select s.id::float8 as id, s.site_id::float8 as "siteId", site.time_zone as zone
    from station s left join site on site.id = s.site_id where s.identity = ${identity}`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'station', id: identity });
  return { ...rows[0], zone: rows[0].zone ?? 'UTC' };
}

export interface EvseRow {
  stationRow: number;
  stationId: string;
  stationName: string;
  siteId: number | null;
  siteName: string | null;
  zone: string;
  evseId: number;
}
export interface EvseFilter {
  siteId: number | undefined;
  /** In identity or name of the station. */
  search: string | undefined;
}
/** Every EVSE that was ever told of (at least the first of each station), in order of station and number. */
export async function selectEvses(
  db: Db,
  { siteId, search = '', after, limit }: EvseFilter & { after: readonly [number, number] | null; limit: number },
): Promise<EvseRow[]> {
  const [stationRow, evseId] = after ?? [null, 0];
  const pattern = search === '' ? null : likeOf(search);
  const { rows } =
    await sql<EvseRow>`select s.id::float8 as "stationRow", s.identity as "stationId", s.name as "stationName", s.site_id::float8 as "siteId", site.name as "siteName",
      coalesce(site.time_zone, 'UTC') as zone, places.evse_id as "evseId"
    from station s left join site on site.id = s.site_id
    join lateral (select distinct evse_id from connector where station_id = s.id and evse_id > 0 union select 1 where not exists (select from connector where station_id = s.id and evse_id > 0)) places on true
    where (${siteId ?? null}::bigint is null or s.site_id = ${siteId ?? null}) and (${pattern}::text is null or s.identity ilike ${pattern} or s.name ilike ${pattern})
      and (${stationRow}::bigint is null or s.id >= ${stationRow}) and (${stationRow}::bigint is null or (s.id, places.evse_id) > (${stationRow}, ${evseId}::int))
    order by s.id, places.evse_id limit ${limit}`.execute(db);
  return rows;
}
