import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { StartError } from '../../start-error.ts';
import { accountForPostgres, firstClosedFolder, giveFolder } from './account.ts';
import { findBinaries, reachableBinaries } from './binaries.ts';
import { type Cluster, createCluster, lastComplaint, launch, superuser, trimLog } from './cluster.ts';
import { isAlive, readPostmaster, worksIn } from './postmaster.ts';

const databaseName = 'stationmaster';
const isWindows = process.platform === 'win32';

export interface Embedded {
  connection: pg.ClientConfig;
  /** The process to keep an eye on; changes when PostgreSQL is started again. */
  pid: () => number;
  /** From now on PostgreSQL is started again whenever it dies. */
  supervise: () => void;
  /** Stops supervising and, with `shutDown`, PostgreSQL too (fast: open transactions are rolled back). */
  stop: (shutDown: boolean) => Promise<void>;
}

/**
 * The embedded PostgreSQL of a data folder: created at the first start, adopted when a killed server left it running,
 * otherwise started. Throws `StartError` with the reason when it cannot be had.
 */
export async function startEmbedded(dataDir: string, password: string, log: Logger): Promise<Embedded> {
  const account = accountForPostgres();
  const closed = account === null ? null : firstClosedFolder(account, dataDir);
  if (closed !== null) {
    throw new StartError(
      `PostgreSQL has to run as the user "${account?.name}" because this server is root, but that user may not enter ${closed}; set DATA_DIR to a folder outside of it, such as /var/lib/stationmaster, or start Stationmaster as a normal user.`,
    );
  }
  const binaries = reachableBinaries(await findBinaries(), account, join(dataDir, 'postgres-programs'));
  if (account !== null) chmodSync(dataDir, 0o711);
  const folder = join(dataDir, 'postgres');
  const cluster: Cluster = { binaries, account, folder, logFile: join(dataDir, 'postgres.log'), socketDir: '', port: 5432, password };
  const adopted = existsSync(folder) ? await adopt(cluster) : null;
  if (adopted === null) {
    await place(cluster);
    createCluster(cluster);
    giveFolder(folder, account);
  }
  const keeper = new Keeper(cluster, log);
  if (adopted === null) await keeper.start();
  else keeper.adopt(adopted);
  await ensureDatabase(cluster);
  return {
    connection: connectionTo(cluster, databaseName),
    pid: () => keeper.pid,
    supervise: () => keeper.supervise(),
    stop: (shutDown) => keeper.stop(shutDown),
  };
}

/** A PostgreSQL that still runs here from a server that was killed: its process, or null. */
async function adopt(cluster: Cluster): Promise<number | null> {
  const { folder } = cluster;
  const found = readPostmaster(folder);
  if (found === null || !isAlive(found.pid)) return null;
  const isOurs = worksIn(found.pid, folder);
  if (isOurs === false) {
    // The number belongs to another program now: the lock file is left over.
    rmSync(join(folder, 'postmaster.pid'), { force: true });
    return null;
  }
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const now = readPostmaster(folder);
    if (now === null || !isAlive(now.pid)) return null;
    cluster.port = now.port;
    cluster.socketDir = now.socketDir;
    if (await answers(cluster)) return now.pid;
    await pause(100);
  }
  throw new StartError(`A PostgreSQL (process ${found.pid}) runs in ${folder} but does not answer; stop it and start Stationmaster again.`);
}

/** A socket folder of its own where the system has sockets (their path may have 107 bytes), else a free port. */
async function place(cluster: Cluster): Promise<void> {
  const parent = [tmpdir(), '/tmp'].find((one) => one.length < 80) ?? '/tmp';
  cluster.socketDir = mkdtempSync(join(parent, 'stationmaster-'));
  giveFolder(cluster.socketDir, cluster.account);
  if (isWindows) cluster.port = await freePort();
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer()
      .once('error', failed)
      .listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
      });
  });
}

function connectionTo({ socketDir, port, password }: Cluster, database: string): pg.ClientConfig {
  return { host: isWindows ? '127.0.0.1' : socketDir, port, user: superuser, password, database, connectionTimeoutMillis: 5000 };
}

async function answers(cluster: Cluster): Promise<boolean> {
  const client = new pg.Client(connectionTo(cluster, 'postgres'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01')
      throw new StartError(`The PostgreSQL in ${cluster.folder} refuses the password in ${join(dirname(cluster.folder), 'secrets')}.`);
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(cluster: Cluster): Promise<void> {
  const client = new pg.Client(connectionTo(cluster, 'postgres'));
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** Keeps one PostgreSQL alive. */
class Keeper {
  pid = 0;
  readonly #cluster: Cluster;
  readonly #log: Logger;
  #isSupervised = false;
  #watch: NodeJS.Timeout | null = null;

  constructor(cluster: Cluster, log: Logger) {
    this.#cluster = cluster;
    this.#log = log;
  }

  /** Starts the process and waits until it answers. */
  async start(): Promise<void> {
    const { cluster, hasExited } = { cluster: this.#cluster, hasExited: { yes: false } };
    mkdirSync(cluster.socketDir, { recursive: true });
    giveFolder(cluster.socketDir, cluster.account);
    this.pid = launch(cluster, () => {
      hasExited.yes = true;
      this.#hasDied();
    });
    const deadline = performance.now() + 60_000;
    while (!(await answers(cluster))) {
      if (hasExited.yes)
        throw new StartError(
          `PostgreSQL did not start: ${lastComplaint(cluster.logFile) ?? 'it left no reason'}. Its log is ${cluster.logFile}.`,
        );
      if (performance.now() > deadline) throw new StartError(`PostgreSQL did not become ready within a minute; see ${cluster.logFile}.`);
      await pause(20);
    }
  }

  /** Not our child: only its number tells whether it lives. */
  adopt(pid: number): void {
    this.pid = pid;
    this.#log.info({ pid }, 'postgres.adopted');
    this.#watch = setInterval(() => {
      if (isAlive(pid)) return;
      this.#stopWatching();
      this.#hasDied();
    }, 250);
    this.#watch.unref();
  }

  supervise(): void {
    this.#isSupervised = true;
  }

  async stop(shutDown: boolean): Promise<void> {
    this.#isSupervised = false;
    if (!shutDown) return this.#stopWatching();
    const { binaries, folder, account, socketDir } = this.#cluster;
    const run = spawnSync(binaries.pg_ctl, ['stop', '-D', folder, '-m', 'fast', '-W', '-s'], {
      cwd: folder,
      stdio: 'ignore',
      ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    });
    // The process is not ours to wait for (it is unreferenced), so the timer is what keeps us alive until it has gone.
    for (let waited = 0; run.status === 0 && isAlive(this.pid) && waited < 8000; waited += 20) await pause(20);
    this.#stopWatching();
    rmSync(socketDir, { recursive: true, force: true });
  }

  #hasDied(): void {
    if (!this.#isSupervised) return;
    this.#log.error({ pid: this.pid, reason: lastComplaint(this.#cluster.logFile) }, 'postgres.died');
    trimLog(this.#cluster.logFile);
    void this.#startAgain();
  }

  async #startAgain(): Promise<void> {
    for (let wait = 100; this.#isSupervised; wait = Math.min(wait * 2, 5000)) {
      try {
        this.#isSupervised = false;
        await this.start();
        this.#isSupervised = true;
        this.#log.info({ pid: this.pid }, 'postgres.restarted');
        return;
      } catch (error) {
        this.#isSupervised = true;
        this.#log.error({ err: error }, 'postgres.notRestarted');
        await pause(wait);
      }
    }
  }

  #stopWatching(): void {
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#watch = null;
  }
}
