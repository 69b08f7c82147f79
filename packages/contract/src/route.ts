import type { z } from 'zod';
import type { Role } from './common.ts';

/** Who may call a route: nobody signed in (`public`), or at least that role. */
export type Permission = 'public' | Role;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  method: Method;
  /** Below /api/v1, parameters as `:name`. */
  path: string;
  permission: Permission;
  summary: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Absent: 204 without a body, or a stream/file named by `produces`. */
  response?: R;
  produces?:
    | 'text/csv'
    | 'text/event-stream'
    | 'text/markdown'
    | 'application/x-ndjson'
    | 'application/json'
    | 'application/pdf'
    | 'application/xml'
    | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    | 'application/octet-stream';
  consumes?: 'text/csv';
  /** Creates something: takes an Idempotency-Key header and answers 201. */
  creates?: boolean;
  /** Does something once without creating anything: takes an Idempotency-Key header too, answers 200. */
  once?: boolean;
}

/** Whether a repeat of a request to it can be told by its Idempotency-Key header. */
export function takesKey({ creates, once }: Pick<Route, 'creates' | 'once'>): boolean {
  return creates === true || once === true;
}

/** Keeps the exact type of the definition: which of params, query, body and response a route has is known by type. */
export function route<const D extends Route>(definition: D): D {
  return definition;
}
