import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { StartError } from '../start-error.ts';

const folder = join(import.meta.dirname, 'migrations');
const lockKey = 7_283_461_001n;

/**
 * Brings the database to what this code needs: the files of `migrations/` in order, each in a transaction of its own.
 * Refuses a database newer than the code, and one whose past was made by other files. Returns how many were applied.
 */
export async function migrate(connection: pg.ClientConfig): Promise<number> {
  const client = new pg.Client({ ...connection, application_name: 'stationmaster migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(
      'create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migration order by name');
    const pending = remaining(rows);
    for (const file of pending) await apply(client, file);
    return pending.length;
  } finally {
    await client.end();
  }
}

interface File {
  name: string;
  text: string;
  checksum: string;
}

function remaining(applied: readonly { name: string; checksum: string }[]): File[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map(read);
  for (const { name, checksum } of applied) {
    const file = files.find((one) => one.name === name);
    if (file === undefined)
      throw new StartError(
        `The database was made by a newer Stationmaster (it knows ${name}); start that version, or restore a backup from before.`,
      );
    if (file.checksum !== checksum)
      throw new StartError(
        `The database was made by a different ${name} than this version has; start the version that made it, or restore a backup.`,
      );
  }
  return files.filter(({ name }) => !applied.some((one) => one.name === name));
}

function read(name: string): File {
  const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
  return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
}

async function apply(client: pg.Client, { name, text, checksum }: File): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into migration (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new StartError(`The database could not be brought up to date (${name}): ${(error as Error).message}.`);
  }
}
