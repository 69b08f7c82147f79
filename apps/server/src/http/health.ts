import { statfs } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import type { KeyUse } from '../people/key-use.ts';
import { identify } from './caller.ts';
import { respond, respondJson } from './respond.ts';

interface Health {
  context: Pick<Context, 'config' | 'db' | 'clock'>;
  keyUse: KeyUse;
  metrics: Registry;
  isReady: () => Promise<void>;
}
interface Ask {
  pathname: string;
  headers: Record<string, string | string[]>;
}

/** /health/live: the process answers. /health/ready: the database and its disk too. /metrics for Prometheus, with an API key unless METRICS_OPEN. */
export function createHealth({ context, keyUse, metrics, isReady }: Health): {
  serve: (request: IncomingMessage, response: ServerResponse, ask: Ask) => Promise<boolean>;
} {
  return {
    serve: async (request, response, { pathname, headers }) => {
      if (!isOurs(pathname)) return false;
      if (request.method !== 'GET' && request.method !== 'HEAD')
        throw fail('methodNotAllowed', { method: request.method ?? '', path: pathname });
      if (pathname === '/health/live') respondJson(response, { status: 200, headers, body: { status: 'live' } });
      else if (pathname === '/health/ready') {
        const status = (await isDiskFull(context.config.dataDir)) ? 'diskFull' : await databaseStatus(isReady);
        respondJson(response, { status: status === 'ready' ? 200 : 503, headers, body: { status } });
      } else {
        if (!context.config.metricsOpen && (await identify(context, request, { keyUse, now: context.clock() })).actor.role === null)
          throw fail('notSignedIn');
        respond(response, {
          status: 200,
          headers: { ...headers, 'cache-control': 'no-store', 'content-type': metrics.contentType },
          body: await metrics.metrics(),
        });
      }
      return true;
    },
  };
}

function databaseStatus(isReady: () => Promise<void>): Promise<'ready' | 'databaseDown'> {
  return isReady().then(
    () => 'ready',
    () => 'databaseDown',
  );
}

/** Less than PostgreSQL extends a file by: stations' messages can no longer be stored, and they are told to try again. */
const LEAST_FREE_BYTES = 1_048_576;

async function isDiskFull(dataDir: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dataDir);
  return bavail * bsize < LEAST_FREE_BYTES;
}

function isOurs(pathname: string): boolean {
  return pathname === '/health/live' || pathname === '/health/ready' || pathname === '/metrics';
}
