import { standardRunbooks } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';

/** Recipes an install begins with, switched off: nothing is reset by itself until somebody says so. What was changed of them stays. */
export async function ensureStandardRunbooks({ db, clock }: { db: Kysely<Tables>; clock: Context['clock'] }): Promise<void> {
  const now = new Date(clock());
  await sql`insert into runbook (tenant_id, kinds, steps, enabled, builtin, created_at, updated_at)
    select t.id, array(select jsonb_array_elements_text(b.kinds)), b.steps, false, b.builtin, ${now}, ${now}
    from tenant t, jsonb_to_recordset(${JSON.stringify(standardRunbooks)}::jsonb) as b(builtin text, kinds jsonb, steps jsonb)
    on conflict (tenant_id, builtin) do nothing`.execute(db);
}
