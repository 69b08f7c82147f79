import { CompiledQuery, type Kysely } from 'kysely';
import type pg from 'pg';
import type { Tables } from './tables.gen.ts';

const pools = new WeakMap<Kysely<Tables>, pg.Pool>();

/** Remembers which connections stand behind a query builder. */
export function rememberPool(db: Kysely<Tables>, pool: pg.Pool): void {
  pools.set(db, pool);
}

/** A statement of the hot path, planned once a connection instead of once a call. `name` stands for the text, always the same. */
export async function prepared<Row extends object>(
  db: Kysely<Tables>,
  { name, text, values }: { name: string; text: string; values: unknown[] },
): Promise<Row[]> {
  const pool = pools.get(db);
  if (pool === undefined) return (await db.executeQuery<Row>(CompiledQuery.raw(text, values))).rows;
  return (await pool.query<Row>({ name, text, values })).rows;
}
