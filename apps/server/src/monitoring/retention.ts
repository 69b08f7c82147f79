import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** Streams are for looking at what happens now; a month of them is kept. */
const keptMs = 30 * 24 * 3600_000;

/** Job: deletes the values of periodic event streams that are older than 30 days. Returns how many messages of values. */
export async function deleteOldStreamValues({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const { numAffectedRows } = await sql`delete from stream_values where at < ${new Date(clock() - keptMs)}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
