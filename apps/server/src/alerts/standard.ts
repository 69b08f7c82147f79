import { completeParameters, standardRules } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';

/** Every tenant watches for what goes wrong from the first minute; what was changed of it stays as it is. */
export async function ensureStandardRules({ db, clock }: { db: Kysely<Tables>; clock: Context['clock'] }): Promise<void> {
  const rules = standardRules.map(({ kind, severity, enabled }) => ({ kind, severity, enabled, parameters: completeParameters(kind, {}) }));
  await sql`insert into alert_rule (tenant_id, kind, enabled, severity, parameters, builtin, created_at, updated_at)
    select t.id, r.kind, r.enabled, r.severity, r.parameters, r.kind, ${new Date(clock())}, ${new Date(clock())}
    from tenant t, jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as r(kind text, enabled boolean, severity text, parameters jsonb)
    on conflict (tenant_id, builtin) do nothing`.execute(db);
}
