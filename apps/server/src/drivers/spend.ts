import type { Context } from '../context.ts';
import { createFollower } from '../live/follow.ts';
import { sumAnew } from './spent-store.ts';

/**
 * Job, every second: sums up what drivers, companies and cost centres have spent, of the sessions that have ended or changed since, and of
 * the reservations that cost something by themselves.
 * Behind the stations' answers; what is cut off is summed again. Returns how many sums have changed.
 */
export function createSpendingWatch(context: Pick<Context, 'db'>): () => Promise<number> {
  const follower = createFollower(context.db, {
    reader: 'spending',
    most: 500,
    kinds: ['session.ended', 'session.corrected', 'reservation.priced'],
    dataOf: [],
  });
  return async () => {
    const { items, keep } = await follower.read();
    const [reservations, sessions] = [true, false].map((isOne) => [
      ...new Set(items.filter(({ kind }) => (kind === 'reservation.priced') === isOne).map(({ subject }) => Number(subject))),
    ]);
    const changed = await sumAnew(context.db, { sessions: sessions ?? [], reservations: reservations ?? [] });
    await keep();
    return changed;
  };
}
