import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import pino, { type Logger } from 'pino';
import { noCertificateServices } from './certificates/services.ts';
import { createBulkRunner } from './commands/bulk-runner.ts';
import { expireCommands, failInterrupted } from './commands/expire.ts';
import { expireWaitingCommands } from './commands/stored.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { expireCustomerData } from './customers/expire.ts';
import { keepDataDir } from './db/embedded/data-dir.ts';
import { keepSecrets } from './db/embedded/secrets.ts';
import { Ids } from './db/ids.ts';
import { type Database, openDatabase } from './db/open.ts';
import { ensurePartitions } from './db/partitions.ts';
import { expireDeviations } from './deviations/expire.ts';
import { GroupCommit } from './gateway/commit.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { GatewayParts } from './gateway/parts.ts';
import { createUpgrade } from './gateway/upgrade.ts';
import { createGateway, isKnownAction } from './gateway-parts.ts';
import { createMetrics } from './health/metrics.ts';
import { createHttp, httpJobs } from './http/server.ts';
import { scheduleJobs } from './jobs/schedule.ts';
import { createHub, type Hub } from './live/hub.ts';
import { LobbyRecorder } from './lobby/record.ts';
import { keepLocalLists } from './local-lists/keep.ts';
import { ensureFirstAdministrator } from './people/first-administrator.ts';
import { expireReservations } from './reservations/expire.ts';
import { closeSilent } from './sessions/left.ts';
import { costTeller } from './sessions/tell-cost.ts';
import { StartError } from './start-error.ts';

export interface App {
  /** http://HOST:PORT */
  url: string;
  port: number;
  context: Context;
  gateway: Gateway;
  /** The one-time link for the first administrator, while there is none. */
  firstLink: string | null;
  stop: () => Promise<void>;
}
/** What tests put in place of the world. */
export interface Overrides {
  clock?: () => number;
  log?: Logger;
  checkAnswer?: GatewayParts['checkAnswer'];
  onLost?: (why: string) => void;
}

/** The whole server in this process. Throws `StartError` with one sentence when it cannot start; nothing is left running then. */
export async function startApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? pino({ level: config.logLevel });
  const clock = overrides.clock ?? Date.now;
  keepDataDir(config.dataDir);
  const secrets = keepSecrets(config.dataDir);
  const installKey = config.secretKey || secrets.secretKey;
  const onLost = overrides.onLost ?? ((why: string) => log.fatal({ why }, 'database.lost'));
  const database = await openDatabase({ config, password: secrets.databasePassword, log, onLost });
  const metrics = createMetrics(isKnownAction);
  const committer = new GroupCommit({ connection: database.connection, observer: metrics.commit, now: () => performance.now() });
  const ids = new Ids(database.pool);
  const hub = createHub({ db: database.db, log });
  const lobby = new LobbyRecorder({ db: database.db, log, clock, tell: () => hub.wake() });
  const server = createServer();
  try {
    await prepareDatabase(database, ids, clock());
    const port = await listen(server, config);
    const running = { ...config, secretKey: installKey, port };
    const world = {
      config: running,
      db: database.db,
      commit: (writes: Parameters<Context['commit']>[0]) => committer.commit(writes),
      clock,
      ids,
      certificates: noCertificateServices,
      tell: () => hub.wake(),
      log,
    };
    const { gateway, context } = createGateway({ context: world, metrics, installKey, lobby, checkAnswer: overrides.checkAnswer });
    metrics.watch({ stations: () => gateway.counts.stations, strangers: () => gateway.counts.strangers, waiting: () => committer.waiting });
    const http = createHttp(context, {
      hub,
      metrics: metrics.registry,
      isReady: async () => {
        await sql`select 1`.execute(database.db);
      },
    });
    server.on('request', http.handle);
    server.on('upgrade', createUpgrade(gateway));
    await failInterrupted(context);
    const { link } = await ensureFirstAdministrator(context);
    const stopJobs = scheduleJobs(
      [
        { name: 'partitions', everyMs: 6 * 3_600_000, run: () => ensurePartitions(database.db, clock()) },
        { name: 'expireCommands', everyMs: 5_000, run: () => expireCommands(context) },
        { name: 'expireCustomerData', everyMs: 6 * 3_600_000, run: () => expireCustomerData(context) },
        { name: 'keepLocalLists', everyMs: 5_000, run: () => keepLocalLists(context) },
        { name: 'expireReservations', everyMs: 5_000, run: () => expireReservations(context) },
        { name: 'tellCost', everyMs: 20_000, run: costTeller(context) },
        { name: 'expireWaitingCommands', everyMs: 5_000, run: () => expireWaitingCommands(context) },
        { name: 'runBulkCommands', everyMs: 500, run: createBulkRunner(context) },
        { name: 'closeSilentSessions', everyMs: 3_600_000, run: () => closeSilent(context) },
        { name: 'expireDeviations', everyMs: 24 * 3_600_000, run: () => expireDeviations(context) },
        ...httpJobs(context),
      ],
      log,
    );
    const url = `http://${config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host}:${port}`;
    return {
      url,
      port,
      context,
      gateway,
      firstLink: link,
      stop: once(() => stop({ server, http, gateway, stopJobs, lobby, committer, hub, database })),
    };
  } catch (error) {
    server.close();
    hub.stop();
    await committer.close().catch(() => undefined);
    await database.close();
    throw error;
  }
}

interface Parts {
  server: ReturnType<typeof createServer>;
  http: { flush: () => Promise<void> };
  gateway: Gateway;
  stopJobs: () => Promise<void>;
  lobby: LobbyRecorder;
  committer: GroupCommit;
  hub: Hub;
  database: Database;
}

/** In order: nobody new, stations told, what is in flight committed and answered, then the database. */
async function stop({ server, http, gateway, stopJobs, lobby, committer, hub, database }: Parts): Promise<void> {
  server.close();
  hub.stop();
  await stopJobs();
  await gateway.stop();
  await lobby.flush().catch(() => undefined);
  await http.flush();
  await committer.close();
  server.closeAllConnections();
  await database.close();
}

async function prepareDatabase(database: Database, ids: Ids, now: number): Promise<void> {
  await ensurePartitions(database.db, now);
  await ids.open();
  // Whoever was connected when the last process died is not any more.
  await sql`update station set disconnected_at = greatest(coalesce(last_heard_at, connected_at), connected_at + interval '1 ms') where connected_at is not null and (disconnected_at is null or disconnected_at < connected_at)`.execute(
    database.db,
  );
  await sql`update lobby_attempt set connected = false where connected`.execute(database.db);
}

function listen(server: ReturnType<typeof createServer>, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartError(sentence(error, port, host))));
    // Ten thousand stations come back at once: the system's queue of half-open connections must hold them.
    server.listen({ port, host, backlog: 8_192 }, () => resolve((server.address() as AddressInfo).port));
  });
}

function sentence(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use by another program. Stop it or set PORT to a free one.`;
  if (error.code === 'EACCES') return `Port ${port} needs special rights. Set PORT to one above 1023.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return `HOST ${host} is not an address of this machine.`;
  return `Port ${port} cannot be opened: ${error.message}`;
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= run());
}
