import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export interface Mark {
  xid: string;
  id: number;
}
const reader = 'supply';
/** The rows a run looks at, whatever they tell of. */
const mostRead = 20_000;

/** Sessions that have ended, or were changed after their end, since the last run; only while anybody has a supply rate. null: nothing to read. */
export async function readEnded(db: Db, limit: number): Promise<{ ids: number[]; upTo: Mark | null }> {
  const { rows } = await sql<Mark & { session: number | null }>`with since as (
      select coalesce((select xid from outbox_reader where name = ${reader}), '0'::xid8) as xid, coalesce((select id from outbox_reader where name = ${reader}), 0) as id)
    select h.xid::text as xid, h.id::float8 as id,
      case when h.kind in ('session.ended', 'session.corrected') then h.subject::float8 end as session
    from happening h, since where exists (select from supply_rate) and (h.xid, h.id) > (since.xid, since.id) and h.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by h.xid, h.id limit ${mostRead}`.execute(db);
  const ids = new Set<number>();
  let upTo: Mark | null = null;
  for (const { xid, id, session } of rows) {
    if (session !== null) {
      if (ids.size >= limit && !ids.has(session)) break;
      ids.add(session);
    }
    upTo = { xid, id };
  }
  return { ids: [...ids], upTo };
}

export async function moveReader(db: Db, { xid, id }: Mark): Promise<void> {
  await sql`insert into outbox_reader (name, xid, id) values (${reader}, ${xid}::text::xid8, ${id})
    on conflict (name) do update set xid = excluded.xid, id = excluded.id`.execute(db);
}

/** Keeps what a session's energy cost, and tells of it where that is new. */
export async function writeSupply(
  db: Db,
  sessionId: number,
  { cost, co2Grams, at }: { cost: string | null; co2Grams: number | null; at: number },
): Promise<void> {
  await sql`with changed as (update session set supply_cost = ${cost}::numeric, co2_g = ${co2Grams}::numeric
      where id = ${sessionId} and (supply_cost, co2_g) is distinct from (${cost}::numeric, ${co2Grams}::numeric) returning id, tenant_id)
    insert into happening (tenant_id, at, kind, subject, data) select tenant_id, ${new Date(at)}, 'session.supplied', id::text, '{}' from changed`.execute(
    db,
  );
}

/** Time zones by site. */
export async function zonesOf(db: Db, sessions: readonly { siteId: number | null }[]): Promise<Map<number, string>> {
  const ids = [...new Set(sessions.flatMap(({ siteId }) => (siteId === null ? [] : [siteId])))];
  const { rows } = await sql<{
    id: number;
    zone: string;
  }>`select id::float8 as id, time_zone as zone from site where id = any(${ids}::bigint[])`.execute(db);
  return new Map(rows.map(({ id, zone }) => [id, zone]));
}
