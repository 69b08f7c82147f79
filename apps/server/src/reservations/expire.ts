import type { Context } from '../context.ts';
import { changed } from './change.ts';
import { selectOver } from './store.ts';

/**
 * Job, every few seconds: reservations whose time is over are expired, and those that were never asked for are over too. 1.6 stations never say so, 2.x ones only while they
 * are connected. Takes the station's turn, so that a start that is just being handled wins. Returns how many expired.
 */
export async function expireReservations({ db, gateway, clock }: Pick<Context, 'db' | 'gateway' | 'clock'>): Promise<number> {
  const at = clock();
  const over = await selectOver(db, at);
  await Promise.all(
    over.map(({ id, stationId, isUnsent }) =>
      gateway.turn(stationId, (state) => ({
        answer: undefined,
        ...changed(state, { id, status: isUnsent ? 'cancelled' : 'expired' }, at),
      })),
    ),
  );
  return over.length;
}
