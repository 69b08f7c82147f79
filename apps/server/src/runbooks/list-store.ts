import type { AlertKind, RunbookStep, RunStatus } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { LogLine } from './store.ts';

type Db = Kysely<Tables>;

export interface RunbookRow {
  id: number;
  name: string;
  enabled: boolean;
  kinds: AlertKind[];
  steps: RunbookStep[];
  may_disturb: boolean;
  rest_minutes: number;
  builtin: string | null;
  total: number;
  healed: number;
  gave_up: number;
  stopped: number;
  running: number;
}
/** With its runs since then, counted by how they ended. */
export async function selectRunbooks(db: Db, { since, id }: { since: number; id?: number }): Promise<RunbookRow[]> {
  const { rows } =
    await sql<RunbookRow>`select b.id, b.name, b.enabled, b.kinds, b.steps, b.may_disturb, b.rest_minutes, b.builtin, count(r.id) as total,
      count(r.id) filter (where r.status = 'healed') as healed, count(r.id) filter (where r.status = 'gaveUp') as gave_up,
      count(r.id) filter (where r.status = 'stopped') as stopped, count(r.id) filter (where r.status = 'running') as running
    from runbook b left join runbook_run r on r.runbook_id = b.id and r.started_at > ${new Date(since)}
    where ${id ?? null}::bigint is null or b.id = ${id ?? null} group by b.id order by b.builtin is null, b.id`.execute(db);
  return rows;
}

export interface RunbookFields {
  name: string;
  enabled: boolean;
  kinds: readonly AlertKind[];
  steps: readonly RunbookStep[];
  mayDisturb: boolean;
  restMinutes: number;
}
export async function insertRunbook(db: Db, tenantId: number, { fields, at }: { fields: RunbookFields; at: number }): Promise<number> {
  const { name, enabled, kinds, steps, mayDisturb, restMinutes } = fields;
  const { rows } = await sql<{
    id: number;
  }>`insert into runbook (tenant_id, name, enabled, kinds, steps, may_disturb, rest_minutes, created_at, updated_at)
    values (${tenantId}, ${name}, ${enabled}, ${[...kinds]}::text[], ${JSON.stringify(steps)}::jsonb, ${mayDisturb}, ${restMinutes}, ${new Date(at)}, ${new Date(at)}) returning id`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('insert returned no row');
  return row.id;
}
export async function replaceRunbook(db: Db, id: number, { fields, at }: { fields: RunbookFields; at: number }): Promise<void> {
  const { name, enabled, kinds, steps, mayDisturb, restMinutes } = fields;
  await sql`update runbook set name = ${name}, enabled = ${enabled}, kinds = ${[...kinds]}::text[], steps = ${JSON.stringify(steps)}::jsonb, may_disturb = ${mayDisturb},
    rest_minutes = ${restMinutes}, updated_at = ${new Date(at)} where id = ${id}`.execute(db);
}
export async function deleteRunbook(db: Db, id: number): Promise<void> {
  await sql`delete from runbook where id = ${id}`.execute(db);
}

export interface RunListRow {
  id: number;
  runbook_id: number | null;
  builtin: string | null;
  name: string;
  identity: string;
  station_name: string;
  alert_id: number | null;
  kind: AlertKind | '';
  steps: RunbookStep[];
  status: RunStatus;
  step: number;
  reason: string;
  log: LogLine[];
  started_by: string;
  started_at: Date;
  ended_at: Date | null;
}
export interface RunFilter {
  id?: number | undefined;
  runbookId?: number | undefined;
  stationId?: string | undefined;
  status?: RunStatus | undefined;
  before: number | null;
  limit: number;
}
export async function selectRuns(db: Db, { id, runbookId, stationId, status, before, limit }: RunFilter): Promise<RunListRow[]> {
  const where = [
    sql`true`,
    ...(id === undefined ? [] : [sql`r.id = ${id}`]),
    ...(runbookId === undefined ? [] : [sql`r.runbook_id = ${runbookId}`]),
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(status === undefined ? [] : [sql`r.status = ${status}`]),
    ...(before === null ? [] : [sql`r.id < ${before}`]),
  ];
  const { rows } =
    await sql<RunListRow>`select r.id, r.runbook_id, b.builtin, r.name, s.identity, s.name as station_name, i.alert_id, r.kind, r.steps, r.status, r.step, r.reason, r.log,
      r.started_by, r.started_at, r.ended_at
    from runbook_run r join station s on s.id = r.station_id left join runbook b on b.id = r.runbook_id left join alert_item i on i.id = r.alert_item_id
    where ${sql.join(where, sql` and `)} order by r.id desc limit ${limit}`.execute(db);
  return rows;
}
