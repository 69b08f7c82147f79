import type { ListEntry } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

/** Kept by its own setting, else by its site's. */
const isKept = sql<boolean>`coalesce(l.keep, site.keep_local_lists, false)`;
/** Something of ours is there that should not be. */
const isLeft = sql`(l.state is not null and l.state not in ('off', 'unsupported'))`;

/** Connected stations whose list may have to be brought in step: ids, the longest waiting first. */
export async function selectDue(db: Db, at: number): Promise<number[]> {
  const now = new Date(at);
  const { rows } = await sql<{ id: number }>`select s.id::float8 as id from station s left join local_list l on l.station_id = s.id
      left join site on site.id = s.site_id left join token_revision r on r.tenant_id = s.tenant_id
    where s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at) and (${isKept} or ${isLeft})
      and (l.tried_at is null or l.tried_at < greatest(s.connected_at, s.booted_at) or l.due_at <= ${now}
        or (${isKept} and (l.revision is distinct from r.revision or l.state in ('off', 'clearing'))) or (not ${isKept} and l.state <> 'clearing'))
    order by l.tried_at nulls first limit 200`.execute(db);
  return rows.map(({ id }) => id);
}

export interface ListRow {
  id: number;
  tenant_id: number;
  site_id: number | null;
  identity: string;
  call_timeout_ms: number;
  is_kept: boolean;
  state: string;
  held_version: number | null;
  told_version: number | null;
  failures: number;
  without: string[];
  revision: number | null;
  in_step_since: Date | null;
}
/** The station's list, made where there is none yet. Undefined: no such station. */
export async function findList(db: Db, stationId: number): Promise<ListRow | undefined> {
  await sql`insert into local_list (station_id, tenant_id) select id, tenant_id from station where id = ${stationId} on conflict do nothing`.execute(
    db,
  );
  const { rows } =
    await sql<ListRow>`select s.id::float8 as id, s.tenant_id, s.site_id::float8 as site_id, s.identity, s.call_timeout_ms, ${isKept} as is_kept, l.state, l.held_version, l.told_version, l.failures, l.without, l.in_step_since,
      (select revision::float8 from token_revision r where r.tenant_id = s.tenant_id) as revision
    from station s join local_list l on l.station_id = s.id left join site on site.id = s.site_id where s.id = ${stationId}`.execute(db);
  return rows[0];
}

/** What the station holds for certain, by key. */
export async function selectHeld(db: Db, stationId: number): Promise<Map<string, ListEntry>> {
  const { rows } = await sql<{
    key: string;
    entry: ListEntry;
  }>`select key, entry from local_list_entry where station_id = ${stationId}`.execute(db);
  return new Map(rows.map(({ key, entry }) => [key, entry]));
}

/** The next number of this install, above what the station has. */
export async function nextVersion(db: Db, above: number): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select case when v > ${above} then v else setval('local_list_version', ${above} + 1) end::float8 as n from nextval('local_list_version') v`.execute(
    db,
  );
  return rows[0]?.n ?? above + 1;
}

export interface ListChange {
  state?: string;
  reason?: string | null;
  toldVersion?: number;
  toldAt?: number;
  /** null: what it holds is not known. */
  heldVersion?: number | null;
  leftOut?: number;
  inStepSince?: number | null;
  revision?: number | null;
  triedAt?: number;
  failures?: number;
  dueAt?: number | null;
  without?: readonly string[];
  keep?: boolean | null;
}
const columns: Readonly<Record<keyof ListChange, string>> = {
  state: 'state',
  reason: 'reason',
  toldVersion: 'told_version',
  toldAt: 'told_at',
  heldVersion: 'held_version',
  leftOut: 'left_out',
  inStepSince: 'in_step_since',
  revision: 'revision',
  triedAt: 'tried_at',
  failures: 'failures',
  dueAt: 'due_at',
  without: 'without',
  keep: 'keep',
};
const times: ReadonlySet<string> = new Set(['toldAt', 'inStepSince', 'triedAt', 'dueAt']);

/** Sets the fields that are given, and tells whoever watches the station. */
export async function changeList(db: Db, stationId: number, change: ListChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  const sets = Object.entries(change).map(([field, value]) => {
    const shown = times.has(field) && value !== null ? new Date(Number(value)) : value;
    return sql`${sql.ref(columns[field as keyof ListChange])} = ${field === 'without' ? sql`${value}::text[]` : shown}`;
  });
  await sql`with changed as (update local_list set ${sql.join(sets)} where station_id = ${stationId} returning tenant_id),
    station as (select identity from station where id = ${stationId})
    insert into happening (tenant_id, at, kind, subject, data)
      select tenant_id, now(), 'station.told', identity, jsonb_build_object('stationId', identity, 'kinds', array['localList'])::text from changed, station`.execute(
    db,
  );
}

/** The station has told that it holds exactly these: they replace what was known before. */
export async function saveHeld(
  db: Db,
  stationId: number,
  { entries, ...change }: ListChange & { entries: ReadonlyMap<string, ListEntry> },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const keys = [...entries.keys()];
    const lines = [...entries.values()].map((entry) => JSON.stringify(entry));
    await sql`delete from local_list_entry where station_id = ${stationId} and not key = any(${keys}::text[])`.execute(tx);
    await sql`insert into local_list_entry (station_id, tenant_id, key, entry)
      select ${stationId}::bigint, (select tenant_id from station where id = ${stationId}), v.key, v.entry::jsonb from unnest(${keys}::text[], ${lines}::text[]) as v (key, entry)
      on conflict (station_id, key) do update set entry = excluded.entry where local_list_entry.entry is distinct from excluded.entry`.execute(
      tx,
    );
    await changeList(tx, stationId, change);
  });
}
