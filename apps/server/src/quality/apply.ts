import { effectiveRepair, hasRepair, withRepair } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { pricedAnew } from '../sessions/bill.ts';
import { selectCourses } from '../sessions/course-store.ts';
import { type LiveSession, sessionStep } from '../sessions/live.ts';
import { selectById } from '../sessions/store.ts';
import { withVouchersUsed } from '../sessions/vouchers-used.ts';
import { selectRepairs } from './store.ts';

/**
 * Brings a session to what people have set, and prices it anew. In its station's turn, so that no message comes in between; done
 * twice it changes nothing.
 */
export async function applyRepairs({ db, gateway, clock }: Pick<Context, 'db' | 'gateway' | 'clock'>, sessionId: number): Promise<void> {
  const stored = await selectById(db, sessionId);
  if (stored === undefined) return;
  const repair = effectiveRepair(await selectRepairs(db, [sessionId]));
  if (stored.status !== 'ended' || hasRepair(stored, repair)) return;
  await gateway.turn(stored.stationId, async (state) => {
    const session = (state.sessions.get(sessionId) as LiveSession | undefined) ?? (await selectById(db, sessionId));
    if (session === undefined || session.status !== 'ended') return { answer: undefined };
    const repaired = withRepair(session, repair);
    const readings = (await selectCourses(db, [repaired])).get(sessionId) ?? [];
    const { cost } = await pricedAnew(db, repaired, { readings, until: repaired.endedAt ?? repaired.heardAt });
    const at = clock();
    const priced = withVouchersUsed({ ...repaired, cost, total: cost?.total ?? null });
    const step = sessionStep({ state, at, frameId: 0 }, priced, 'session.updated');
    // It has just been priced; the row that asks for it belongs to readings that come later.
    const { repricing: _, ...writes } = step.writes;
    return { answer: undefined, writes, advance: step.advance };
  });
}
