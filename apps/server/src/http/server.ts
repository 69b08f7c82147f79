import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Registry } from 'prom-client';
import { createRevocationServer } from '../certificates/serve.ts';
import type { Context } from '../context.ts';
import { logArrived } from '../diagnostics/arrive.ts';
import { deleteOldLogs } from '../diagnostics/retain.ts';
import { fail } from '../errors.ts';
import { isFilePath } from '../files/address.ts';
import { cleanFiles } from '../files/clean.ts';
import { createFileServer, type FileServer } from '../files/serve.ts';
import { firmwareArrived } from '../firmware/library.ts';
import { expireIdempotencyKeys } from '../idempotency/expire.ts';
import type { Job } from '../jobs/schedule.ts';
import type { Hub } from '../live/hub.ts';
import { deleteOldHappenings } from '../live/retention.ts';
import { deleteOldStreamValues } from '../monitoring/retention.ts';
import { createPaymentPages } from '../payments/serve.ts';
import { deleteExpiredSessions } from '../people/expire-sessions.ts';
import { createKeyUse } from '../people/key-use.ts';
import { type Exchange, serveRoute } from './api.ts';
import type { Api } from './api-parts.ts';
import { createConsole } from './console.ts';
import { createDocs } from './docs.ts';
import { errorAnswer, failureOf } from './failure.ts';
import { allHandlers } from './handlers.ts';
import { createHealth } from './health.ts';
import { respond, respondJson } from './respond.ts';
import { findRoute } from './router.ts';
import { securityHeaders } from './security.ts';

export interface HttpParts {
  hub: Hub;
  metrics: Registry;
  /** Rejects while the database does not answer. */
  isReady: () => Promise<void>;
  /** The built console; apps/console/dist unless a test says otherwise. */
  consoleDir?: string;
}
export interface Http {
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Writes what is noted of key use; call it before the database is closed. */
  flush: () => Promise<void>;
}
interface World {
  api: Api;
  health: ReturnType<typeof createHealth>;
  docs: ReturnType<typeof createDocs>;
  revocation: ReturnType<typeof createRevocationServer>;
  payments: ReturnType<typeof createPaymentPages>;
  console: ReturnType<typeof createConsole>;
  files: FileServer;
}

const builtConsole = join(import.meta.dirname, '../../../console/dist');
const hourMs = 3_600_000;

/** Everything over HTTP but the stations' upgrade: health, metrics, API, its documentation, and the console. */
export function createHttp(context: Context, { hub, metrics, isReady, consoleDir = builtConsole }: HttpParts): Http {
  const keyUse = createKeyUse(context);
  const api: Api = { context, handlers: allHandlers(context, hub), keyUse, running: new Set() };
  const world: World = {
    api,
    health: createHealth({ context, keyUse, metrics, isReady }),
    docs: createDocs(context.config),
    revocation: createRevocationServer(context.authority.world),
    payments: createPaymentPages(context),
    console: createConsole(consoleDir),
    files: createFileServer(context, { firmware: firmwareArrived(context), log: logArrived(context) }),
  };
  return {
    handle: (request, response) => {
      const requestId = randomUUID();
      const exchange: Exchange = {
        request,
        response,
        requestId,
        headers: { ...securityHeaders(context.config, request), 'x-request-id': requestId },
      };
      serve(world, exchange).catch((error: unknown) => answerError(context, exchange, error));
    },
    flush: () => keyUse.flush(),
  };
}

/** What has to be done now and then for the API. */
export function httpJobs(context: Context): Job[] {
  return [
    { name: 'deleteOldHappenings', everyMs: hourMs, run: () => deleteOldHappenings(context) },
    { name: 'deleteOldStreamValues', everyMs: hourMs, run: () => deleteOldStreamValues(context) },
    { name: 'expireIdempotencyKeys', everyMs: hourMs, run: () => expireIdempotencyKeys(context) },
    { name: 'deleteOldLogs', everyMs: hourMs, run: () => deleteOldLogs(context) },
    { name: 'cleanFiles', everyMs: hourMs, run: () => cleanFiles(context) },
    { name: 'deleteExpiredSessions', everyMs: hourMs, run: () => deleteExpiredSessions(context) },
  ];
}

async function serve(world: World, exchange: Exchange): Promise<void> {
  const { request, response, headers } = exchange;
  // Stations join addresses with a slash too many; `//x` would be read as a host.
  const url = URL.parse((request.url ?? '/').replace(/^\/{2,}/, '/'), 'http://any');
  if (!url) throw fail('routeNotFound', { path: '/' });
  const { pathname, searchParams } = url;
  if (isFilePath(pathname)) return await world.files({ request, response, pathname, headers });
  limitBody(request);
  if (await world.health.serve(request, response, { pathname, headers })) return;
  if (world.docs.serve(request, response, { pathname, headers })) return;
  if (await world.revocation.serve(request, response, { pathname, headers })) return;
  if (pathname === '/api' || pathname.startsWith('/api/')) return await serveApi(world, exchange, { pathname, query: searchParams });
  if (await world.payments.serve(request, response, { pathname, query: searchParams, headers })) return;
  await world.console.serve(request, response, { pathname, headers });
}

/** Files of stations may take hours on their way; nothing else takes longer than this to arrive, or its caller is no browser. */
const bodyPatienceMs = 300_000;
function limitBody(request: IncomingMessage): void {
  if (request.complete || !('content-length' in request.headers || 'transfer-encoding' in request.headers)) return;
  const timer = setTimeout(() => request.destroy(), bodyPatienceMs).unref();
  request.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
}

async function serveApi(
  { api }: World,
  exchange: Exchange,
  { pathname, query }: { pathname: string; query: URLSearchParams },
): Promise<void> {
  const { request, response, headers } = exchange;
  const method = request.method ?? 'GET';
  const path = pathname.slice(0, 200);
  const found = findRoute(method, pathname);
  if (found === null) throw fail('routeNotFound', { path });
  if ('match' in found) return await serveRoute(api, exchange, { match: found.match, query });
  headers['allow'] = [...found.allowed, ...(found.allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  if (method === 'OPTIONS') return respond(response, { status: 204, headers });
  throw fail('methodNotAllowed', { method, path });
}

function answerError({ log }: Pick<Context, 'log'>, { request, response, requestId, headers }: Exchange, error: unknown): void {
  const failure = failureOf(error, requestId);
  if (failure.code === 'internal' || failure.code === 'databaseDown')
    log.error(
      { requestId, method: request.method, path: request.url?.split('?', 1)[0]?.replace(/(\/files\/)[^/]*/, '$1***'), err: error },
      'http.failed',
    );
  if (response.headersSent) return void response.destroy();
  const answer = errorAnswer(failure, requestId);
  // What was not read of a body that is too large is not worth reading: the connection ends with the answer.
  const isHalfRead = !request.complete && (failure.code === 'tooLarge' || isFilePath(request.url ?? ''));
  if (isHalfRead) response.once('finish', () => request.destroy());
  respondJson(response, {
    status: answer.status,
    headers: { ...headers, ...answer.headers, ...(isHalfRead ? { connection: 'close' } : {}) },
    body: answer.body,
  });
}
