import type { BillingAction, Finding, FindingKind, QualityRule, Repair, RepairEntry } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { LiveSession } from '../sessions/live.ts';

type Db = Kysely<Tables>;

export interface EndedRow {
  id: number;
  tenantId: number;
  stationId: number;
  evseId: number;
  startedAt: number;
  endedAt: number;
  energyWh: number;
  meterStartWh: number | null;
  meterStopWh: number | null;
  lastReadingAt: number | null;
  marks: LiveSession['marks'];
  state: LiveSession['state'];
  tariffVersionId: number | null;
  overlapsWith: number | null;
  otherStartedAt: number | null;
  maxPowerW: number | null;
}
/** Those of these sessions that have ended, with what their check asks of the world. */
export async function selectEnded(db: Db, ids: readonly number[]): Promise<EndedRow[]> {
  if (ids.length === 0) return [];
  const { rows } =
    await sql<EndedRow>`select e.id::float8 as id, e.tenant_id as "tenantId", e.station_id::float8 as "stationId", e.evse_id as "evseId",
      (extract(epoch from e.started_at) * 1000)::float8 as "startedAt", (extract(epoch from e.ended_at) * 1000)::float8 as "endedAt", e.energy_wh::float8 as "energyWh",
      e.meter_start_wh::float8 as "meterStartWh", e.meter_stop_wh::float8 as "meterStopWh", (extract(epoch from e.last_reading_at) * 1000)::float8 as "lastReadingAt",
      e.marks, e.state::json as state, e.tariff_version_id::float8 as "tariffVersionId",
      other.id::float8 as "overlapsWith", (extract(epoch from other.started_at) * 1000)::float8 as "otherStartedAt",
      (select (v.characteristics ->> 'maxLimit')::float8 from station_variable v where v.station_id = e.station_id and v.evse_id = e.evse_id and lower(v.variable) = 'power'
        and v.component = 'EVSE' and v.connector_id = 0 and (v.characteristics ->> 'maxLimit')::float8 > 0 limit 1) as "maxPowerW"
    from session e left join lateral (
        select o.id, o.started_at from (
          select c.session_id as id, c.started_at from session_check c where c.station_id = e.station_id and c.evse_id = e.evse_id and c.evse_id > 0 and c.started_at < e.ended_at
            and c.ended_at > e.started_at and c.ended_at < e.ended_at + interval '30 days' and c.session_id <> e.id
          union all select a.id, a.started_at from session a where a.station_id = e.station_id and a.status = 'active' and a.evse_id = e.evse_id and a.evse_id > 0
            and a.started_at < e.ended_at and a.id <> e.id) o
        order by o.started_at, o.id limit 1) other on true
    where e.id = any(${[...ids]}::bigint[]) and e.status = 'ended' and e.ended_at is not null`.execute(db);
  return rows;
}

