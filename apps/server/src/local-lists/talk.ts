import type { Message, Said } from '../commands/encoded.ts';
import { lost } from '../commands/send.ts';
import type { Context } from '../context.ts';

/** What a station said, or that it did not: then `status` and `reason` are the command's. */
export type Heard =
  | { kind: 'said'; said: Said; answer: unknown }
  | { kind: 'lost'; status: ReturnType<typeof lost>['status']; reason: string | null };

export interface Listener {
  stationId: number;
  timeoutMs: number;
  /** The command of a person it belongs to. */
  commandId: number | null;
}

/** One call to a station and what it makes of it. */
export async function ask(
  { gateway }: Pick<Context, 'gateway'>,
  { stationId, timeoutMs, commandId }: Listener,
  { action, payload, read }: Message,
): Promise<Heard> {
  const outcome = await gateway.send(stationId, { action, payload, timeoutMs, commandId });
  if (outcome.kind === 'result') return { kind: 'said', said: read(outcome.payload), answer: outcome.payload };
  const { status, reason = null } = lost(outcome);
  return { kind: 'lost', status, reason };
}
