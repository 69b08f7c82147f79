import { mustStop } from '@stationmaster/domain';
import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import { Failure } from '../errors.ts';
import { selectLimited } from './stop-store.ts';

/** A station that does not stop is asked again after this. */
const againAfterMs = 300_000;

/**
 * Job, every few seconds: ends running sessions that have reached a limit which says so, in any version of OCPP. A session goes
 * beyond it by what it takes until its station's next meter value and this look. Returns how many were asked to stop.
 */
export async function stopAtLimits(
  context: Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>,
): Promise<number> {
  const at = context.clock();
  const running = await selectLimited(context.db, new Date(at - againAfterMs));
  const reached = running.filter(({ allowances, timeZone }) => mustStop(allowances, timeZone, at));
  // Slow stations are not waited for.
  for (const { id, identity, tenantId } of reached)
    ownCommand(context, { identity, tenantId }, { verb: 'stop', sessionId: id }).catch((error: unknown) => {
      // It has ended by itself meanwhile.
      if (error instanceof Failure && error.code === 'sessionNotActive') return;
      context.log.warn({ station: identity, session: id, err: error }, 'limit.stopFailed');
    });
  return reached.length;
}
