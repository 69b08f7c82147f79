import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { StartError } from '../start-error.ts';

/**
 * The key under which the authority's private keys lie in the database: from CERTIFICATE_KEY, or from
 * `DATA_DIR/certificate-key`, which is made at the first start and which only the server's user can read.
 */
export function certificateKey({ certificateKey: given, dataDir }: Pick<Config, 'certificateKey' | 'dataDir'>): Buffer {
  if (given !== '') return createHash('sha256').update(given).digest();
  const file = join(dataDir, 'certificate-key');
  if (existsSync(file)) return parse(file);
  const key = randomBytes(32);
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
  writeSync(handle, `${key.toString('hex')}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
  return key;
}

function parse(file: string): Buffer {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== 32) throw new StartError(`${file} cannot be read; bring it back from a backup.`);
  return key;
}