export async function selectRules(db: Db, tenantId: number): Promise<Partial<Record<FindingKind, QualityRule>>> {
  const { rows } = await sql<{
    kind: FindingKind;
    action: BillingAction;
    most: number | null;
  }>`select kind, action, most from quality_rule where tenant_id = ${tenantId}`.execute(db);
  return Object.fromEntries(rows.map(({ kind, action, most }) => [kind, { action, ...(most === null ? {} : { limit: most }) }]));
}
export async function upsertRule(
  db: Db,
  { tenantId, kind, rule, at, by }: { tenantId: number; kind: FindingKind; rule: QualityRule; at: number; by: string },
): Promise<void> {
  await sql`insert into quality_rule (tenant_id, kind, action, most, changed_at, changed_by) values (${tenantId}, ${kind}, ${rule.action}, ${rule.limit ?? null}, ${new Date(at)}, ${by})
    on conflict (tenant_id, kind) do update set action = excluded.action, most = excluded.most, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    db,
  );
}

export interface RepairRow extends RepairEntry {
  sessionId: number;
  at: Date;
  authorName: string;
  reason: string;
}
export async function selectRepairs(db: Db, sessionIds: readonly number[]): Promise<RepairRow[]> {
  if (sessionIds.length === 0) return [];
  const { rows } =
    await sql<RepairRow>`select id::float8 as id, session_id::float8 as "sessionId", at, author_name as "authorName", reason, change, reverses::float8 as reverses
    from session_repair where session_id = any(${[...sessionIds]}::bigint[]) order by id`.execute(db);
  return rows;
}
export interface NewRepair {
  tenantId: number;
  sessionId: number;
  at: number;
  author: string;
  authorName: string;
  reason: string;
  change: Repair;
  reverses: number | null;
}
export async function insertRepair(db: Db, row: NewRepair): Promise<void> {
  await sql`insert into session_repair (tenant_id, session_id, at, author, author_name, reason, change, reverses)
    values (${row.tenantId}, ${row.sessionId}, ${new Date(row.at)}, ${row.author}, ${row.authorName}, ${row.reason}, ${JSON.stringify(row.change)}::jsonb, ${row.reverses})`.execute(
    db,
  );
}
/** The session's row, locked: two people who repair it at once do so one after the other. */
export async function lockSession(
  db: Db,
  id: number,
): Promise<{ status: string; startedAt: Date; endedAt: Date | null; identity: string } | undefined> {
  const { rows } = await sql<{
    status: string;
    startedAt: Date;
    endedAt: Date | null;
    identity: string;
  }>`select e.status, e.started_at as "startedAt", e.ended_at as "endedAt", s.identity
    from session e join station s on s.id = e.station_id where e.id = ${id} for update of e`.execute(db);
  return rows[0];
}

export interface CheckRow {
  sessionId: number;
  tenantId: number;
  stationId: number;
  outcome: BillingAction;
  decidedBy: string | null;
  findings: readonly Finding[];
  suggestion: Repair | null;
  signedWh: number | null;
}
/**
 * Keeps all verdicts in one statement, and tells where what people see of one has changed; the first verdict over a session with
 * nothing wrong is no news. Returns whether there was any.
 */
export async function upsertChecks(db: Db, checks: readonly CheckRow[], at: number): Promise<boolean> {
  const now = sql`${new Date(at)}::timestamptz`;
  const { rows } = await sql`with v as materialized (select * from jsonb_to_recordset(${JSON.stringify(checks)}::jsonb)
        as v("sessionId" bigint, outcome text, "decidedBy" text, findings jsonb, suggestion jsonb, "signedWh" float8)),
      before as materialized (select c.* from v cross join lateral (select * from session_check c where c.session_id = v."sessionId" offset 0) c),
      kept as (insert into session_check as c (session_id, tenant_id, station_id, evse_id, started_at, ended_at, outcome, decided_by, findings, suggestion, signed_wh, since, checked_at)
        select e.id, e.tenant_id, e.station_id, e.evse_id, e.started_at, coalesce(e.ended_at, e.started_at), v.outcome, v."decidedBy", v.findings, v.suggestion, v."signedWh", ${now}, ${now}
        from v cross join lateral (select * from session e where e.id = v."sessionId" offset 0) e order by e.id
        on conflict (session_id) do update set evse_id = excluded.evse_id, started_at = excluded.started_at, ended_at = excluded.ended_at, outcome = excluded.outcome, decided_by = excluded.decided_by, findings = excluded.findings, suggestion = excluded.suggestion,
          signed_wh = excluded.signed_wh, since = case when c.outcome = excluded.outcome then c.since else excluded.since end, checked_at = excluded.checked_at
        returning session_id, tenant_id, outcome, decided_by, findings, suggestion, signed_wh)
    insert into happening (tenant_id, at, kind, subject, data)
    select k.tenant_id, ${now}, 'session.checked', k.session_id::text, json_build_object('outcome', k.outcome)::text
    from kept k left join before b on b.session_id = k.session_id
    where case when b.session_id is null then k.outcome <> 'bill' or k.findings <> '[]'
      else (b.outcome, b.decided_by, b.findings, b.suggestion, b.signed_wh) is distinct from (k.outcome, k.decided_by, k.findings, k.suggestion, k.signed_wh) end
    returning subject`.execute(db);
  return rows.length > 0;
}
/** Those of these sessions that have a verdict. */
export async function selectJudged(db: Db, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    id: number;
  }>`select session_id::float8 as id from session_check where session_id = any(${[...new Set(ids)]}::bigint[])`.execute(db);
  return rows.map(({ id }) => id);
}
/** Held sessions of a tenant that a changed rule may let go; newest first. */
export async function selectHeld(db: Db, tenantId: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select session_id::float8 as id from session_check where tenant_id = ${tenantId} and outcome = 'hold' and decided_by is null
    order by session_id desc limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The prices that hold there now, where they are not those of the session: a version that follows the session's own. */
export async function selectPriceChanged(db: Db, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`select e.id::float8 as id from session e join tariff_version v on v.id = e.tariff_version_id
    where e.id = any(${[...ids]}::bigint[]) and exists (select from tariff_version n where n.tariff_id = v.tariff_id and n.version > v.version
      and n.created_at > e.started_at and n.created_at < e.ended_at)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Sessions that overlap one of these, or were said to. `offset 0` keeps the planner from joining the whole table: of a young one it
 * knows no size yet, and of each session it is a few neighbours at its own place.
 */
export async function selectNeighbours(db: Db, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    id: number;
  }>`select distinct o.session_id::float8 as id from session_check c cross join lateral (
      (select o.session_id from session_check o where o.station_id = c.station_id and o.evse_id = c.evse_id and o.evse_id > 0 and o.session_id <> c.session_id
        and o.started_at < c.ended_at and o.ended_at > c.started_at and o.ended_at < c.ended_at + interval '30 days' offset 0)
      union all
      (select o.session_id from session_check o where o.station_id = c.station_id and o.evse_id = c.evse_id and o.session_id <> c.session_id
        and o.findings @> '[{"kind": "overlapping"}]'
        and o.findings @> jsonb_build_array(jsonb_build_object('kind', 'overlapping', 'detail', jsonb_build_object('sessionId', c.session_id))) offset 0)) o
    where c.session_id = any(${[...ids]}::bigint[])`.execute(db);
  return rows.map(({ id }) => id);
}
