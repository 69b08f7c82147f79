import { completeParameters } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Rule } from './rule.ts';
import { ruleColumns } from './store.ts';

type Db = Kysely<Tables>;
export type RuleFields = Omit<Rule, 'id' | 'tenantId' | 'builtin'>;
export type ListedRule = Rule & { openItems: number };

/** Of the caller's tenant. */
export async function selectOwnRules(db: Db, id?: number): Promise<ListedRule[]> {
  const { rows } =
    await sql<ListedRule>`select ${ruleColumns}, (select count(*) from alert_item i where i.rule_id = alert_rule.id and i.ended_at is null) as "openItems"
    from alert_rule where ${id ?? null}::bigint is null or id = ${id ?? null} order by builtin is null, id`.execute(db);
  return rows.map((row) => ({ ...row, parameters: completeParameters(row.kind, row.parameters) }));
}

export async function insertRule(db: Db, tenantId: number, { fields, at }: { fields: RuleFields; at: number }): Promise<number> {
  const { name, kind, enabled, severity, groupMinutes, tellEnd } = fields;
  const { rows } = await sql<{
    id: number;
  }>`insert into alert_rule (tenant_id, name, kind, enabled, severity, parameters, scope, quiet, steps, group_minutes, tell_end, created_at, updated_at)
    values (${tenantId}, ${name}, ${kind}, ${enabled}, ${severity}, ${json(fields.parameters)}::jsonb, ${json(fields.scope)}::jsonb, ${json(fields.quiet)}::jsonb, ${json(fields.steps)}::jsonb,
      ${groupMinutes}, ${tellEnd}, ${new Date(at)}, ${new Date(at)}) returning id`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('insert returned no row');
  return row.id;
}
export async function replaceRule(db: Db, id: number, { fields, at }: { fields: RuleFields; at: number }): Promise<void> {
  const { name, kind, enabled, severity, groupMinutes, tellEnd } = fields;
  await sql`update alert_rule set name = ${name}, kind = ${kind}, enabled = ${enabled}, severity = ${severity}, parameters = ${json(fields.parameters)}::jsonb, scope = ${json(fields.scope)}::jsonb,
    quiet = ${json(fields.quiet)}::jsonb, steps = ${json(fields.steps)}::jsonb, group_minutes = ${groupMinutes}, tell_end = ${tellEnd}, updated_at = ${new Date(at)} where id = ${id}`.execute(
    db,
  );
}
export async function deleteRule(db: Db, id: number): Promise<void> {
  await sql`delete from alert_rule where id = ${id}`.execute(db);
}
export async function openItemsOf(db: Db, ruleId: number): Promise<number[]> {
  return (await sql<{ id: number }>`select id from alert_item where rule_id = ${ruleId} and ended_at is null`.execute(db)).rows.map(
    ({ id }) => id,
  );
}
export async function hasChannels(db: Db, ids: readonly number[]): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from alert_channel where id = any(${[...ids]}::bigint[])`.execute(db);
  return rows[0]?.n === new Set(ids).size;
}
function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
