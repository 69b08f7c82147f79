import type { ListEntry } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface ListViewRow {
  id: number;
  identity: string;
  keep: boolean | null;
  is_kept: boolean;
  state: string;
  reason: string | null;
  held_version: number | null;
  told_version: number | null;
  told_at: Date | null;
  left_out: number;
  in_step_since: Date | null;
  due_at: Date | null;
  cards: number;
  /** No card has changed since the last try. */
  is_newest: boolean;
  /** The station has told since it began anew that it holds this version. */
  is_proved: boolean;
}
export async function findListView(db: Db, identity: string): Promise<ListViewRow | undefined> {
  const { rows } =
    await sql<ListViewRow>`select s.id::float8 as id, s.identity, l.keep, coalesce(l.keep, site.keep_local_lists, false) as is_kept, coalesce(l.state, 'off') as state, l.reason,
      l.held_version, l.told_version, l.told_at, coalesce(l.left_out, 0) as left_out, l.in_step_since, l.due_at,
      (select count(*)::int from local_list_entry e where e.station_id = s.id and l.held_version is not null) as cards,
      l.revision is not distinct from r.revision as is_newest, coalesce(l.told_version = l.held_version and l.told_at >= greatest(s.connected_at, s.booted_at), false) as is_proved
    from station s left join local_list l on l.station_id = s.id left join site on site.id = s.site_id left join token_revision r on r.tenant_id = s.tenant_id
    where s.identity = ${identity}`.execute(db);
  return rows[0];
}

/** Looked at by the next run of the job. */
export async function setKeep(db: Db, stationId: number, { keep, at }: { keep: boolean | null; at: number }): Promise<void> {
  await sql`insert into local_list (station_id, tenant_id, keep, due_at) select id, tenant_id, ${keep}, ${new Date(at)} from station where id = ${stationId}
    on conflict (station_id) do update set keep = excluded.keep, due_at = excluded.due_at`.execute(db);
}

/** By key; those of a list that is not known for certain are not told. */
export async function selectEntries(
  db: Db,
  stationId: number,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ key: string; entry: ListEntry }[]> {
  const { rows } = await sql<{
    key: string;
    entry: ListEntry;
  }>`select e.key, e.entry from local_list_entry e join local_list l on l.station_id = e.station_id
    where e.station_id = ${stationId} and l.held_version is not null and (${after}::text is null or e.key > ${after}) order by e.key limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** Of a list that is kept: what its station shall not know any more. Looked at by the next run of the job. */
export async function leaveOut(db: Db, stationId: number, { keys, at }: { keys: readonly string[]; at: number }): Promise<void> {
  await sql`update local_list set without = array(select distinct unnest(without || ${[...keys]}::text[])), due_at = ${new Date(at)} where station_id = ${stationId}`.execute(
    db,
  );
}
