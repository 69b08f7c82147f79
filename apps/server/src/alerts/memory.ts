import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

/**
 * Connectors that are faulted, or taken by a car while no session runs there, since when. Stations repeat their status, and
 * each repeat looks new in `connector`; here the first one counts, and no clock of a station that is ahead.
 */
export async function rememberTrouble(db: Db, at: number): Promise<void> {
  await sql`with now as materialized (
      select c.station_id, c.evse_id, c.connector_id, c.tenant_id, least(coalesce(c.status_at, ${new Date(at)}::timestamptz), ${new Date(at)}::timestamptz) as since,
        case when c.status = 'Faulted' then 'faulted' else 'occupied' end as trouble
      from connector c where c.status = 'Faulted' or (c.evse_id > 0 and c.status in ('Preparing', 'Charging', 'PausedByCar', 'PausedByStation', 'Finishing')
        and not exists (select from session n where n.station_id = c.station_id and n.status = 'active' and n.evse_id = c.evse_id))),
    over as (delete from connector_trouble t where not exists (select from now where (now.station_id, now.evse_id, now.connector_id) = (t.station_id, t.evse_id, t.connector_id)))
    insert into connector_trouble (station_id, evse_id, connector_id, tenant_id, trouble, since) select station_id, evse_id, connector_id, tenant_id, trouble, since from now
    on conflict (station_id, evse_id, connector_id) do update set trouble = excluded.trouble, since = excluded.since where connector_trouble.trouble <> excluded.trouble`.execute(
    db,
  );
}

/** Energy of sessions whose connector says that it charges, since when it has not moved. */
export async function rememberMeters(db: Db, at: number): Promise<void> {
  await sql`with now as materialized (
      select n.id, n.tenant_id, n.energy_wh from session n
      where n.status = 'active' and exists (select from connector c where c.station_id = n.station_id and c.evse_id = n.evse_id and c.status = 'Charging')),
    over as (delete from still_meter m where not exists (select from now where now.id = m.session_id))
    insert into still_meter (session_id, tenant_id, energy_wh, since) select id, tenant_id, energy_wh, ${new Date(at)} from now
    on conflict (session_id) do update set energy_wh = excluded.energy_wh, since = excluded.since where still_meter.energy_wh <> excluded.energy_wh`.execute(
    db,
  );
}
