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
