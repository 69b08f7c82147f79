import { type RouteName, takesKey } from '@stationmaster/contract';
import { fail } from '../errors.ts';
import { checkKey, findRepeat, fingerprintOf, keepAnswer, type Once } from '../idempotency/once.ts';
import { type Api, handlerOf } from './api-parts.ts';
import type { Caller } from './caller.ts';
import type { Call } from './handler.ts';
import type { Parsed } from './input.ts';
import type { Match } from './router.ts';
import { actorName } from './transaction.ts';

export interface Ask {
  match: Match;
  caller: Caller;
  input: Parsed;
  /** Route, address and body as sent. */
  fingerprint: readonly string[];
  /** The Idempotency-Key header. */
  key: string | string[] | undefined;
  now: number;
}
export interface Done {
  status: number;
  body: unknown;
  isRepeat: boolean;
}

/** Runs the handler; on a route that takes an Idempotency-Key, with one, at most once, a repeat gets the first answer. */
export async function runOnce(api: Api, ask: Ask, callFor: (once: Once | null) => Call): Promise<Done> {
  const { match, input } = ask;
  const status = match.route.creates ? 201 : 200;
  const handler = handlerOf(api, match.name);
  const once = onceOf(ask, status);
  if (!once) return { status, body: await handler(input, callFor(null)), isRepeat: false };
  const running = JSON.stringify(once.owner);
  if (api.running.has(running)) throw fail('idempotencyRunning');
  api.running.add(running);
  try {
    const repeat = await findRepeat(api.context, once);
    if (repeat === null) {
      const body = await handler(input, callFor(once));
      await keepAnswer(api.context, once, body);
      return { status, body, isRepeat: false };
    }
    const body = 'body' in repeat ? repeat.body : await recovered(api, { name: match.name, made: repeat.made, call: callFor(null) });
    return { status, body, isRepeat: true };
  } finally {
    api.running.delete(running);
  }
}

function onceOf({ match, caller, key, fingerprint, now }: Ask, status: number): Once | null {
  if (!takesKey(match.route) || key === undefined) return null;
  const owner = { tenantId: caller.tenantId, actor: actorName(caller.actor), key: checkKey([key].flat()[0] ?? '') };
  const { response } = match.route;
  return {
    owner,
    fingerprint: fingerprintOf(fingerprint),
    isAnswer: (value) => response?.safeParse(value).success ?? false,
    status,
    at: now,
  };
}

interface Recovery {
  read: RouteName;
  params: (made: Record<string, unknown>) => Record<string, unknown>;
  rest: Record<string, unknown>;
}
/** Routes that answer after their transaction: what to read when a crash came between. A password shown once is gone then: make a new one. */
const recoveries: { [K in RouteName]?: Recovery } = {
  createStation: { read: 'getStation', params: ({ identity }) => ({ stationId: identity }), rest: { password: null } },
  sendCommand: { read: 'getCommand', params: ({ id }) => ({ commandId: id }), rest: {} },
};

async function recovered(api: Api, { name, made, call }: { name: RouteName; made: Record<string, unknown>; call: Call }): Promise<unknown> {
  const recovery = recoveries[name];
  if (!recovery) throw fail('idempotencyCutOff');
  const body = await handlerOf(api, recovery.read)({ params: recovery.params(made), query: undefined, body: undefined, text: '' }, call);
  return { ...(body as object), ...recovery.rest };
}
