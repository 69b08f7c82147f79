import type { Span } from '@stationmaster/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './store.ts';

export interface StationRow {
  id: number;
  identity: string;
  name: string;
  siteName: string | null;
  timeZone: string | null;
  createdAt: Date;
  clockSkewMs: number | null;
  connectors: { evseId: number; connectorId: number }[];
  ratings: { evseId: number; ratedW: number }[];
}
/** Stations with at least one connector, by identity; what an EVSE can give by its operator, else by itself (2.x EVSE.Power). */
export async function selectStations(
  db: Db,
  { siteId, stationId, after, limit }: { siteId?: number | undefined; stationId?: number; after?: string | null; limit?: number },
): Promise<StationRow[]> {
  const conditions: RawBuilder<unknown>[] = [
    sql`exists (select from connector c where c.station_id = s.id and c.evse_id > 0 and c.connector_id > 0)`,
    ...(siteId === undefined ? [] : [sql`s.site_id = ${siteId}`]),
    ...(stationId === undefined ? [] : [sql`s.id = ${stationId}`]),
    ...(after == null ? [] : [sql`s.identity > ${after}`]),
  ];
  const { rows } =
    await sql<StationRow>`select s.id::float8 as id, s.identity, s.name, site.name as "siteName", site.time_zone as "timeZone", s.created_at as "createdAt", s.clock_skew_ms::float8 as "clockSkewMs",
      (select json_agg(json_build_object('evseId', c.evse_id, 'connectorId', c.connector_id) order by c.evse_id, c.connector_id) from connector c where c.station_id = s.id and c.evse_id > 0 and c.connector_id > 0) as connectors,
      coalesce((select json_agg(json_build_object('evseId', r.evse_id, 'ratedW', r.rated_w)) from (
        select distinct on (evse_id) evse_id, rated_w from (
          select evse_id, rated_w, 0 as rank from port_rating where station_id = s.id
          union all select evse_id, round((characteristics ->> 'maxLimit')::numeric)::int, 1 from station_variable
            where station_id = s.id and component = 'EVSE' and variable = 'Power' and evse_id > 0 and (characteristics ->> 'maxLimit')::numeric between 1 and 10000000) known
        order by evse_id, rank) r), '[]') as ratings
    from station s left join site on site.id = s.site_id where ${sql.join(conditions, sql` and `)} order by s.identity limit ${limit ?? null}`.execute(
      db,
    );
  return rows;
}

/** When the ledger of this install begins; null: it has not. */
export async function ledgerSince(db: Db): Promise<number | null> {
  const { rows } = await sql<{ since: Date }>`select since from observation`.execute(db);
  return rows[0]?.since.getTime() ?? null;
}

export interface ChargedRow extends Span {
  stationId: number;
  evseId: number;
}
/** When energy flowed at these stations: what was charging then worked. */
export async function selectCharged(db: Db, stationIds: readonly number[], { from, until }: Span): Promise<ChargedRow[]> {
  const { rows } =
    await sql<ChargedRow>`select station_id::float8 as "stationId", evse_id as "evseId", (extract(epoch from started_at) * 1000)::float8 as "from",
      (extract(epoch from coalesce(ended_at, last_reading_at, started_at)) * 1000)::float8 as until from session
    where station_id = any(${[...stationIds]}::bigint[]) and energy_wh > 0 and started_at < ${new Date(until)} and coalesce(ended_at, last_reading_at, started_at) > ${new Date(from)}
      and exists (select from outage o where o.station_id = session.station_id and o.evse_id = session.evse_id and o.began_at < coalesce(session.ended_at, session.last_reading_at, session.started_at) and coalesce(o.ended_at, ${new Date(until)}) > session.started_at)`.execute(
      db,
    );
  return rows;
}

/** Less than this is no charging: a car that was not served. Wh. */
const nextToNothingWh = 50;
export async function selectSessionCounts(
  db: Db,
  stationIds: readonly number[],
  since: number,
): Promise<Map<number, { sessions: number; failed: number }>> {
  const { rows } = await sql<{
    stationId: number;
    sessions: number;
    failed: number;
  }>`select station_id::float8 as "stationId", count(*)::float8 as sessions,
      count(*) filter (where energy_wh < ${nextToNothingWh})::float8 as failed from session
    where station_id = any(${[...stationIds]}::bigint[]) and status = 'ended' and started_at >= ${new Date(since)} group by station_id`.execute(
    db,
  );
  return new Map(rows.map(({ stationId, ...counts }) => [stationId, counts]));
}

export async function saveRating(
  db: Db,
  rating: { tenantId: number; stationId: number; evseId: number; ratedW: number; author: string; at: number },
): Promise<void> {
  const { tenantId, stationId, evseId, ratedW, author, at } = rating;
  await sql`insert into port_rating (station_id, evse_id, tenant_id, rated_w, author, at) values (${stationId}, ${evseId}, ${tenantId}, ${ratedW}, ${author}, ${new Date(at)})
    on conflict (station_id, evse_id) do update set rated_w = excluded.rated_w, author = excluded.author, at = excluded.at`.execute(db);
}
