import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { type Cursor, compare, lastId } from './cursor.ts';

type Db = Kysely<Tables>;
export interface Told {
  cursor: Cursor;
  tenantId: number;
  at: Date;
  kind: string;
  subject: string;
  data: Record<string, unknown>;
}
export interface Page {
  items: Told[];
  /** Everything up to here has been read. */
  upTo: Cursor;
  isFull: boolean;
  /** Rows are committed that cannot be read yet, because an older transaction is still open. */
  isHeldBack: boolean;
}
const pageSize = 500;

interface Row {
  xmin: string;
  held_back: boolean;
  xid: string | null;
  id: string;
  tenant_id: number;
  at: Date;
  kind: string;
  subject: string;
  data: Record<string, unknown>;
}

/**
 * What happened after the cursor, in order, up to the oldest transaction still open: none of those before it can commit
 * something later that would have had its place among what was read, so nothing is ever skipped.
 */
export async function readAfter(db: Db, after: Cursor, tenantId: number | null): Promise<Page> {
  const { rows } =
    await sql<Row>`with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xmin, (select xid from happening order by xid desc, id desc limit 1) as newest)
    select horizon.xmin::text as xmin, coalesce(horizon.newest >= horizon.xmin, false) as held_back,
      h.xid::text as xid, h.id::text as id, h.tenant_id, h.at, h.kind, h.subject, h.data::json as data
    from horizon left join lateral (select * from happening where (xid, id) > (${String(after.xid)}::xid8, ${String(after.id)}::bigint) and xid < horizon.xmin
      and (${tenantId}::int is null or tenant_id = ${tenantId}) order by xid, id limit ${pageSize}) h on true order by h.xid, h.id`.execute(
      db,
    );
  const first = rows[0];
  if (!first) throw new Error('the horizon is one row');
  const items = rows.flatMap(({ xid, id, tenant_id, at, kind, subject, data }) =>
    xid === null ? [] : [{ cursor: { xid: BigInt(xid), id: BigInt(id) }, tenantId: tenant_id, at, kind, subject, data }],
  );
  const horizon = { xid: BigInt(first.xmin) - 1n, id: lastId };
  const last = items.at(-1);
  const isFull = items.length === pageSize;
  // A cursor ahead of the horizon cannot be: the horizon never goes back.
  return { items, isFull, upTo: isFull && last ? last.cursor : compare(after, horizon) > 0 ? after : horizon, isHeldBack: first.held_back };
}

/** The end of the stream as it is now. */
export async function readHead(db: Db): Promise<Cursor> {
  const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(db);
  return { xid: BigInt(rows[0]?.xmin ?? '1') - 1n, id: lastId };
}

/** Can the stream be resumed there without a gap? Not before what retention has deleted, and not in another database's future. */
export async function canResume(db: Db, { xid, id }: Cursor): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`select ${String(xid)}::xid8 < pg_snapshot_xmin(pg_current_snapshot())
    and coalesce((select id = 1 or (xid, id) <= (${String(xid)}::xid8, ${String(id)}::bigint) from happening order by xid, id limit 1), true) as ok`.execute(
    db,
  );
  return rows[0]?.ok === true;
}

/** Deletes the beginning of the stream up to the newest row older than the moment, which stays as the mark of how far. */
export async function deleteBefore(db: Db, moment: number): Promise<number> {
  const { numAffectedRows } =
    await sql`with mark as materialized (select xid, id from happening where at < ${new Date(moment)} order by xid desc, id desc limit 1)
    delete from happening h using mark where (h.xid, h.id) < (mark.xid, mark.id)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
