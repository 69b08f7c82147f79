import type { Context } from '../context.ts';
import { factsOf } from './prepare.ts';
import { begun } from './progress.ts';
import { runCommand } from './run.ts';
import { findTarget, insertCommand } from './store.ts';
import { type CommandRequest, parametersOf } from './words.ts';

/** Who asked, in the list of commands. */
export const ourselves = 'Stationmaster';

type Needs = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;

/** A command that nobody gave but the server, such as asking a newcomer what it is made of: kept and followed like any other. */
export async function ownCommand(context: Needs, station: { identity: string; tenantId: number }, request: CommandRequest): Promise<void> {
  const { identity, tenantId } = station;
  const target = await findTarget(context.db, identity);
  if (target === undefined) return;
  const at = context.clock();
  const { id: stationId, call_timeout_ms: timeoutMs } = target;
  const row = {
    tenantId,
    stationId,
    verb: request.verb,
    parameters: parametersOf(request),
    requestedBy: ourselves,
    at,
    sessionId: null,
    expiresAt: null,
  };
  const id = await insertCommand(context.db, row);
  const facts = factsOf(context, target, { commandId: id, at, idTokenType: 'Central', transactionId: null });
  await runCommand(context, { progress: begun({ id, tenantId, stationId, identity, request }), facts, timeoutMs, mayWait: false });
}
