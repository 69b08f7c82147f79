import { mayBeSent } from '../ocpp/gate.ts';
import { bringInStep, isBeingBrought } from './bring.ts';
import { selectDue } from './store.ts';
import type { SyncContext } from './sync.ts';

/**
 * Job, every few seconds: stations that have come back, whose cards have changed since, or whose next look is due. What
 * changed in between goes out together. Slow stations are not waited for. Returns how many were begun.
 */
export async function keepLocalLists(context: SyncContext): Promise<number> {
  const due = await selectDue(context.db, context.clock());
  const ready = due.filter((stationId) => {
    const live = context.gateway.peek(stationId);
    return live !== undefined && mayBeSent(live, 'SendLocalList') && !isBeingBrought(context, stationId);
  });
  for (const stationId of ready)
    bringInStep(context, { stationId, commandId: null, isForced: false }).catch((error: unknown) =>
      context.log.warn({ station: stationId, err: error }, 'localList.failed'),
    );
  return ready.length;
}
