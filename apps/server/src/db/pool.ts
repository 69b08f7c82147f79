import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { rememberPool } from './prepared.ts';
import type { Tables } from './tables.gen.ts';

/**
 * How values come out of PostgreSQL: bigint and numeric are numbers (ids and amounts stay far below 2^53; where the exact
 * digits of an amount matter, ask for `::text`), timestamptz is a Date, jsonb is parsed.
 */
const numbers = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
const asNumber = (value: string): number => Number(value);
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    numbers.has(oid) ? asNumber : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

export interface Pool {
  db: Kysely<Tables>;
  pool: pg.Pool;
}

/** A broken idle connection is only logged: the next query gets a new one. */
export function openPool(connection: pg.ClientConfig, { max, log, demo = false }: { max: number; log: Logger; demo?: boolean }): Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    ...(demo ? { options: '-c app.demo=true' } : {}),
    types,
    idleTimeoutMillis: 30_000,
    application_name: 'stationmaster',
  });
  // The message alone: the error drags the whole connection into the log.
  pool.on('error', (error) => log.warn({ reason: error.message }, 'database.connectionLost'));
  // A connection that is lent out has no listener of the pool's: its loss would end the process. The query on it fails anyway.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  rememberPool(db, pool);
  return { db, pool };
}
