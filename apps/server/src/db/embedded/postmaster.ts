import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** The lock file of a PostgreSQL that runs or ran in a data folder. */
export interface Postmaster {
  pid: number;
  port: number;
  socketDir: string;
}

/** Reads `postmaster.pid` (pid, folder, start, port, socket folder, address …); null when there is none or it is half written. */
export function readPostmaster(folder: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3] ?? 0), socketDir: (lines[4] ?? '').trim() } : null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Is the process that the lock file names a PostgreSQL in this folder? After a reboot or in a new container the number
 * may belong to something else. null: this system cannot tell.
 */
export function worksIn(pid: number, folder: string): boolean | null {
  if (process.platform !== 'linux') return null;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return null;
  }
}
