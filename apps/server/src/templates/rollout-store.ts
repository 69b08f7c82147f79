import type { rolloutRules } from '@stationmaster/contract';
import type { RolloutStep, VariablePlace } from '@stationmaster/domain';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { BulkFilter } from '../commands/bulk-store.ts';
import type { Db } from './store.ts';

export type RolloutRules = z.output<typeof rolloutRules>;
export interface Change extends VariablePlace {
  before: string | null;
  wanted: string | null;
}
export interface RolloutRow {
  id: number;
  tenantId: number;
  filter: BulkFilter;
  rules: RolloutRules;
  status: 'running' | 'done' | 'stopped' | 'cancelled';
  reason: string | null;
  startedBy: string;
  startedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  bySteps: Partial<Record<RolloutStep, number>>;
}
const rollouts = sql`select r.id::float8 as id, r.tenant_id as "tenantId", r.filter, r.rules, r.status, r.reason, r.started_by as "startedBy", r.started_at as "startedAt", r.expires_at as "expiresAt",
  r.ended_at as "endedAt", coalesce((select jsonb_object_agg(n.step, n.count) from (select step, count(*) from configuration_rollout_station where rollout_id = r.id group by step) n), '{}') as "bySteps"
  from configuration_rollout r`;

export async function findRollout(db: Db, id: number): Promise<RolloutRow | undefined> {
  return (await sql<RolloutRow>`${rollouts} where r.id = ${id}`.execute(db)).rows[0];
}
/** Newest first, those before the id `before`. */
export async function selectRollouts(db: Db, { before, limit }: { before: number | null; limit: number }): Promise<RolloutRow[]> {
  return (
    await sql<RolloutRow>`${rollouts} where ${before}::bigint is null or r.id < ${before} order by r.id desc limit ${limit}`.execute(db)
  ).rows;
}
export async function selectRunning(db: Db): Promise<RolloutRow[]> {
  return (await sql<RolloutRow>`${rollouts} where r.status = 'running' order by r.id`.execute(db)).rows;
}

/** The first of `stationIds` are the ones that go first. */
export async function insertRollout(
  db: Db,
  rollout: {
    tenantId: number;
    filter: BulkFilter;
    rules: RolloutRules;
    startedBy: string;
    at: number;
    stationIds: readonly number[];
  },
): Promise<number> {
  const { tenantId, filter, rules, startedBy, at, stationIds } = rollout;
  const now = new Date(at);
  const { rows } = await sql<{ id: number }>`with made as (
      insert into configuration_rollout (tenant_id, filter, rules, started_by, started_at, expires_at)
      values (${tenantId}, ${JSON.stringify(filter)}::jsonb, ${JSON.stringify(rules)}::jsonb, ${startedBy}, ${now}, ${new Date(at + rules.withinHours * 3_600_000)}) returning id),
    stations as (insert into configuration_rollout_station (rollout_id, station_id, tenant_id, wave, updated_at)
      select made.id, t.station, ${tenantId}, (t.place > ${rules.canary})::int, ${now} from made, unnest(${[...stationIds]}::bigint[]) with ordinality t(station, place))
    select id::float8 as id from made`.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('insert returned no row');
  return id;
}

/** Ends it; what was not begun is skipped. */
export async function endRollout(
  db: Db,
  { id, status, reason, at }: { id: number; status: 'done' | 'stopped' | 'cancelled'; reason: string | null; at: number },
): Promise<void> {
  const now = new Date(at);
  await sql`with ended as (update configuration_rollout set status = ${status}, reason = ${reason}, ended_at = ${now} where id = ${id} and status = 'running' returning id)
    update configuration_rollout_station r set step = 'skipped', reason = ${status}, updated_at = ${now} from ended where r.rollout_id = ended.id and r.step = 'waiting'`.execute(
    db,
  );
}

export interface RolloutStationRow {
  rolloutId: number;
  stationId: number;
  tenantId: number;
  identity: string;
  name: string;
  wave: 0 | 1;
  step: RolloutStep;
  reason: string | null;
  tries: number;
  since: Date | null;
  commandId: number | null;
  changes: Change[];
  faulted: string[];
  updatedAt: Date;
  bootedAt: Date | null;
  /** A car charges there. */
  isBusy: boolean;
}
const stations = sql`select r.rollout_id::float8 as "rolloutId", r.station_id::float8 as "stationId", r.tenant_id as "tenantId", s.identity, s.name, r.wave, r.step, r.reason, r.tries, r.since,
  r.command_id::float8 as "commandId", r.changes, r.faulted, r.updated_at as "updatedAt", s.booted_at as "bootedAt",
  exists (select from session e where e.station_id = s.id and e.status = 'active') as "isBusy"
  from configuration_rollout_station r join station s on s.id = r.station_id`;

async function selectStations(db: Db, where: RawBuilder<unknown>): Promise<RolloutStationRow[]> {
  return (await sql<RolloutStationRow>`${stations} where ${where}`.execute(db)).rows;
}
/** All that are not over, or may be told of. */
export function selectAllOf(db: Db, rolloutId: number): Promise<RolloutStationRow[]> {
  return selectStations(db, sql`r.rollout_id = ${rolloutId} order by r.wave, s.identity`);
}
export function listRolloutStations(
  db: Db,
  { rolloutId, step, after, limit }: { rolloutId: number; step: RolloutStep | undefined; after: [number, string] | null; limit: number },
): Promise<RolloutStationRow[]> {
  const next = after === null ? sql`` : sql`and (r.wave, s.identity) > (${after[0]}, ${after[1]})`;
  return selectStations(
    db,
    sql`r.rollout_id = ${rolloutId} and (${step ?? null}::text is null or r.step = ${step ?? null}) ${next} order by r.wave, s.identity limit ${limit}`,
  );
}

export interface StationPatch {
  step?: RolloutStep;
  reason?: string | null;
  tries?: number;
  since?: number | null;
  commandId?: number;
  changes?: readonly Change[];
  faulted?: readonly string[];
}
export async function patchStation(
  db: Db,
  { rolloutId, stationId, at }: { rolloutId: number; stationId: number; at: number },
  patch: StationPatch,
): Promise<void> {
  const { step, reason, tries, since, commandId, changes, faulted } = patch;
  const sets = [
    sql`updated_at = ${new Date(at)}`,
    ...(step === undefined ? [] : [sql`step = ${step}`]),
    ...(reason === undefined ? [] : [sql`reason = ${reason}`]),
    ...(tries === undefined ? [] : [sql`tries = ${tries}`]),
    ...(since === undefined ? [] : [sql`since = ${since === null ? null : new Date(since)}`]),
    ...(commandId === undefined ? [] : [sql`command_id = ${commandId}`]),
    ...(changes === undefined ? [] : [sql`changes = ${JSON.stringify(changes)}::jsonb`]),
    ...(faulted === undefined ? [] : [sql`faulted = ${JSON.stringify(faulted)}::jsonb`]),
  ];
  await sql`update configuration_rollout_station set ${sql.join(sets)} where rollout_id = ${rolloutId} and station_id = ${stationId}`.execute(
    db,
  );
}

/** At start: what a stopped server was just writing is begun anew; writing the same again does no harm. */
export async function resumeWriting(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`update configuration_rollout_station set step = 'waiting' where step = 'writing'`.execute(db);
  return Number(numAffectedRows ?? 0);
}
