import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import { Failure } from '../errors.ts';
import { selectSpent } from './stop-store.ts';

/** A station that does not stop is asked again after this. */
const againAfterMs = 300_000;
const longestMs = 31 * 86_400_000;

/**
 * Job: ends sessions whose credit or hold is used up where the station does not do it by itself: 1.6 and 2.0.1 know no limit of cost, and not
 * every 2.1 can. It is found with the meter value that says so, so that what the last stretch cost may go beyond. Returns how many.
 */
export async function stopSpent(
  context: Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>,
): Promise<number> {
  const at = context.clock();
  const spent = await selectSpent(context.db, { askedSince: new Date(at - againAfterMs), since: new Date(at - longestMs) });
  // Slow stations are not waited for.
  for (const { id, identity, tenantId } of spent)
    ownCommand(context, { identity, tenantId }, { verb: 'stop', sessionId: id }).catch((error: unknown) => {
      // It has ended by itself meanwhile.
      if (error instanceof Failure && error.code === 'sessionNotActive') return;
      context.log.warn({ station: identity, session: id, err: error }, 'credit.stopFailed');
    });
  return spent.length;
}
