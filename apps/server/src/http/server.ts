import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { expireIdempotencyKeys } from '../idempotency/expire.ts';
import type { Job } from '../jobs/schedule.ts';
import type { Hub } from '../live/hub.ts';
import { deleteOldHappenings } from '../live/retention.ts';
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
  console: ReturnType<typeof createConsole>;
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
    console: createConsole(consoleDir),
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
    { name: 'expireIdempotencyKeys', everyMs: hourMs, run: () => expireIdempotencyKeys(context) },
    { name: 'deleteExpiredSessions', everyMs: hourMs, run: () => deleteExpiredSessions(context) },
  ];
}

async function serve(world: World, exchange: Exchange): Promise<void> {
  const { request, response, headers } = exchange;
  const url = URL.parse(request.url ?? '/', 'http://any');
  if (!url) throw fail('routeNotFound', { path: '/' });
  const { pathname, searchParams } = url;
  if (await world.health.serve(request, response, { pathname, headers })) return;
  if (world.docs.serve(request, response, { pathname, headers })) return;
  if (pathname === '/api' || pathname.startsWith('/api/')) return await serveApi(world, exchange, { pathname, query: searchParams });
  await world.console.serve(request, response, { pathname, headers });
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
    log.error({ requestId, method: request.method, path: request.url?.split('?', 1)[0], err: error }, 'http.failed');
  if (response.headersSent) return void response.destroy();
  const answer = errorAnswer(failure, requestId);
  // What was not read of a body that is too large is not worth reading: the connection ends with the answer.
  const isHalfRead = !request.complete && failure.code === 'tooLarge';
  if (isHalfRead) response.once('finish', () => request.destroy());
  respondJson(response, {
    status: answer.status,
    headers: { ...headers, ...answer.headers, ...(isHalfRead ? { connection: 'close' } : {}) },
    body: answer.body,
  });
}
