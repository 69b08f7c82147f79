import type { FullTariff } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Candidate } from './book.ts';

type Row = Omit<Candidate, 'tariff'> & { versionId: number; definition: FullTariff };

/** Everything attached, with the newest version of its tariff. Of one target those with a span first, the latest of them first. */
export async function selectInForce(db: Kysely<Tables>, tenantId: number): Promise<Row[]> {
  const { rows } = await sql<Row>`select a.id::float8 as "assignmentId", a.target, a.target_id::float8 as "targetId", a.evse_id as "evseId",
      (extract(epoch from a.valid_from) * 1000)::float8 as "validFrom", (extract(epoch from a.valid_until) * 1000)::float8 as "validUntil",
      (extract(epoch from a.created_at) * 1000)::float8 as "attachedAt",
      v.id::float8 as "versionId", v.definition
    from tariff_assignment a join tariff t on t.id = a.tariff_id join tariff_version v on v.tariff_id = t.id and v.version = t.version
    where a.tenant_id = ${tenantId} and t.archived_at is null
    order by a.valid_from is null and a.valid_until is null, a.valid_from desc nulls last, a.id`.execute(db);
  return rows;
}
