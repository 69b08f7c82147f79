import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../../start-error.ts';
import { type Account, giveFolder } from './account.ts';
import type { Binaries } from './binaries.ts';

/** Where a cluster lives and how it is reached. */
export interface Cluster {
  binaries: Binaries;
  account: Account | null;
  folder: string;
  logFile: string;
  socketDir: string;
  port: number;
  password: string;
}

export const superuser = 'stationmaster';

/** Creates the cluster beside its place and moves it there, so that an interrupted start leaves nothing half made. */
export function createCluster({ binaries, account, folder, socketDir, password }: Cluster): void {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  giveFolder(draft, account);
  const passwordFile = join(socketDir, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== null) chownSync(passwordFile, account.uid, account.gid);
  // C.UTF-8 of PostgreSQL itself: the same order and case folding on every system, no library of the machine needed.
  const run = spawnSync(
    binaries.initdb,
    [
      '-D',
      draft,
      '-U',
      superuser,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...as(account), encoding: 'utf8', cwd: socketDir },
  );
  rmSync(passwordFile, { force: true });
  if (run.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new StartError(
      `PostgreSQL could not create its data folder ${folder}: ${reasonIn(run.stderr ?? '') ?? run.error?.message ?? 'unknown reason'}.`,
    );
  }
  renameSync(draft, folder);
}

/** Starts PostgreSQL in a session of its own: it outlives the server, which adopts it at its next start. Calls `ended` when it exits. */
export function launch(cluster: Cluster, ended: () => void): number {
  const { binaries, account, folder, logFile } = cluster;
  trimLog(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(binaries.postgres, ['-D', folder, ...tuning(cluster).flatMap((one) => ['-c', one])], {
    ...as(account),
    detached: true,
    stdio: ['ignore', log, log],
    cwd: folder,
  });
  closeSync(log);
  child.once('exit', ended);
  child.once('error', ended);
  child.unref();
  return child.pid ?? 0;
}

/** Small boxes: little memory, few processes. Durable: fsync and synchronous_commit stay on. */
function tuning({ socketDir, port }: Cluster): string[] {
  const reach =
    process.platform === 'win32'
      ? ['listen_addresses=127.0.0.1']
      : ['listen_addresses=', `unix_socket_directories=${socketDir}`, 'unix_socket_permissions=0700'];
  return [
    ...reach,
    `port=${port}`,
    'max_connections=40',
    'shared_buffers=48MB',
    'work_mem=4MB',
    'maintenance_work_mem=32MB',
    'huge_pages=off',
    'fsync=on',
    'synchronous_commit=on',
    'full_page_writes=on',
    'wal_level=minimal',
    'max_wal_senders=0',
    'wal_buffers=4MB',
    'max_wal_size=1GB',
    'min_wal_size=128MB',
    'checkpoint_timeout=10min',
    'checkpoint_completion_target=0.9',
    'io_method=sync',
    'max_worker_processes=2',
    'max_parallel_workers=0',
    'max_parallel_workers_per_gather=0',
    'autovacuum_max_workers=1',
    'jit=off',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_min_messages=warning',
    'log_checkpoints=off',
    'logging_collector=off',
    'idle_in_transaction_session_timeout=60s',
    'tcp_keepalives_idle=30',
  ];
}

/** The last complaint in the log, shortened to what a person needs. */
export function lastComplaint(logFile: string): string | null {
  try {
    return reasonIn(readFileSync(logFile, 'utf8').slice(-20_000));
  } catch {
    return null;
  }
}

function reasonIn(text: string): string | null {
  const lines = text.split('\n').filter((line) => /(FATAL|PANIC|ERROR|error|could not)/.test(line));
  return (
    lines
      .at(-1)
      ?.replace(/^.*?(FATAL|PANIC|ERROR|error): +/, '')
      .trim()
      .replace(/\.$/, '') ?? null
  );
}

const longestLog = 10 * 1024 * 1024;
export function trimLog(logFile: string): void {
  if (existsSync(logFile) && statSync(logFile).size > longestLog) truncateSync(logFile);
}

function as(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}
