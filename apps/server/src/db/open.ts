import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { StartError } from '../start-error.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { holdDatabase } from './lock.ts';
import { migrate } from './migrate.ts';
import { openPool, type Pool } from './pool.ts';

export interface Database extends Pool {
  connection: pg.ClientConfig;
  close: () => Promise<void>;
}
interface Wishes {
  config: Config;
  password: string;
  log: Logger;
  onLost: (why: string) => void;
}

/** The database, ours alone and at the newest schema: embedded below DATA_DIR, or the one of DATABASE_URL. */
export async function openDatabase({ config, password, log, onLost }: Wishes): Promise<Database> {
  const embedded = config.databaseUrl === '' ? await startEmbedded(config.dataDir, password, log) : null;
  const connection = embedded?.connection ?? { connectionString: config.databaseUrl };
  const where = embedded === null ? 'The database of DATABASE_URL' : `The data folder ${config.dataDir}`;
  const lock = await holdDatabase(connection, { where, onLost }).catch(async (error: unknown) => {
    // Another server's: it must not be stopped under it.
    await embedded?.stop(false);
    throw asStartError(error, where);
  });
  const pool = openPool(connection, { max: config.databasePool, log, demo: config.demo });
  const close = async (): Promise<void> => {
    await pool.db.destroy();
    await lock.release();
    await embedded?.stop(true);
  };
  try {
    await checkVersion(pool.pool);
    const applied = await migrate(connection);
    if (applied > 0) log.info({ applied }, 'database.migrated');
    embedded?.supervise();
    return { ...pool, connection, close };
  } catch (error) {
    await close();
    throw asStartError(error, where);
  }
}

async function checkVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string }>("select current_setting('server_version_num') as version");
  if (Number(rows[0]?.version) < 150_000) throw new StartError('The database is older than PostgreSQL 15; use 15 or newer.');
}

function asStartError(error: unknown, where: string): StartError {
  if (error instanceof StartError) return error;
  const { message, code } = error as { message?: string; code?: string };
  return new StartError(`${where} cannot be used: ${message || code || 'it does not answer'}.`);
}
