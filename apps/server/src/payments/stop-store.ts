import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { paidAhead } from '../vouchers/paid-ahead.ts';

export interface SpentSession {
  id: number;
  tenantId: number;
  identity: string;
}

/**
 * Running sessions that have cost what can be paid: all that is left on their prepaid card (together with the others that run on it),
 * or all that is held. Not where everyone may charge, and not those that somebody has asked to stop since `askedSince`.
 */
export async function selectSpent(db: Kysely<Tables>, { askedSince, since }: { askedSince: Date; since: Date }): Promise<SpentSession[]> {
  const { rows } = await sql<SpentSession>`select e.id::float8 as id, e.tenant_id as "tenantId", s.identity
    from session e join station s on s.id = e.station_id left join site on site.id = e.site_id left join token t on t.id = e.token_id
      left join payment p on p.session_id = e.id and p.state = 'held'
    where e.status = 'active' and e.total > 0 and (t.prepaid_since <= e.started_at or p.held is not null) and not coalesce(site.open_access, false)
      and (e.total - ${paidAhead('e')} >= p.held or (t.prepaid_since <= e.started_at
        and (select coalesce(sum(amount), 0) from credit_entry c where c.token_id = t.id and c.currency = e.currency)
          <= (select sum(r.total - ${paidAhead('r')}) from session r where r.token_id = t.id and r.started_at > ${since} and r.status = 'active' and r.currency = e.currency)))
      and s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at)
      and not exists (select from command k where k.station_id = e.station_id and k.session_id = e.id and k.verb = 'stop' and k.requested_at > ${askedSince})`.execute(
    db,
  );
  return rows;
}
