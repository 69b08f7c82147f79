import type { RouteName, Routes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import type { KeyUse } from '../people/key-use.ts';
import type { Call, Handlers } from './handler.ts';
import type { Parsed } from './input.ts';

export interface Api {
  context: Context;
  handlers: Handlers<Routes>;
  keyUse: KeyUse;
  /** Requests with an Idempotency-Key that run in this process. */
  running: Set<string>;
}
/** What the table's types promise per route, once a route is only known at run time. */
export type AnyHandler = (input: Parsed, call: Call) => Promise<unknown>;

export function handlerOf(api: Api, name: RouteName): AnyHandler {
  return api.handlers[name] as unknown as AnyHandler;
}
