import type { Allowance } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

export interface LimitedSession {
  id: number;
  tenantId: number;
  identity: string;
  timeZone: string;
  allowances: Allowance[];
}

/** Running sessions of drivers with a limit that ends them, and that nobody has asked to stop since `askedSince`. As many as there are cars charging, at most. */
export async function selectLimited(db: Kysely<Tables>, askedSince: Date): Promise<LimitedSession[]> {
  const { rows } =
    await sql<LimitedSession>`select e.id::float8 as id, e.tenant_id as "tenantId", s.identity, coalesce(site.time_zone, 'UTC') as "timeZone", allowances_of(d) as allowances
    from session e join driver d on d.id = e.driver_id join station s on s.id = e.station_id left join site on site.id = e.site_id
      left join company c on c.id = d.company_id left join cost_centre cc on cc.id = d.cost_centre_id
    where e.status = 'active' and e.driver_id is not null
      and (d.limits @> '[{"stops": true}]' or c.limits @> '[{"stops": true}]' or cc.limits @> '[{"stops": true}]')
      and s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at)
      and not exists (select from command k where k.station_id = e.station_id and k.session_id = e.id and k.verb = 'stop' and k.requested_at > ${askedSince})`.execute(
      db,
    );
  return rows;
}
