import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { type Cursor, compare, lastId } from './cursor.ts';
import { readHead } from './store.ts';

type Db = Kysely<Tables>;

export interface News {
  items: readonly { tenantId: number; at: Date; kind: string; subject: string; data: Record<string, unknown> }[];
  /** They are dealt with: not told again, not even after a restart. */
  keep: () => Promise<void>;
}
const mostAtOnce = 2000;

/**
 * Follows the outbox under a name, some kinds of happenings only. Its place is kept in the database: what was read and not kept is
 * read again. A new reader begins at the end; one that was away for longer than happenings are kept goes on with the oldest.
 */
export function createFollower(
  db: Db,
  {
    reader,
    kinds,
    dataOf = kinds,
    where = sql<boolean>`true`,
    most = mostAtOnce,
  }: {
    reader: string;
    kinds: readonly string[];
    /** Kinds whose data is wanted; that of the others is told as empty. */
    dataOf?: readonly string[];
    /** A narrower choice, of columns of `happening`, made in the database. */
    where?: RawBuilder<boolean>;
    /** Happenings told at once, and the rest of their last commit. */
    most?: number;
  },
): { read: () => Promise<News> } {
  let at: Cursor | null = null;
  let kept: Cursor | null = null;
  const keep = async (upTo: Cursor, isWorthIt: boolean): Promise<void> => {
    at = upTo;
    // The place moves with every transaction; it is written where something was read, or it has moved far.
    if (!isWorthIt && kept !== null && upTo.xid - kept.xid < 10_000n) return;
    await sql`insert into outbox_place (reader, xid, id) values (${reader}, ${String(upTo.xid)}, ${String(upTo.id)})
      on conflict (reader) do update set xid = excluded.xid, id = excluded.id`.execute(db);
    kept = upTo;
  };
  return {
    read: async () => {
      if (at === null) {
        at = kept = await placeOf(db, reader);
        if (at === null) await keep(await readHead(db), true);
      }
      const from = at ?? (await readHead(db));
      const { items, upTo } = await readKinds(db, from, { kinds, dataOf, where, most });
      return { items, keep: () => keep(upTo, items.length > 0) };
    },
  };
}

async function placeOf(db: Db, reader: string): Promise<Cursor | null> {
  const { rows } = await sql<{ xid: string; id: string }>`select xid, id from outbox_place where reader = ${reader}`.execute(db);
  const row = rows[0];
  return row === undefined ? null : { xid: BigInt(row.xid), id: BigInt(row.id) };
}

interface Row {
  xmin: string;
  xid: string | null;
  id: string;
  tenant_id: number;
  at: Date;
  kind: string;
  subject: string;
  data: string | null;
}
interface Choice {
  kinds: readonly string[];
  dataOf: readonly string[];
  where: RawBuilder<boolean>;
  most: number;
}
/** As `readAfter`, see there why nothing is skipped. A commit is told whole: what one message has told stays together. */
async function readKinds(db: Db, after: Cursor, choice: Choice): Promise<{ items: News['items']; upTo: Cursor }> {
  // Of the newest rows the planner has no statistics and takes them for few: it would read and sort all that a reader is behind by,
  // each time anew, instead of going along the index to as many as are wanted.
  const rows = await db.transaction().execute(async (tx) => {
    await sql`select set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)`.execute(tx);
    return await selectKinds(tx, after, choice);
  });
  const items = rows.flatMap(({ xid, tenant_id: tenantId, at, kind, subject, data }) =>
    xid === null ? [] : [{ tenantId, at, kind, subject, data: data === null ? {} : (JSON.parse(data) as Record<string, unknown>) }],
  );
  const last = rows.at(-1);
  const horizon = { xid: BigInt(rows[0]?.xmin ?? '1') - 1n, id: lastId };
  const isFull = items.length >= choice.most && last?.xid != null;
  const upTo = isFull ? { xid: BigInt(last?.xid ?? '0'), id: BigInt(last?.id ?? '0') } : horizon;
  return { items, upTo: compare(after, upTo) > 0 ? after : upTo };
}

async function selectKinds(db: Db, after: Cursor, { kinds, dataOf, where, most }: Choice): Promise<Row[]> {
  const { rows } = await sql<Row>`with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xmin)
    select horizon.xmin::text as xmin, h.xid::text as xid, h.id::text as id, h.tenant_id, h.at, h.kind, h.subject,
      case when h.kind = any(${[...dataOf]}::text[]) then h.data end as data
    from horizon left join lateral (select * from happening where (xid, id) > (${String(after.xid)}::xid8, ${String(after.id)}::bigint) and xid < horizon.xmin
      and kind = any(${[...kinds]}::text[]) and ${where} order by xid fetch first ${most} rows with ties) h on true order by h.xid, h.id`.execute(
    db,
  );
  return rows;
}
