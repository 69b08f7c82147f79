import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure } from '../errors.ts';
import { hashSecret } from '../people/secrets.ts';
import type { Api } from './api-parts.ts';
import { contentType, readBody } from './body.ts';
import { type Caller, identify, nobody, permit } from './caller.ts';
import { sessionCookie } from './cookie.ts';
import type { Call } from './handler.ts';
import { parseInput } from './input.ts';
import { type Ask, runOnce } from './once.ts';
import { respond, respondJson, respondStream } from './respond.ts';
import type { Match } from './router.ts';
import { addressOf, isHttps, refuseForeignOrigin } from './security.ts';
import { transactions } from './transaction.ts';

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  headers: Record<string, string | string[]>;
}
const reading = new Set(['GET', 'HEAD']);

/** One request to a route of the table: who, may he, what, do it, answer. Throws `Failure` and whatever the database throws. */
export async function serveRoute(api: Api, exchange: Exchange, { match, query }: { match: Match; query: URLSearchParams }): Promise<void> {
  const { context } = api;
  const { request, response } = exchange;
  const { route } = match;
  const now = context.clock();
  const caller = await identifyFor(api, exchange, { match, now });
  permit(route.permission, caller);
  const isChanging = !reading.has(request.method ?? '');
  if (isChanging) refuseForeignOrigin(context.config, request, caller.session !== null);
  const text = isChanging ? await readBody(request, route.consumes !== undefined) : '';
  if (text !== '') checkContentType(request, route.consumes ?? 'application/json');
  const input = parseInput(match, query, text);
  const ask: Ask = {
    match,
    caller,
    input,
    fingerprint: [match.name, request.url ?? '', text],
    key: request.headers['idempotency-key'],
    now,
  };
  const callFor: (once: Parameters<typeof transactions>[1]['once']) => Call = (once) => ({
    tenantId: caller.tenantId,
    actor: caller.actor,
    requestId: exchange.requestId,
    now,
    ...transactions(context, { tenantId: caller.tenantId, actor: caller.actor, now, action: match.name, isChanging, once }),
    web: webOf(api, exchange, caller),
  });
  const { status, body, isRepeat } = await runOnce(api, ask, callFor);
  if (isRepeat) exchange.headers['idempotent-replay'] = 'true';
  if (body instanceof Response) return respondStream(response, body, exchange.headers);
  if (route.response === undefined)
    return respond(response, { status: 204, headers: { ...exchange.headers, 'cache-control': 'no-store' } });
  respondJson(response, { status, headers: exchange.headers, body });
}

/** On a public route credentials do not count: one must be able to sign in with an expired cookie. */
async function identifyFor(api: Api, exchange: Exchange, { match, now }: { match: Match; now: number }): Promise<Caller> {
  const { context, keyUse } = api;
  const isPublic = match.route.permission === 'public';
  const caller = isPublic ? nobody : await identify(context, exchange.request, { keyUse, now });
  if (caller.isExtended && caller.session)
    exchange.headers['set-cookie'] = [sessionCookie(caller.session, isHttps(context.config, exchange.request))];
  return caller;
}

function webOf(api: Api, { request, headers }: Exchange, { session }: Caller): NonNullable<Call['web']> {
  const { config } = api.context;
  return {
    address: addressOf(config, request),
    header: (name) => [request.headers[name]].flat()[0],
    sessionHash: session === null ? null : hashSecret(session),
    setSession: (token) => {
      headers['set-cookie'] = [sessionCookie(token, isHttps(config, request))];
    },
  };
}

/** A form of another site can send text/plain without asking, JSON it cannot. */
function checkContentType(request: IncomingMessage, wanted: string): void {
  if (contentType(request) === wanted) return;
  throw new Failure('badRequest', {}, [{ path: 'Content-Type', message: `must be ${wanted}` }]);
}
