import type { z } from 'zod';
import { ApiError, type Connection, credentials, errorOf } from './connection.ts';
import { type LiveOptions, type LiveSubscription, subscribeLive } from './live-client.ts';
import { type Route, takesKey } from './route.ts';
import { apiBase, type RouteName, type Routes, routes } from './routes.ts';

/** Coerced fields (ids in a path) accept anything at run time; a caller passes what comes out. */
type Sent<I, O> = { [K in keyof I]: unknown extends I[K] ? (K extends keyof O ? O[K] : unknown) : I[K] };
type Part<K extends string, S> = S extends z.ZodType
  ? Record<never, never> extends Sent<z.input<S>, z.output<S>>
    ? { [P in K]?: Sent<z.input<S>, z.output<S>> }
    : { [P in K]: Sent<z.input<S>, z.output<S>> }
  : unknown;
type Of<R, K extends keyof Route> = R extends { [P in K]: infer S } ? S : undefined;
interface Extra {
  /** On routes that create or do something once: the same key and body give the first answer again. Made by the client when left out. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}
/** `params`, `query` and `body` of a route; `text` where it takes a file. */
export type Arguments<R extends Route> = Part<'params', Of<R, 'params'>> &
  Part<'query', Of<R, 'query'>> &
  Part<'body', Of<R, 'body'>> &
  (R extends { consumes: string } ? { text: string } : unknown) &
  Extra;
/** What a route answers: parsed JSON, the text of a file, or nothing. */
export type Answer<R extends Route> = R extends { produces: string }
  ? string
  : R extends { response: z.ZodType }
    ? z.output<R['response']>
    : undefined;
type Method<R extends Route> =
  Record<never, never> extends Arguments<R> ? (args?: Arguments<R>) => Promise<Answer<R>> : (args: Arguments<R>) => Promise<Answer<R>>;

export type Client = { [K in Exclude<RouteName, 'live'>]: Method<Routes[K]> } & {
  /** The live stream. Reconnects by itself and resumes where it was; close() ends it. */
  live: (options: LiveOptions) => LiveSubscription;
};
export interface ClientOptions {
  /** Origin of the server, such as https://csms.example.com; empty in the console (same origin, session cookie). */
  baseUrl?: string;
  /** An API key, `sm_…`. Without it the browser's session cookie is used. */
  key?: string;
  fetch?: typeof globalThis.fetch;
}

interface Sendable {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  text?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** One method per route of the table, typed by it. Methods throw `ApiError`. */
export function createClient(options: ClientOptions = {}): Client {
  const connection: Connection = {
    base: (options.baseUrl ?? '').replace(/\/$/, '') + apiBase,
    key: options.key,
    fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
  };
  const methods = Object.entries(routes as Record<string, Route>).map(([name, route]) => [
    name,
    (args: Sendable = {}) => send(connection, route, args),
  ]);
  return { ...Object.fromEntries(methods), live: (live: LiveOptions) => subscribeLive(connection, live) } as Client;
}

async function send(connection: Connection, route: Route, args: Sendable): Promise<unknown> {
  const headers: Record<string, string> = { accept: route.produces ?? 'application/json', ...credentials(connection) };
  const payload = args.text ?? (args.body === undefined ? undefined : JSON.stringify(args.body));
  if (payload !== undefined) headers['content-type'] = args.text === undefined ? 'application/json' : (route.consumes ?? 'text/csv');
  if (takesKey(route)) headers['idempotency-key'] = args.idempotencyKey ?? newKey();
  const init: RequestInit = { method: route.method, headers, credentials: 'same-origin' };
  if (payload !== undefined) init.body = payload;
  if (args.signal) init.signal = args.signal;
  const response = await answerOf(connection.fetch(connection.base + addressOf(route, args), init));
  if (!response.ok) throw await errorOf(response);
  if (route.produces) return response.text();
  return response.status === 204 ? undefined : response.json();
}

async function answerOf(pending: Promise<Response>): Promise<Response> {
  try {
    return await pending;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new ApiError({
      code: 'offline',
      status: 0,
      message: 'The server cannot be reached.',
      details: [],
      requestId: '',
      retryAfter: null,
    });
  }
}

function addressOf(route: Route, args: Sendable): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(args.params?.[name] ?? '')));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(args.query ?? {}))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** crypto.randomUUID exists only on https and localhost; a console in a home network has neither. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
