import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../../start-error.ts';

/** What an install keeps secret: the database's password and the key under which passwords are hashed. */
export interface Secrets {
  databasePassword: string;
  secretKey: string;
}

/** Reads `DATA_DIR/secrets`, or makes it at the first start. Only the server's user can read it. */
export function keepSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets');
  if (existsSync(file)) return parse(file);
  if (existsSync(join(dataDir, 'postgres', 'PG_VERSION')))
    throw new StartError(`${file} is missing, and without it the database in ${dataDir} cannot be opened; bring it back from a backup.`);
  const secrets: Secrets = { databasePassword: randomBytes(24).toString('hex'), secretKey: randomBytes(32).toString('hex') };
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
  writeSync(handle, `${JSON.stringify(secrets)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
  return secrets;
}

function parse(file: string): Secrets {
  try {
    const { databasePassword, secretKey } = JSON.parse(readFileSync(file, 'utf8')) as Secrets;
    if (typeof databasePassword === 'string' && typeof secretKey === 'string') return { databasePassword, secretKey };
  } catch {
    // Said below.
  }
  throw new StartError(`${file} cannot be read; bring it back from a backup.`);
}
