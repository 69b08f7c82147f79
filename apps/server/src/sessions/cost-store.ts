import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

/**
 * Stations with a running, priced session that show costs: in 2.0.1 TariffCostCtrlr.Enabled of Cost says so; in 2.1 the same
 * variable says that the station computes them itself, and one that has the component without it shows ours. The component is
 * asked for as the standard spells it: its rows are found by the key of the table, however many variables stations have.
 */
export async function selectCostStations(db: Kysely<Tables>): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select s.id::float8 as id
    from (select distinct station_id from session where status = 'active' and total is not null) charging join station s on s.id = charging.station_id
    cross join lateral (select count(*) as variables, bool_or(lower(v.variable) = 'enabled' and lower(v.variable_instance) = 'cost' and lower(v.value) = 'true') as has_cost
      from station_variable v where v.station_id = s.id and v.component = 'TariffCostCtrlr') told
    where told.variables > 0 and ((s.protocol = 'ocpp2.0.1' and told.has_cost) or (s.protocol = 'ocpp2.1' and told.has_cost is not true))`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/**
 * Connected 1.6 stations that understand the messages of "OCPP & California Pricing Requirements" (they say so by CustomDisplayCostAndPrice)
 * and have a session that runs or has ended a moment ago.
 */
export async function selectCostStations16(db: Kysely<Tables>, endedSince: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select s.id::float8 as id from station s
    where s.protocol = 'ocpp1.6' and s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at)
      and exists (select from station_variable v where v.station_id = s.id and v.component = '' and v.instance = '' and v.evse_id = 0 and v.connector_id = 0
        and v.variable = 'CustomDisplayCostAndPrice' and lower(v.value) = 'true')
      and (exists (select from session e where e.station_id = s.id and e.status = 'active' and e.total is not null)
        or exists (select from session e where e.tenant_id = s.tenant_id and e.started_at > ${endedSince}::timestamptz - interval '8 days' and e.station_id = s.id and e.ended_at > ${endedSince}))`.execute(
    db,
  );
  return rows.map((row) => row.id);
}
