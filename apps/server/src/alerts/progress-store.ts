import type { AlertKind, AlertProgress, AlertSeverity, EscalationStep, QuietHours } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface DueAlert {
  id: number;
  tenant_id: number;
  kind: AlertKind;
  name: string;
  severity: AlertSeverity;
  opened_at: Date;
  ended_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  items: number;
  open_items: number;
  step: number;
  told_at: Date | null;
  told_items: number;
  /** The rule's; of a rule that is gone: nobody is told any more. */
  steps: readonly EscalationStep[] | null;
  quiet: QuietHours | null;
  group_minutes: number;
  tell_end: boolean;
}
/** Those of which it has to be decided who is told, locked: another process passes them by. */
export async function selectDue(db: Db, at: number, most: number): Promise<DueAlert[]> {
  const { rows } =
    await sql<DueAlert>`select a.id, a.tenant_id, a.kind, a.name, a.severity, a.opened_at, a.ended_at, a.acknowledged_at, a.acknowledged_by, a.items, a.open_items, a.step,
      a.told_at, a.told_items, r.steps, r.quiet, coalesce(r.group_minutes, 5) as group_minutes, coalesce(r.tell_end, true) as tell_end
    from alert a left join alert_rule r on r.id = a.rule_id where a.decide_at <= ${new Date(at)} order by a.decide_at limit ${most} for update of a skip locked`.execute(
      db,
    );
  return rows;
}

export function progressOf(row: DueAlert): AlertProgress {
  return {
    openedAt: row.opened_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    acknowledgedAt: row.acknowledged_at?.getTime() ?? null,
    items: row.items,
    step: row.step,
    toldAt: row.told_at?.getTime() ?? null,
    toldItems: row.told_items,
  };
}

export async function updateProgress(
  db: Db,
  id: number,
  { step, toldAt, toldItems, again }: { step: number; toldAt: number | null; toldItems: number; again: number | null },
): Promise<void> {
  const moment = (at: number | null): Date | null => (at === null ? null : new Date(at));
  await sql`update alert set step = ${step}, told_at = ${moment(toldAt)}, told_items = ${toldItems}, decide_at = ${moment(again)} where id = ${id}`.execute(
    db,
  );
}

export interface Example {
  subject: string;
  stationId: string | null;
  stationName: string | null;
  site: string | null;
  evseId: number;
  connectorId: number;
  since: string;
  data: Record<string, unknown>;
}
/** Some of what an alert is about, what is still open first. */
export async function selectExamples(db: Db, alertId: number, most: number): Promise<Example[]> {
  const { rows } = await sql<
    Omit<Example, 'since'> & { since: Date }
  >`select i.subject, s.identity as "stationId", nullif(s.name, '') as "stationName", site.name as site,
      i.evse_id as "evseId", i.connector_id as "connectorId", i.since, i.data
    from alert_item i left join station s on s.id = i.station_id left join site on site.id = s.site_id
    where i.alert_id = ${alertId} order by i.ended_at is not null, i.id limit ${most}`.execute(db);
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}
