import type { Context } from '../context.ts';
import type { StationState } from '../stations/state.ts';
import { selectCostStations } from './cost-store.ts';
import { type LiveSession, liveSessions } from './live.ts';
import { priced } from './price.ts';

/** A display that shows the money run needs no more: a session is told at most so often. */
const everyMs = 60_000;

interface Told {
  total: string | null;
  at: number;
}

/**
 * Job: 2.x I02. What a session has cost by now, where time costs money between two of its messages (their answers tell it
 * anyway) and the station shows costs. What was told is kept in memory: a restart tells it once more.
 */
export function costTeller(context: Pick<Context, 'db' | 'gateway' | 'clock' | 'log'>): () => Promise<number> {
  const told = new Map<number, Told>();
  const unable = new Set<number>();
  return async () => {
    const now = context.clock();
    for (const [id, { at }] of told) if (at < now - 60 * everyMs) told.delete(id);
    const stations = (await selectCostStations(context.db)).filter((id) => !unable.has(id));
    const counts = await Promise.all(
      stations.map(async (id) => {
        const state = context.gateway.peek(id);
        if (state === undefined || state.phase !== 'accepted') return 0;
        let count = 0;
        for (const session of liveSessions(state)) {
          const total = dueCost(state, session, { last: told.get(session.id), now });
          if (total === null) continue;
          told.set(session.id, { total, at: now });
          if (await tell(context, state, { session, total })) count++;
          else unable.add(id);
        }
        return count;
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };
}

/** The cost to tell now; null: nothing new, or told a moment ago. */
function dueCost(state: StationState, session: LiveSession, { last, now }: { last: Told | undefined; now: number }): string | null {
  if (session.status !== 'active' || session.transactionId === null) return null;
  // The answer to its last message told what is in its row.
  const known = last !== undefined && last.at > session.heardAt ? last : { total: session.total, at: session.heardAt };
  if (now - known.at < everyMs) return null;
  const { total } = priced(session, { state, until: now });
  return total === null || Number(total) === Number(known.total) ? null : total;
}

/** false: the station does not know the message; it is not asked again before the next start. */
async function tell(
  { gateway, log }: Pick<Context, 'gateway' | 'log'>,
  state: StationState,
  { session, total }: { session: LiveSession; total: string },
): Promise<boolean> {
  const payload = { transactionId: session.transactionId, totalCost: Number(total) };
  const message = { action: 'CostUpdated', payload, timeoutMs: state.callTimeoutMs, commandId: null, sessionId: session.id };
  const outcome = await gateway.send(state.id, message);
  if (outcome.kind !== 'error' || !['NotImplemented', 'NotSupported'].includes(outcome.code)) return true;
  log.info({ station: state.identity }, 'station.showsNoCost');
  return false;
}
