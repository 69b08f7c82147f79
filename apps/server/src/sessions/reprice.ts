import { costOf } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { joinSteps } from '../stations/step.ts';
import { chargedAnew, readingsOf } from './bill.ts';
import { type LiveSession, sessionStep } from './live.ts';
import { deleteRepricings, selectRepricings } from './repricing-store.ts';
import { selectById } from './store.ts';
import { withVouchersUsed } from './vouchers-used.ts';

/** So many at a time: a station's turn is not held for long. */
const batch = 200;

/** Job: prices sessions again of which something came that the live state could not price. Returns how many. */
export async function repriceSessions(context: Pick<Context, 'db' | 'gateway' | 'clock' | 'tell'>): Promise<number> {
  const due = await selectRepricings(context.db, batch);
  for (const { sessionId, stationId } of due) await repriceSession(context, { sessionId, stationId });
  await deleteRepricings(context.db, due);
  if (due.length > 0) context.tell();
  return due.length;
}

/** In the station's turn, so that no message of the session comes in between; its live state has the new price as well. */
async function repriceSession(
  { db, gateway, clock }: Pick<Context, 'db' | 'gateway' | 'clock'>,
  { sessionId, stationId }: { sessionId: number; stationId: number },
): Promise<void> {
  await gateway.turn(stationId, async (state) => {
    const session = (state.sessions.get(sessionId) as LiveSession | undefined) ?? (await selectById(db, sessionId));
    if (session === undefined) return { answer: undefined };
    const readings = [...(await readingsOf(db, session))];
    const charged = await chargedAnew(db, session, { readings, until: session.lastReadingAt ?? session.heardAt });
    if (charged === null) return { answer: undefined };
    const cost = costOf(charged);
    const at = clock();
    const { writes, advance } = joinSteps([
      sessionStep({ state, at, frameId: 0 }, withVouchersUsed({ ...session, cost, total: cost.total }), 'session.updated'),
    ]);
    // It has been priced now; the step of a session that the live state cannot price would ask for it again.
    const { repricing: _, ...others } = writes;
    const resume = (live: typeof state): void => {
      advance(live);
      // From here on the live state can price it again by itself.
      if (session.status === 'active') live.courses = new Map([...(live.courses ?? []), [session.id, readings]]);
    };
    return { answer: undefined, writes: others, advance: resume };
  });
}
