import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export interface Listener {
  stationId: number;
  identity: string;
  tenantId: number;
  siteId: number | null;
  zone: string;
  /** How it can be told. */
  way: 'tariff' | 'fallback' | 'defaultPrice';
  evses: number[];
  /** Version by EVSE, as it was told last. */
  told: Record<string, number | null>;
}

/** Connected stations that can show or reckon prices, by what they have told of themselves; looked up by the key of the table, however much they told. */
export async function selectListeners(db: Db): Promise<Listener[]> {
  const { rows } =
    await sql<Listener>`select s.id::float8 as "stationId", s.identity, s.tenant_id as "tenantId", s.site_id::float8 as "siteId", coalesce(site.time_zone, 'UTC') as zone, can.way,
      array(select distinct evse_id from connector where station_id = s.id and evse_id > 0 order by 1) as evses,
      (select coalesce(jsonb_object_agg(evse_id::text, tariff_version_id), '{}') from told_tariff where station_id = s.id) as told
    from station s left join site on site.id = s.site_id
    cross join lateral (select case
        when s.protocol like 'ocpp2%' then (select case
            when s.protocol = 'ocpp2.1' and bool_or(lower(variable) = 'enabled' and lower(variable_instance) = 'tariff' and lower(value) = 'true') then 'tariff'
            when bool_or(lower(variable) = 'tarifffallbackmessage' and mutability <> 'ReadOnly') then 'fallback' end
          from station_variable v where v.station_id = s.id and v.component = 'TariffCostCtrlr')
        when s.protocol = 'ocpp1.6' and exists (select from station_variable v where v.station_id = s.id and v.component = '' and v.instance = '' and v.evse_id = 0 and v.connector_id = 0
          and v.variable = 'CustomDisplayCostAndPrice' and lower(v.value) = 'true') then 'defaultPrice' end as way) can
    where can.way is not null and s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at)`.execute(
      db,
    );
  return rows;
}

export interface ToldRow {
  stationId: number;
  tenantId: number;
  evseId: number;
  versionId: number | null;
  outcome: string;
  reason: string | null;
  at: Date;
}
/** What was told of the whole station takes the place of what was told of its EVSE before. */
export async function noteTold(db: Db, { stationId, tenantId, evseId, versionId, outcome, reason, at }: ToldRow): Promise<void> {
  await sql`insert into told_tariff (station_id, evse_id, tenant_id, tariff_version_id, outcome, reason, told_at)
    values (${stationId}, ${evseId}, ${tenantId}, ${versionId}, ${outcome}, ${reason}, ${at})
    on conflict (station_id, evse_id) do update set tariff_version_id = excluded.tariff_version_id, outcome = excluded.outcome, reason = excluded.reason, told_at = excluded.told_at`.execute(
    db,
  );
  if (evseId === 0) await sql`delete from told_tariff where station_id = ${stationId} and evse_id > 0`.execute(db);
}

/** What the whole station was told becomes what each of its EVSE was told. */
export async function splitTold(db: Db, { stationId, evses }: Pick<Listener, 'stationId' | 'evses'>): Promise<void> {
  await sql`with whole as (delete from told_tariff where station_id = ${stationId} and evse_id = 0 returning *)
    insert into told_tariff (station_id, evse_id, tenant_id, tariff_version_id, outcome, reason, told_at)
    select station_id, evse, tenant_id, tariff_version_id, outcome, reason, told_at from whole, unnest(${evses}::int[]) as evse
    on conflict (station_id, evse_id) do nothing`.execute(db);
}
