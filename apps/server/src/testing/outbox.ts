import { type Kysely, sql } from 'kysely';
import { vi } from 'vitest';
import type { Tables } from '../db/tables.gen.ts';

/** Waits until all that was told by now can be read: readers of the outbox stop at the oldest transaction still open, and jobs have some. */
export async function untilReadable(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ xid: string }>`select xid::text as xid from happening order by xid desc limit 1`.execute(db);
  const newest = rows[0]?.xid ?? '0';
  const look = async () => {
    const { rows } = await sql<{
      isPassed: boolean;
    }>`select ${newest}::xid8 < pg_snapshot_xmin(pg_current_snapshot()) as "isPassed"`.execute(db);
    if (rows[0]?.isPassed !== true) throw new Error('an older transaction is still open');
  };
  await vi.waitFor(look, { timeout: 10_000, interval: 10 });
}
