import type { AlertKind, AlertSeverity } from '@stationmaster/domain';
import { completeParameters } from '@stationmaster/domain';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Rule } from './rule.ts';

type Db = Kysely<Tables>;

export const ruleColumns = sql`id, tenant_id as "tenantId", name, kind, enabled, severity, parameters, scope, quiet, steps, group_minutes as "groupMinutes", tell_end as "tellEnd", builtin`;
const asRule = (row: Rule): Rule => ({ ...row, parameters: completeParameters(row.kind, row.parameters) });

/** Of all tenants; `kinds` undefined: all. */
export async function selectRules(db: Db, kinds?: readonly AlertKind[]): Promise<Rule[]> {
  const { rows } = await sql<Rule>`select ${ruleColumns} from alert_rule
    where ${kinds === undefined ? sql`true` : sql`kind = any(${[...kinds]}::text[])`} order by id`.execute(db);
  return rows.map(asRule);
}
/** Waits for whoever evaluates it now: a rule is evaluated by one at a time. Undefined: it is gone. */
export async function lockRule(db: Db, id: number): Promise<Rule | undefined> {
  const { rows } = await sql<Rule>`select ${ruleColumns} from alert_rule where id = ${id} for no key update`.execute(db);
  return rows.map(asRule)[0];
}

export interface Opening {
  subject: string;
  station_id: number | null;
  evse_id: number;
  connector_id: number;
  since: Date;
  data: object;
}
export interface Difference {
  opened: Opening[];
  /** Items whose condition holds no longer. */
  over: { id: number; alert_id: number }[];
}
/** How what holds now differs from the items that are open. Stations in a maintenance window open nothing. */
export async function selectDifference(
  db: Db,
  ruleId: number,
  { condition, at }: { condition: RawBuilder<unknown>; at: number },
): Promise<Difference> {
  const { rows } = await sql<Opening & { id: number | null; alert_id: number }>`with hit as materialized (${condition}),
    open as materialized (select id, alert_id, subject from alert_item where rule_id = ${ruleId} and ended_at is null)
    select open.id, open.alert_id, hit.subject, hit.station_id, hit.evse_id, hit.connector_id, hit.since, hit.data from hit full join open on open.subject = hit.subject
    where hit.subject is null or (open.id is null and hit.ripe and not exists (select from station_maintenance m
      where m.station_id = hit.station_id and m.suppress_alerts and m.starts_at <= ${new Date(at)} and m.ends_at > ${new Date(at)}))`.execute(
    db,
  );
  return {
    opened: rows.filter(({ id }) => id === null),
    over: rows.flatMap(({ id, alert_id }) => (id === null ? [] : [{ id, alert_id }])),
  };
}

/** The alert of this rule that something joins that begins now; undefined: it is one of its own. */
export async function selectJoinable(db: Db, { id, groupMinutes }: Rule, at: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from alert where rule_id = ${id} and ended_at is null and acknowledged_at is null
      and joined_at > ${new Date(at - groupMinutes * 60_000)} order by id desc limit 1`.execute(db);
  return rows[0]?.id;
}

export async function insertAlert(db: Db, { id, tenantId, kind, name, severity }: Rule, at: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into alert (tenant_id, rule_id, kind, name, severity, opened_at, joined_at, decide_at)
    values (${tenantId}, ${id}, ${kind}, ${name}, ${severity}, ${new Date(at)}, ${new Date(at)}, ${new Date(at)}) returning id`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('insert returned no row');
  return row.id;
}

/** The ids of those that were not open before. */
export async function insertItems(
  db: Db,
  { rule, alertId, at }: { rule: Rule; alertId: number; at: number },
  items: readonly Opening[],
): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`insert into alert_item (tenant_id, alert_id, rule_id, subject, station_id, evse_id, connector_id, since, opened_at, last_at, data)
    select ${rule.tenantId}, ${alertId}, ${rule.id}, i.subject, i.station_id, i.evse_id, i.connector_id, i.since, ${new Date(at)}, ${new Date(at)}, i.data
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as i(subject text, station_id bigint, evse_id int, connector_id int, since timestamptz, data jsonb)
    on conflict (rule_id, subject) where ended_at is null do nothing returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** More of an alert: it is open again, and somebody has to be told maybe. */
export async function growAlert(db: Db, alertId: number, { count, at }: { count: number; at: number }): Promise<void> {
  await sql`update alert set items = items + ${count}, open_items = open_items + ${count}, joined_at = ${new Date(at)}, settles_at = null, decide_at = ${new Date(at)}
    where id = ${alertId}`.execute(db);
}

/** They are over; alerts of which nothing is open end a little later, unless something joins them. */
export async function endItems(db: Db, itemIds: readonly number[], { at, settlesAt }: { at: number; settlesAt: number }): Promise<void> {
  await sql`with ended as (update alert_item set ended_at = ${new Date(at)} where id = any(${[...itemIds]}::bigint[]) and ended_at is null returning alert_id),
    counted as (select alert_id, count(*)::int as n from ended group by alert_id)
    update alert a set open_items = a.open_items - counted.n, settles_at = case when a.open_items <= counted.n then ${new Date(settlesAt)}::timestamptz end
    from counted where a.id = counted.alert_id`.execute(db);
}

/** Alerts that have been quiet long enough; their ids by tenant. */
export async function endSettled(
  db: Db,
  at: number,
): Promise<{ id: number; tenant_id: number; kind: AlertKind; severity: AlertSeverity }[]> {
  const { rows } = await sql<{
    id: number;
    tenant_id: number;
    kind: AlertKind;
    severity: AlertSeverity;
  }>`update alert set ended_at = ${new Date(at)}, settles_at = null, decide_at = ${new Date(at)}
    where settles_at <= ${new Date(at)} and ended_at is null and open_items = 0 returning id, tenant_id, kind, severity`.execute(db);
  return rows;
}

export async function insertHappenings(
  db: Db,
  told: readonly { tenantId: number; alertId: number; data: object }[],
  at: number,
): Promise<void> {
  if (told.length === 0) return;
  await sql`insert into happening (tenant_id, at, kind, subject, data)
    select t.tenant_id, ${new Date(at)}, 'alert.changed', t.alert_id::text, t.data::text
    from jsonb_to_recordset(${JSON.stringify(told.map(({ tenantId, alertId, data }) => ({ tenant_id: tenantId, alert_id: alertId, data })))}::jsonb) as t(tenant_id int, alert_id bigint, data jsonb)`.execute(
    db,
  );
}
