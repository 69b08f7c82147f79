import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.gen.ts';

const MONTHS_AHEAD = 2;
const MONTHS_BACK = 1;

/**
 * Monthly partitions of frames and samples, made ahead of time. What lies outside (a station with a clock far off, late data)
 * goes to the default partition, so an insert never fails for want of one; a month whose rows are there already stays there.
 */
export async function ensurePartitions(db: Kysely<Tables>, now: number): Promise<void> {
  for (const table of ['frame', 'sample']) {
    for (let offset = -MONTHS_BACK; offset <= MONTHS_AHEAD; offset++) {
      const date = new Date(now);
      const from = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1)).toISOString();
      const to = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset + 1, 1)).toISOString();
      const name = `${table}_${from.slice(0, 7).replace('-', '_')}`;
      const { rows } = await sql<{
        known: boolean;
      }>`select to_regclass(${name}) is not null or exists (select from ${sql.table(`${table}_rest`)} where at >= ${from}::timestamptz and at < ${to}::timestamptz) as known`.execute(
        db,
      );
      if (rows[0]?.known) continue;
      await sql`create table if not exists ${sql.table(name)} partition of ${sql.table(table)} for values from (${sql.lit(from)}) to (${sql.lit(to)})`.execute(
        db,
      );
    }
  }
}
