import { CompiledQuery } from 'kysely';
import type { Overrides } from '../app.ts';
import type { Context } from '../context.ts';
import { startTestApp } from '../testing/app.ts';

// Answers are looked into by tests that say what they expect.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Body = any;
export interface ApiApp {
  context: Context;
  /** To be followed by a station's id. */
  ocpp: string;
  api: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Body }>;
  /** What is at the path once it is so; looked at again with every happening of the live stream. */
  eventually: (path: string, isSo: (body: Body) => boolean) => Promise<Body>;
  query: (text: string, values?: unknown[]) => Promise<Body[]>;
  /** Moves the server's clock. */
  advance: (ms: number) => void;
  stop: () => Promise<void>;
}

/** The real app, asked over HTTP as its administrator. For tests. */
export async function startApiApp(env: Record<string, string> = {}, overrides: Overrides = {}): Promise<ApiApp> {
  let offset = 0;
  const app = await startTestApp(env, { clock: () => Date.now() + offset, ...overrides });
  const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json' };
  const api: ApiApp['api'] = async (method, path, body) => {
    const response = await fetch(app.api + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text };
  };
  const listeners = new Set<() => void>();
  const ending = new AbortController();
  const live = await fetch(`${app.api}/live`, { headers, signal: ending.signal });
  const listening = (async () => {
    for await (const _ of live.body ?? []) for (const listener of listeners) listener();
  })().catch(() => undefined);
  return {
    context: app.context,
    ocpp: `${app.ocpp}/`,
    api,
    eventually: (path, isSo) =>
      new Promise((resolve, reject) => {
        const look = () =>
          void api('GET', path).then(({ body }) => {
            if (!isSo(body)) return;
            listeners.delete(look);
            resolve(body);
          }, reject);
        listeners.add(look);
        look();
      }),
    query: async (text, values = []) => (await app.context.db.executeQuery<Body>(CompiledQuery.raw(text, values))).rows,
    advance: (ms) => {
      offset += ms;
    },
    stop: async () => {
      ending.abort();
      await listening;
      await app.drop();
    },
  };
}
