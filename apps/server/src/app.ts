import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import pino, { type Logger } from 'pino';
import { prepareAlerts } from './alerts/jobs.ts';
import { createCertificateCenter } from './certificates/center.ts';
import { createServing } from './certificates/serving.ts';
import { failInterrupted } from './commands/expire.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { keepDataDir } from './db/embedded/data-dir.ts';
import { keepSecrets } from './db/embedded/secrets.ts';
import { Ids } from './db/ids.ts';
import { type Database, openDatabase } from './db/open.ts';
import { ensurePartitions } from './db/partitions.ts';
import type { Forwarder } from './forwarding/forwarder.ts';
import { endConnections } from './forwarding/keep.ts';
import { GroupCommit } from './gateway/commit.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { GatewayParts } from './gateway/parts.ts';
import { createUpgrade } from './gateway/upgrade.ts';
import { createGateway, isKnownAction } from './gateway-parts.ts';
import { createMetrics } from './health/metrics.ts';
import { createHttp } from './http/server.ts';
import { answerStarting } from './http/starting.ts';
import { scheduleJobs } from './jobs/schedule.ts';
import { createHub, type Hub } from './live/hub.ts';
import { LobbyRecorder } from './lobby/record.ts';
import { ensureFirstAdministrator } from './people/first-administrator.ts';
import { serverJobs } from './server-jobs.ts';
import { StartError } from './start-error.ts';
import { joinSources } from './transport/sources.ts';
import { type RunningTransport, startTransport } from './transport/start.ts';
import { createWayOf } from './transport/way-of.ts';

export interface App {
  /** http://HOST:PORT */
  url: string;
  port: number;
  /** Where encrypted stations call; null: nowhere. */
  tlsPort: number | null;
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
  /** Jobs that are run by hand, and not by the clock as well. */
  byHand?: readonly string[];
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
  // Files of stations take as long as their line needs; other bodies have their time in http/server.ts.
  const server = createServer({ requestTimeout: 0 });
  server.on('request', answerStarting);
  const serving = createServing();
  const sources = joinSources(config, serving, (why) => log.error({ why }, 'tls.filesNotRead'));
  try {
    await prepareDatabase(database, ids, clock());
    const port = await listen(server, config);
    const running = { ...config, secretKey: installKey, port };
    const certificates = createCertificateCenter(running, { db: database.db, clock, log }, { context: () => context, serving });
    await certificates.begin();
    const world = {
      config: running,
      db: database.db,
      commit: (writes: Parameters<Context['commit']>[0]) => committer.commit(writes),
      clock,
      ids,
      certificates: certificates.services,
      authority: certificates,
      tell: () => hub.wake(),
      log,
    };
    const wayOf = createWayOf({ site: running, trust: sources.trust, clock });
    const { gateway, context, forwarder } = createGateway({
      context: world,
      metrics,
      installKey,
      wayOf,
      lobby,
      checkAnswer: overrides.checkAnswer,
    });
    metrics.watch({ stations: () => gateway.counts.stations, strangers: () => gateway.counts.strangers, waiting: () => committer.waiting });
    const http = createHttp(context, {
      hub,
      metrics: metrics.registry,
      isReady: async () => {
        await sql`select 1`.execute(database.db);
      },
    });
    // Before anybody is let in: an administrator's key holds from the first answer, and no command of now is taken for one cut off.
    await failInterrupted(context);
    const { link } = await ensureFirstAdministrator(context);
    await prepareAlerts(context);
    server.off('request', answerStarting);
    server.on('request', http.handle);
    const upgrade = createUpgrade(gateway);
    server.on('upgrade', upgrade);
    const transport = await startTransport(
      { config: running, sources, log, observe: metrics.gateway, lobby },
      { plain: server, handle: http.handle, upgrade },
    );
    if (transport.tls !== null) running.tlsPort = transport.tls.port;
    const jobs = serverJobs(context, certificates).filter(({ name }) => !overrides.byHand?.includes(name));
    const stopJobs = scheduleJobs(jobs, log);
    const url = `http://${config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host}:${port}`;
    return {
      url,
      port,
      tlsPort: transport.tls?.port ?? null,
      context,
      gateway,
      firstLink: link,
      stop: once(() => stop({ server, transport, http, gateway, forwarder, stopJobs, lobby, committer, hub, database })),
    };
  } catch (error) {
    server.close();
    sources.stop();
    hub.stop();
    await committer.close().catch(() => undefined);
    await database.close();
    throw error;
  }
}

interface Parts {
  server: ReturnType<typeof createServer>;
  transport: RunningTransport;
  http: { flush: () => Promise<void> };
  gateway: Gateway;
  forwarder: Forwarder;
  stopJobs: () => Promise<void>;
  lobby: LobbyRecorder;
  committer: GroupCommit;
  hub: Hub;
  database: Database;
}

/** In order: nobody new, stations told, what is in flight committed and answered, then the database. */
async function stop({ server, transport, http, gateway, forwarder, stopJobs, lobby, committer, hub, database }: Parts): Promise<void> {
  server.close();
  transport.close();
  hub.stop();
  await stopJobs();
  await gateway.stop();
  await forwarder.stop();
  await lobby.flush().catch(() => undefined);
  await http.flush();
  await committer.close();
  server.closeAllConnections();
  transport.tls?.server.closeAllConnections();
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
  await endConnections(database.db, now);
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
