import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import pino from 'pino';
import { startEmbedded } from '../db/embedded/embedded.ts';
import { migrate } from '../db/migrate.ts';
import { openPool, type Pool } from '../db/pool.ts';

export interface TestDatabase extends Pool {
  connection: pg.ClientConfig;
  dataDir: string;
  drop: () => Promise<void>;
}

/** A fresh migrated PostgreSQL of its own, fsync as in life. One a test file: `beforeAll`, and `drop` in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stationmaster-test-'));
  const log = pino({ level: 'silent' });
  const embedded = await startEmbedded(dataDir, 'test-password', log);
  await migrate(embedded.connection);
  const pool = openPool(embedded.connection, { max: 8, log });
  return {
    ...pool,
    connection: embedded.connection,
    dataDir,
    drop: async () => {
      await pool.db.destroy();
      await embedded.stop(true);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
