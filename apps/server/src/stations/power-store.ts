import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

/** Points of all EVSEs together are at most about `maxPoints` per EVSE, whatever the span: means over equal steps. */
const maxPoints = 2000;

export interface PowerRow {
  evse_id: number;
  points: [number, number][];
}
/**
 * Active power per EVSE. As reported (`Power.Active.Import`, the sum of the phases where no total was sent); of an EVSE that
 * reports none, from the steps of its energy register.
 */
export async function selectPower(
  db: Kysely<Tables>,
  { stationId, from, to }: { stationId: number; from: number; to: number },
): Promise<PowerRow[]> {
  const stepMs = Math.max(1000, Math.ceil((to - from) / maxPoints));
  const { rows } = await sql<PowerRow>`with sample as (
      select evse_id, session_id, at, location, measurand,
        coalesce(max(value) filter (where phase = ''), sum(value) filter (where phase in ('L1', 'L2', 'L3')), sum(value) filter (where phase in ('L1-N', 'L2-N', 'L3-N'))) as value
      from reading where station_id = ${stationId} and at >= ${new Date(from)} and at <= ${new Date(to)} and value is not null and location <> 'EV'
        and (measurand = 'Power.Active.Import' or (measurand = 'Energy.Active.Import.Register' and phase = ''))
      group by evse_id, session_id, at, location, measurand
    ), power as (
      select distinct on (evse_id, at) evse_id, at, value as watt from sample where measurand = 'Power.Active.Import' and value is not null order by evse_id, at, location <> 'Outlet'
    ), step as (
      select evse_id, at, value - lag(value) over w as wh, extract(epoch from at - lag(at) over w) as seconds from sample
      where measurand = 'Energy.Active.Import.Register' and session_id <> 0 and evse_id not in (select evse_id from power)
      window w as (partition by evse_id, session_id, location order by at)
    ), point as (
      select evse_id, at, watt from power
      union all select evse_id, at, wh * 3600 / seconds from step where wh >= 0 and seconds > 0
    ), mean as (
      select evse_id, floor(extract(epoch from at) * 1000 / ${stepMs}::float8) * ${stepMs}::float8 as t, avg(watt) as watt from point group by 1, 2
    )
    select evse_id, json_agg(json_build_array(t::bigint, round(watt::numeric, 1)) order by t) as points from mean group by evse_id order by evse_id`.execute(
    db,
  );
  return rows;
}
