import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { plugOf } from './plug.ts';

/** A session that lasts longer has lost its stop. */
const longestDays = 8;

/** Local dates of the site's calendar from the day before a moment on, for as long as a session may last. */
export async function selectHolidays(
  db: Kysely<Tables>,
  { tenantId, siteId, at }: { tenantId: number; siteId: number | null; at: number },
): Promise<string[]> {
  const day = new Date(at).toISOString().slice(0, 10);
  const { rows } = await sql<{ day: string }>`select distinct day::text as day from holiday
    where tenant_id = ${tenantId} and (site_id is null or site_id = ${siteId}::bigint) and day between ${day}::date - 1 and ${day}::date + ${longestDays}::int order by 1`.execute(
    db,
  );
  return rows.map((row) => row.day);
}

/** Percent of the site's EVSE with a running session, without the one that starts now. */
export async function selectOccupancy(db: Kysely<Tables>, siteId: number): Promise<number> {
  const { rows } = await sql<{ percent: number }>`select coalesce(100.0 * busy / nullif(total, 0), 0)::float8 as percent from
    (select count(distinct (c.station_id, c.evse_id)) as total from connector c join station s on s.id = c.station_id where s.site_id = ${siteId} and c.evse_id > 0) places,
    (select count(distinct (e.station_id, e.evse_id)) as busy from session e join station s on s.id = e.station_id where s.site_id = ${siteId} and e.status = 'active' and e.evse_id > 0) used`.execute(
    db,
  );
  return rows[0]?.percent ?? 0;
}

/** What a station has told of the plug, by its device model. */
export async function selectPlug(
  db: Kysely<Tables>,
  { stationId, evseId, connectorId }: { stationId: number; evseId: number; connectorId: number | null },
): Promise<{ connector?: string; powerType?: string }> {
  const { rows } = await sql<{ connectorType: string | null; supplyPhases: string | null }>`select
      max(value) filter (where component = 'Connector' and variable = 'ConnectorType' and connector_id = ${connectorId ?? 1}) as "connectorType",
      max(value) filter (where component = 'EVSE' and variable = 'SupplyPhases') as "supplyPhases"
    from station_variable where station_id = ${stationId} and evse_id = ${evseId} and component in ('Connector', 'EVSE')`.execute(db);
  return rows[0] === undefined ? {} : plugOf(rows[0]);
}

export interface Coming {
  stationId: number;
  evseId: number;
  tokenId: number;
  reservationId?: number | null;
  at: number;
}
/**
 * Since when the EVSE has been kept for a card that now comes, or for its group; null: it was not. Epoch ms. From when the station was asked,
 * not from when one that waited for it was ordered. One that is over by our clock counts where the station names it and the start is of
 * before its end: only then it is used by the session.
 */
export async function selectReservedFrom(
  db: Kysely<Tables>,
  { stationId, evseId, tokenId, reservationId = null, at }: Coming,
): Promise<number | null> {
  const { rows } = await sql<{ at: number }>`select (extract(epoch from asked.at) * 1000)::float8 as at from reservation r
    cross join lateral (select coalesce((select sent_at from command where id = r.id), r.created_at) as at) asked
    where r.station_id = ${stationId} and r.evse_id in (0, ${evseId}) and (r.status in ('pending', 'active', 'used') or (r.status = 'expired' and r.id = ${reservationId}::bigint))
      and (r.token_id = ${tokenId} or lower(r.group_id) = (select lower(group_id) from token where id = ${tokenId}))
      and asked.at <= ${new Date(at)} and r.expires_at >= ${new Date(at)} and (r.session_id is null or r.ended_at >= ${new Date(at)})
    order by asked.at desc limit 1`.execute(db);
  return rows[0]?.at ?? null;
}
