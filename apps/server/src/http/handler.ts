import type { Role, Route } from '@stationmaster/contract';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';

export interface Actor {
  kind: 'user' | 'key' | 'nobody';
  id: number | null;
  name: string;
  role: Role | null;
}

/** One request, after schema and permission were checked. */
export interface Call {
  tenantId: number;
  actor: Actor;
  requestId: string;
  /** When the request came in, epoch ms. */
  now: number;
  /**
   * Runs queries in one transaction under row-level security of the caller's tenant. On a changing route the audit row
   * of `subject` is written in the same transaction.
   */
  tx: <T>(run: (db: Transaction<Tables>) => Promise<T>) => Promise<T>;
  /** What the audit log says of this call: on whom, and details without secrets. Call it before or inside `tx`. */
  subject: (name: string, detail?: Record<string, unknown>) => void;
  /** The HTTP side of the request, for sign-in and the live stream; nothing else needs it. */
  web?: Web;
}

export interface Web {
  /** The caller's address, behind a trusted proxy the one it names. */
  address: string;
  header: (name: string) => string | undefined;
  /** SHA-256 of the session cookie, where the caller has one. */
  sessionHash: Buffer | null;
  /** Sets the session cookie of the answer; null removes it. */
  setSession: (token: string | null) => void;
}

type Out<S> = S extends z.ZodType ? z.output<S> : undefined;
type In<S> = S extends z.ZodType ? z.input<S> : undefined;
/** Input already parsed by the route's schemas. `text`: the body of a CSV route. */
export interface Input<R extends Route> {
  params: Out<R['params']>;
  query: Out<R['query']>;
  body: Out<R['body']>;
  text: string;
}
/** A CSV or event-stream route returns a web Response, one without a response schema returns nothing. */
export type Output<R extends Route> = R extends { produces: string }
  ? Response
  : R extends { response: z.ZodType }
    ? In<R['response']>
    : // biome-ignore lint/suspicious/noConfusingVoidType: a handler without an answer returns nothing
      void;
export type RouteHandler<R extends Route> = (input: Input<R>, call: Call) => Promise<Output<R>>;
export type Handlers<T extends Record<string, Route>> = { [K in keyof T]: RouteHandler<T[K]> };
