import type { FullCost } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

/** What a receipt tells of its session beside the money. */
export interface ReceiptSession {
  id: number;
  operator: string;
  site: string | null;
  zone: string;
  startedAt: Date;
  endedAt: Date | null;
  energyWh: number;
  total: string | null;
  cost: FullCost | null;
  /** The station has reckoned itself: none of our lines count. */
  isTheirs: boolean;
}

export async function selectReceiptSession(db: Kysely<Tables>, sessionId: number): Promise<ReceiptSession | undefined> {
  const { rows } =
    await sql<ReceiptSession>`select s.id::float8 as id, tenant.name as operator, site.name as site, coalesce(site.time_zone, 'UTC') as zone, s.started_at as "startedAt",
      s.ended_at as "endedAt", s.energy_wh::float8 as "energyWh", s.total::text as total, s.cost, s.state::jsonb #> '{details,costDetails}' is not null as "isTheirs"
    from session s join tenant on tenant.id = s.tenant_id left join site on site.id = s.site_id where s.id = ${sessionId}`.execute(db);
  return rows[0];
}
