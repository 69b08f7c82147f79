import type { Context } from '../context.ts';
import type { Handler, SendHandler } from '../gateway/decision.ts';
import type { StationState } from '../stations/state.ts';

interface Pair {
  request: unknown;
  response: unknown;
}
/** The handler of one message of a version. */
export type HandlerOf<Calls extends Record<keyof Calls, Pair>, A extends keyof Calls> = Handler<
  Calls[A]['request'],
  Calls[A]['response'],
  StationState,
  Context
>;
/** The handler of a message that is never answered. */
export type SendHandlerOf<Calls extends Record<keyof Calls, Pair>, A extends keyof Calls> = SendHandler<
  Calls[A]['request'],
  StationState,
  Context
>;
/** A row for each of these messages: a missing or misspelt one does not compile. */
export type Handlers<Calls extends Record<keyof Calls, Pair>, Actions extends keyof Calls> = {
  readonly [A in Actions]: HandlerOf<Calls, A>;
};
