import type { Context } from '../context.ts';
import { askedOf, factsOf } from './prepare.ts';
import { begun, type Progress } from './progress.ts';
import { runCommand } from './run.ts';
import { findTarget, insertCommand } from './store.ts';
import { type CommandRequest, parametersOf } from './words.ts';

/** Who asked, in the list of commands. */
export const ourselves = 'Stationmaster';

type Needs = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;

/**
 * A command that nobody gave but the server, such as asking a newcomer what it is made of: kept and followed like any other.
 * What has become of it by the station's answer; undefined: there is no such station. Failures tokenRefused, notFound:
 * of a card or session it speaks of. `begins` hears of its number before it is sent. `onBehalfOf`: who wanted it in the first place, where the server only repeats it.
 */
export async function ownCommand(
  context: Needs,
  station: { identity: string; tenantId: number; begins?: (commandId: number) => Promise<void>; onBehalfOf?: string },
  request: CommandRequest,
): Promise<Progress | undefined> {
  const { identity, tenantId } = station;
  const target = await findTarget(context.db, identity);
  if (target === undefined) return undefined;
  const at = context.clock();
  const { id: stationId, call_timeout_ms: timeoutMs } = target;
  // Of a session its transaction, of a card its kind; what may not be is found before anything is stored.
  const speaksOf = 'sessionId' in request || request.verb === 'start';
  const asked = speaksOf ? await askedOf(context, context.db, { tenantId, at, identity, request }) : null;
  const row = {
    tenantId,
    stationId,
    verb: request.verb,
    parameters: parametersOf(request),
    requestedBy: station.onBehalfOf ?? ourselves,
    at,
    sessionId: asked?.sessionId ?? null,
    expiresAt: null,
  };
  const id = await insertCommand(context.db, row);
  await station.begins?.(id);
  const facts = factsOf(context, target, {
    commandId: id,
    at,
    idTokenType: asked?.card.type ?? 'Central',
    transactionId: asked?.transactionId ?? null,
    ...(asked === null ? {} : { totalCost: asked.totalCost }),
  });
  const progress = begun({ id, tenantId, stationId, identity, request });
  await runCommand(context, { progress, facts, timeoutMs, mayWait: false });
  return progress;
}
