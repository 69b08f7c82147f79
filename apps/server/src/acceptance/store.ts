import type { acceptancePlan } from '@stationmaster/contract';
import type { AcceptanceStep, StepStatus } from '@stationmaster/domain';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import type { FramePlace } from '../frames/by-ids.ts';

export type Db = Kysely<Tables>;
export type Plan = z.output<typeof acceptancePlan>;
export interface StepRow {
  place: number;
  name: AcceptanceStep;
  status: StepStatus;
  code: string | null;
  found: Record<string, string | number | null>;
  data: Record<string, unknown>;
  note: string | null;
  tries: number;
  beganAt: string | null;
  endedAt: string | null;
  evidence: FramePlace[];
}
export interface RunRow {
  id: number;
  tenantId: number;
  stationId: number;
  identity: string;
  name: string;
  batchId: number | null;
  plan: Plan;
  status: 'running' | 'passed' | 'failed' | 'cancelled';
  startedBy: string;
  startedAt: Date;
  endedAt: Date | null;
  steps: StepRow[];
}
const runs = sql`select r.id::float8 as id, r.tenant_id as "tenantId", r.station_id::float8 as "stationId", s.identity, s.name, r.batch_id::float8 as "batchId", r.plan, r.status, r.started_by as "startedBy",
  r.started_at as "startedAt", r.ended_at as "endedAt", (select json_agg(json_build_object('place', t.place, 'name', t.name, 'status', t.status, 'code', t.code, 'found', t.found, 'data', t.data, 'note', t.note,
    'tries', t.tries, 'beganAt', t.began_at, 'endedAt', t.ended_at, 'evidence', t.evidence) order by t.place) from acceptance_step t where t.run_id = r.id) as steps
  from acceptance_run r join station s on s.id = r.station_id`;

async function select(db: Db, rest: RawBuilder<unknown>): Promise<RunRow[]> {
  return (await sql<RunRow>`${runs} ${rest}`.execute(db)).rows;
}
export async function findRun(db: Db, id: number): Promise<RunRow | undefined> {
  return (await select(db, sql`where r.id = ${id}`))[0];
}
export function selectRunning(db: Db): Promise<RunRow[]> {
  return select(db, sql`where r.status = 'running' order by r.id limit 200`);
}
export async function isRunningAt(db: Db, stationId: number): Promise<boolean> {
  return (await select(db, sql`where r.status = 'running' and r.station_id = ${stationId} limit 1`)).length > 0;
}
/** Newest first, those before the id `before`. */
export function selectRuns(
  db: Db,
  {
    stationId,
    batchId,
    status,
    before,
    limit,
  }: { stationId: string | undefined; batchId: number | undefined; status: string | undefined; before: number | null; limit: number },
): Promise<RunRow[]> {
  const conditions = [
    sql`true`,
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(batchId === undefined ? [] : [sql`r.batch_id = ${batchId}`]),
    ...(status === undefined ? [] : [sql`r.status = ${status}`]),
    ...(before === null ? [] : [sql`r.id < ${before}`]),
  ];
  return select(db, sql`where ${sql.join(conditions, sql` and `)} order by r.id desc limit ${limit}`);
}

export interface NewRuns {
  tenantId: number;
  stationIds: readonly number[];
  batchId: number | null;
  plan: Plan;
  startedBy: string;
  at: number;
}
/** A run for each station with its steps; their ids. */
export async function insertRuns(db: Db, { tenantId, stationIds, batchId, plan, startedBy, at }: NewRuns): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`with runs as (
      insert into acceptance_run (tenant_id, station_id, batch_id, plan, started_by, started_at)
      select ${tenantId}, station, ${batchId}, ${JSON.stringify(plan)}::jsonb, ${startedBy}, ${new Date(at)} from unnest(${[...stationIds]}::bigint[]) station returning id),
    steps as (insert into acceptance_step (run_id, place, tenant_id, name)
      select runs.id, step.place - 1, ${tenantId}, step.name from runs, unnest(${plan.steps}::text[]) with ordinality step(name, place))
    select id::float8 as id from runs order by id`.execute(db);
  return rows.map(({ id }) => id);
}

export interface StepPatch {
  status?: StepStatus;
  code?: string | null;
  found?: StepRow['found'];
  data?: StepRow['data'];
  note?: string | null;
  tries?: number;
  beganAt?: number | null;
  endedAt?: number | null;
  evidence?: readonly FramePlace[];
}
const moment = (at: number | null) => (at === null ? null : new Date(at));
/** `from`: only while it stands so. Whether it was changed. */
export async function patchStep(
  db: Db,
  { runId, place, from = null }: { runId: number; place: number; from?: StepStatus | null },
  patch: StepPatch,
): Promise<boolean> {
  const { status, code, found, data, note, tries, beganAt, endedAt, evidence } = patch;
  const sets = [
    sql`place = place`,
    ...(status === undefined ? [] : [sql`status = ${status}`]),
    ...(code === undefined ? [] : [sql`code = ${code}`]),
    ...(found === undefined ? [] : [sql`found = ${JSON.stringify(found)}::jsonb`]),
    ...(data === undefined ? [] : [sql`data = ${JSON.stringify(data)}::jsonb`]),
    ...(note === undefined ? [] : [sql`note = ${note}`]),
    ...(tries === undefined ? [] : [sql`tries = ${tries}`]),
    ...(beganAt === undefined ? [] : [sql`began_at = ${moment(beganAt)}`]),
    ...(endedAt === undefined ? [] : [sql`ended_at = ${moment(endedAt)}`]),
    ...(evidence === undefined ? [] : [sql`evidence = ${JSON.stringify(evidence)}::jsonb`]),
  ];
  const { numAffectedRows = 0n } =
    await sql`update acceptance_step set ${sql.join(sets)} where run_id = ${runId} and place = ${place} and (${from}::text is null or status = ${from})`.execute(
      db,
    );
  return numAffectedRows > 0n;
}
/** `from`: only while it stands so. */
export async function setRunStatus(
  db: Db,
  id: number,
  { status, at, from = null }: { status: RunRow['status']; at: number | null; from?: RunRow['status'] | null },
): Promise<void> {
  await sql`update acceptance_run set status = ${status}, ended_at = ${moment(at)} where id = ${id} and (${from}::text is null or status = ${from})`.execute(
    db,
  );
}

export interface BatchRow {
  id: number;
  name: string;
  startedBy: string;
  startedAt: Date;
  byStatus: Partial<Record<RunRow['status'], number>>;
}
const batches = sql`select b.id::float8 as id, b.name, b.started_by as "startedBy", b.started_at as "startedAt",
  coalesce((select jsonb_object_agg(n.status, n.count) from (select status, count(*) from acceptance_run where batch_id = b.id group by status) n), '{}') as "byStatus" from acceptance_batch b`;
export async function selectBatches(db: Db, { before, limit }: { before: number | null; limit: number }): Promise<BatchRow[]> {
  return (await sql<BatchRow>`${batches} where ${before}::bigint is null or b.id < ${before} order by b.id desc limit ${limit}`.execute(db))
    .rows;
}
export async function findBatch(db: Db, id: number): Promise<BatchRow | undefined> {
  return (await sql<BatchRow>`${batches} where b.id = ${id}`.execute(db)).rows[0];
}
export async function insertBatch(db: Db, batch: { tenantId: number; name: string; startedBy: string; at: number }): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into acceptance_batch (tenant_id, name, started_by, started_at)
    values (${batch.tenantId}, ${batch.name}, ${batch.startedBy}, ${new Date(batch.at)}) returning id::float8 as id`.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('insert returned no row');
  return id;
}
