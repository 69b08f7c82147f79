import pg from 'pg';
import { StartError } from '../start-error.ts';

const LOCK = 7_262_020;
const RETRY_MS = 250;

/**
 * One server a database: an advisory lock held by a connection of its own. It frees itself when the process dies, and is
 * taken again when PostgreSQL was restarted. Throws `StartError` when another server holds it.
 */
export async function holdDatabase(
  connection: pg.ClientConfig,
  { where, onLost }: { where: string; onLost: (why: string) => void },
): Promise<{ release: () => Promise<void> }> {
  let client = await take(connection, where, 3_000);
  let released = false;
  let taking = Promise.resolve();
  watch();
  return {
    release: async () => {
      released = true;
      // It may just be taken again: what is taken after this would never be let go.
      await taking;
      await client.end().catch(() => undefined);
    },
  };

  function watch(): void {
    client.once('error', () => undefined);
    client.once('end', () => {
      if (!released) taking = again();
    });
  }

  async function again(): Promise<void> {
    while (!released) {
      try {
        client = await take(connection, where, 60_000);
        watch();
        return;
      } catch (error) {
        if (error instanceof StartError) return onLost(error.message);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}

/** A server killed just now may need a moment until its connection is seen to be gone. */
async function take(connection: pg.ClientConfig, where: string, patienceMs: number): Promise<pg.Client> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000, application_name: 'stationmaster lock' });
  client.on('error', () => undefined);
  await client.connect();
  for (let waited = 0; ; waited += RETRY_MS) {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [LOCK]);
    if (rows[0]?.got) return client;
    if (waited >= patienceMs) {
      await client.end();
      throw new StartError(`${where} is in use by another Stationmaster. Stop that one first, or choose another DATA_DIR.`);
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
