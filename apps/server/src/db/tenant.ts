import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from './tables.gen.ts';

/** The tenant that exists from the start; a single operator never sees the word. */
export const defaultTenantId = 1;

/** One transaction under row-level security: a forgotten `where` shows nothing instead of another tenant's rows. */
export function asTenant<T>(db: Kysely<Tables>, tenantId: number, run: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('app.tenant', ${String(tenantId)}, true), set_config('role', 'stationmaster_api', true)`.execute(tx);
    return run(tx);
  });
}
