import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from '../../start-error.ts';

/** The unprivileged user PostgreSQL runs as when the server is root; PostgreSQL refuses to be root. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** null: the server is not root, PostgreSQL runs as the same user. */
export function accountForPostgres(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = lines.find(([found]) => found === wanted) ?? [];
    if (name !== undefined && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new StartError(
    'PostgreSQL must not run as root and this system has neither a user "postgres" nor "nobody"; start Stationmaster as a normal user or set DATABASE_URL.',
  );
}

/** The first folder on the way to `path` that the account may not pass; null when it can get there. */
export function firstClosedFolder({ uid, gid }: Account, path: string): string | null {
  const parents: string[] = [];
  for (let at = path; at !== dirname(at); at = dirname(at)) parents.unshift(dirname(at));
  return (
    parents.find((folder) => {
      const { mode, uid: owner, gid: group } = statSync(folder);
      const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
      return (mode & bit) === 0;
    }) ?? null
  );
}

/** Makes a folder that only the account can use; what is in it already becomes its own too. */
export function giveFolder(path: string, account: Account | null): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account === null) return;
  own(path, account);
  chmodSync(path, 0o700);
}

function own(path: string, account: Account): void {
  const { uid, isFolder } = ((stat) => ({ uid: stat.uid, isFolder: stat.isDirectory() }))(statSync(path));
  if (uid === account.uid) return;
  chownSync(path, account.uid, account.gid);
  if (isFolder) for (const name of readdirSync(path)) own(join(path, name), account);
}
