import type { ConfigurationState, StationFacts } from '@stationmaster/domain';
import { sql } from 'kysely';
import type { Db } from './store.ts';

export interface StandingRow extends StationFacts {
  tenantId: number;
  identity: string;
  name: string;
  state: ConfigurationState | null;
  drifted: number | null;
  checkedAt: Date | null;
  askedAt: Date | null;
  written: Record<string, string>;
}
const columns = sql`s.id::float8 as id, s.tenant_id as "tenantId", s.identity, s.name, s.site_id::float8 as "siteId", s.vendor, s.model, s.protocol, c.state, c.drifted,
  c.checked_at as "checkedAt", c.asked_at as "askedAt", coalesce(c.written, '{}') as written`;
const joined = sql`from station s left join configuration_state c on c.station_id = s.id`;

export async function selectStandings(db: Db, stationIds: readonly number[]): Promise<StandingRow[]> {
  return (
    await sql<StandingRow>`select ${columns} ${joined} where s.id = any(${[...stationIds]}::bigint[]) order by s.identity`.execute(db)
  ).rows;
}

/** By identity; the worst states have their own filter. */
export async function listStandings(
  db: Db,
  { state, after, limit }: { state: ConfigurationState | undefined; after: string | null; limit: number },
): Promise<StandingRow[]> {
  const { rows } =
    await sql<StandingRow>`select ${columns} ${joined} where (${after}::text is null or s.identity > ${after}) and (${state ?? null}::text is null or coalesce(c.state, 'unknown') = ${state ?? null})
    order by s.identity limit ${limit}`.execute(db);
  return rows;
}

/** All stations of a tenant: for what a template is for. */
export async function selectFacts(db: Db, tenantId: number): Promise<StationFacts[]> {
  const { rows } =
    await sql<StationFacts>`select id::float8 as id, site_id::float8 as "siteId", vendor, model, protocol from station where tenant_id = ${tenantId}`.execute(
      db,
    );
  return rows;
}

export interface SavedState {
  stationId: number;
  tenantId: number;
  state: ConfigurationState;
  drifted: number;
  at: number;
  askedAt: number | null;
  isOwed: boolean;
  dueAt: number;
}
export async function saveState(db: Db, { stationId, tenantId, state, drifted, at, askedAt, isOwed, dueAt }: SavedState): Promise<void> {
  const asked = askedAt === null ? null : new Date(askedAt);
  await sql`insert into configuration_state (station_id, tenant_id, state, drifted, checked_at, asked_at, owed, due_at)
    values (${stationId}, ${tenantId}, ${state}, ${drifted}, ${new Date(at)}, ${asked}, ${isOwed}, ${new Date(dueAt)})
    on conflict (station_id) do update set state = excluded.state, drifted = excluded.drifted, checked_at = excluded.checked_at, asked_at = coalesce(excluded.asked_at, configuration_state.asked_at),
      owed = excluded.owed, due_at = excluded.due_at`.execute(db);
}

/** The station has taken these: it cannot tell what they are. */
export async function saveWritten(db: Db, station: { id: number; tenantId: number; at: number }, written: object): Promise<void> {
  const at = new Date(station.at);
  await sql`insert into configuration_state (station_id, tenant_id, state, checked_at, due_at, written) values (${station.id}, ${station.tenantId}, 'unknown', ${at}, ${at}, ${JSON.stringify(written)}::jsonb)
    on conflict (station_id) do update set written = configuration_state.written || excluded.written`.execute(db);
}

/** A template has changed: all stations of the tenant are compared anew. */
export async function compareAnew(db: Db, tenantId: number, at: number): Promise<void> {
  await sql`update configuration_state set due_at = ${new Date(at)} where tenant_id = ${tenantId}`.execute(db);
}

/** Stations to be looked at: never so far, started since, back again when they were to be asked, or a day after the last time. */
export async function selectDue(db: Db, at: number, limit: number): Promise<{ id: number; tenantId: number }[]> {
  const now = new Date(at);
  const settled = new Date(at - settleMs);
  const { rows } = await sql<{ id: number; tenantId: number }>`select s.id::float8 as id, s.tenant_id as "tenantId" from station s
    left join configuration_state c on c.station_id = s.id
    where (c.station_id is null or c.due_at <= ${now} or (s.booted_at > c.checked_at and s.booted_at <= ${settled})
        or (c.owed and s.connected_at > c.checked_at and s.connected_at <= ${settled}))
      and (coalesce(c.state, 'none') <> 'none' or exists (select from configuration_template t where t.tenant_id = s.tenant_id and t.removed_at is null))
    order by c.checked_at nulls first limit ${limit}`.execute(db);
  return rows;
}
/** A station that has just started has more urgent things to say. */
const settleMs = 3_000;
