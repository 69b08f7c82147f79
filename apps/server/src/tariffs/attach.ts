import { sql, type Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Call } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';

/** The tariff of a site or station whenever no other of its own holds; null takes it away. */
export async function attachAlways(
  db: Transaction<Tables>,
  { tenantId, actor }: Pick<Call, 'tenantId' | 'actor'>,
  { target, targetId, tariffId }: { target: 'site' | 'station'; targetId: number; tariffId: number | null },
): Promise<void> {
  if (tariffId === null) {
    await sql`delete from tariff_assignment where target = ${target} and target_id = ${targetId} and valid_from is null and valid_until is null`.execute(
      db,
    );
    return;
  }
  await sql`insert into tariff_assignment (tenant_id, tariff_id, target, target_id, created_by)
    values (${tenantId}, ${tariffId}, ${target}, ${targetId}, ${actorName(actor)})
    on conflict (tenant_id, target, target_id, evse_id) where valid_from is null and valid_until is null
    do update set tariff_id = excluded.tariff_id, created_by = excluded.created_by, created_at = now()`.execute(db);
}
