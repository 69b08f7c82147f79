import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { closedUntil } from './store.ts';

/** Failure inMaintenance: work is planned there in that time, and reservations would be taken back. */
export async function mustBeOpen(db: Kysely<Tables>, stationId: number, span: { from: number; until: number }): Promise<void> {
  const until = await closedUntil(db, stationId, span);
  if (until !== null) throw fail('inMaintenance', { until: new Date(until).toISOString() });
}
