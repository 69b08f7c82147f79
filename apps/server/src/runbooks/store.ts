import type { CommandState, RunbookStep, RunStatus } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

/** One line of a run's story. */
export interface LogLine {
  at: string;
  step: number;
  what: 'begun' | 'done' | 'skipped' | 'ended';
  action: RunbookStep['do'] | null;
  because: string | null;
  commandId: number | null;
}
export interface RunRow {
  id: number;
  tenant_id: number;
  station_id: number;
  identity: string;
  alert_item_id: number | null;
  steps: RunbookStep[];
  may_disturb: boolean;
  step: number;
  command_id: number | null;
  step_at: Date;
  is_begun: boolean;
  is_healed: boolean;
  /** Epoch ms. */
  away_since: number | null;
  is_charging: boolean;
  command: CommandState;
}

/**
 * Looks at one run that is due, locked, with all that its next move depends on; undefined: none is. A command whose answer was
 * never heard (no answer, the line broke, we were stopped) may have been obeyed: it counts as given.
 */
export async function selectDueRun(db: Db, { at, startedAt }: { at: number; startedAt: number }): Promise<RunRow | undefined> {
  const { rows } =
    await sql<RunRow>`select r.id, r.tenant_id, r.station_id, s.identity, r.alert_item_id, r.steps, r.may_disturb, r.step, r.command_id, r.step_at,
      exists (select from jsonb_array_elements(r.log) l where (l ->> 'step')::int = r.step and l ->> 'what' = 'begun') as is_begun,
      case when r.alert_item_id is null then r.started_at < ${new Date(at)} and not exists (select from connector c where c.station_id = s.id and c.status = 'Faulted')
          and not exists (select from alert_item i where i.station_id = s.id and i.ended_at is null) and r.step > 0
        else coalesce((select i.ended_at is not null from alert_item i where i.id = r.alert_item_id), true) end as is_healed,
      case when s.connected_at is null or s.disconnected_at >= s.connected_at
        then (extract(epoch from greatest(s.disconnected_at, ${new Date(startedAt)})) * 1000)::float8 end as away_since,
      exists (select from session n where n.station_id = s.id and n.status = 'active') as is_charging,
      coalesce((select case when c.status in ('queued', 'waiting', 'pending', 'sent') then 'open' when c.status in ('accepted', 'confirmed', 'timedOut')
          or c.reason in ('connectionClosed', 'serverStopped') then 'done' when c.status = 'offline' then 'unsent' else 'failed' end
        from command c where c.id = r.command_id), 'none') as command
    from runbook_run r join station s on s.id = r.station_id where r.status = 'running' and r.due_at <= ${new Date(at)} order by r.due_at limit 1 for update of r skip locked`.execute(
      db,
    );
  return rows[0];
}

export interface RunChange {
  step: number;
  stepAt: number;
  commandId: number | null;
  dueAt: number;
  line: LogLine | null;
}
export async function updateRun(db: Db, id: number, { step, stepAt, commandId, dueAt, line }: RunChange): Promise<void> {
  await sql`update runbook_run set step = ${step}, step_at = ${new Date(stepAt)}, command_id = ${commandId}, due_at = ${new Date(dueAt)},
    log = log || ${JSON.stringify(line === null ? [] : [line])}::jsonb where id = ${id}`.execute(db);
}
export async function endRun(
  db: Db,
  id: number,
  { status, reason, at, line }: { status: RunStatus; reason: string; at: number; line: LogLine },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update runbook_run set status = ${status}, reason = ${reason}, ended_at = ${new Date(at)}, due_at = null, log = log || ${JSON.stringify([line])}::jsonb
    where id = ${id} and status = 'running'`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Gives a command as the server itself; the runner of queued commands sends it. */
export async function queueCommand(
  db: Db,
  {
    tenantId,
    stationId,
    verb,
    parameters,
    by,
    at,
  }: { tenantId: number; stationId: number; verb: string; parameters: object; by: string; at: number },
): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into command (tenant_id, station_id, verb, parameters, status, requested_by, requested_at)
    values (${tenantId}, ${stationId}, ${verb}, ${JSON.stringify(parameters)}::jsonb, 'queued', ${by}, ${new Date(at)}) returning id`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('insert returned no row');
  return row.id;
}

/** Begins recipes for what is open and has not been tried yet: one run a station at a time, not before its rest is over, none in a maintenance window. How many. */
export async function startDue(
  db: Db,
  { at, by }: { at: number; by: string },
): Promise<{ id: number; tenant_id: number; identity: string }[]> {
  const now = new Date(at);
  const { rows } = await sql<{ id: number; tenant_id: number; identity: string }>`with made as (
      insert into runbook_run (tenant_id, runbook_id, name, station_id, alert_item_id, kind, steps, may_disturb, step_at, due_at, started_by, started_at)
      select distinct on (i.station_id) b.tenant_id, b.id, b.name, i.station_id, i.id, r.kind, b.steps, b.may_disturb, ${now}, ${now}, ${by}, ${now}
      from runbook b join alert_rule r on r.tenant_id = b.tenant_id and r.kind = any(b.kinds) join alert_item i on i.rule_id = r.id and i.ended_at is null
      where b.enabled and i.station_id is not null
        and not exists (select from runbook_run tried where tried.alert_item_id = i.id)
        and not exists (select from runbook_run recent where recent.runbook_id = b.id and recent.station_id = i.station_id and recent.started_at > ${now}::timestamptz - make_interval(mins => b.rest_minutes))
        and not exists (select from runbook_run running where running.station_id = i.station_id and running.status = 'running')
        and not exists (select from station_maintenance m where m.station_id = i.station_id and m.starts_at <= ${now} and m.ends_at > ${now})
      order by i.station_id, i.id, b.id on conflict do nothing returning id, tenant_id, station_id)
    select made.id, made.tenant_id, s.identity from made join station s on s.id = made.station_id`.execute(db);
  return rows;
}

export async function insertRun(
  db: Db,
  { runbookId, stationId, by, at }: { runbookId: number; stationId: number; by: string; at: number },
): Promise<number | undefined> {
  const now = new Date(at);
  const { rows } = await sql<{
    id: number;
  }>`insert into runbook_run (tenant_id, runbook_id, name, station_id, alert_item_id, kind, steps, may_disturb, step_at, due_at, started_by, started_at)
    select b.tenant_id, b.id, b.name, ${stationId}, i.id, coalesce(r.kind, ''), b.steps, b.may_disturb, ${now}, ${now}, ${by}, ${now} from runbook b
      left join alert_item i on i.id = (select min(o.id) from alert_item o join alert_rule k on k.id = o.rule_id where o.station_id = ${stationId} and o.ended_at is null and k.kind = any(b.kinds))
      left join alert_rule r on r.id = i.rule_id
    where b.id = ${runbookId} on conflict do nothing returning id`.execute(db);
  return rows[0]?.id;
}

export async function insertRunHappenings(
  db: Db,
  told: readonly { tenantId: number; identity: string; runId: number; status: RunStatus | 'running' }[],
  at: number,
): Promise<void> {
  if (told.length === 0) return;
  await sql`insert into happening (tenant_id, at, kind, subject, data) select t."tenantId", ${new Date(at)}, 'runbook.changed', t.identity,
      jsonb_build_object('stationId', t.identity, 'runId', t."runId", 'status', t.status)::text
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t("tenantId" int, identity text, "runId" bigint, status text)`.execute(db);
}
