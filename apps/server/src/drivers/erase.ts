import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import type { Call } from '../http/handler.ts';
import { forgetTariffs } from '../tariffs/book.ts';
import { eraseTokens } from '../tokens/give.ts';
import { deletePerson, selectRecentStations } from './erase-store.ts';
import { mustBeDriver } from './known.ts';

/** Ended sessions are kept in a station's live state for a day. */
const liveMs = 2 * 86_400_000;

/**
 * Takes everything away that says who a driver was: name, address, cards, vehicles, and card numbers kept with their sessions. The
 * sessions, what they cost and who paid stay. Failures notFound, stillCharging, creditLeft.
 */
export async function eraseDriver({ db: owner, gateway }: Pick<Context, 'db' | 'gateway'>, call: Call, driverId: number): Promise<void> {
  const stations = await call.tx(async (db) => {
    call.subject(`driver:${driverId}`);
    await mustBeDriver(db, driverId);
    const recent = await selectRecentStations(db, driverId, new Date(call.now - liveMs));
    if (recent.some(({ isActive }) => isActive)) throw fail('stillCharging');
    await eraseTokens(db, driverId, call.now);
    await deletePerson(db, driverId, new Date(call.now));
    return recent.map(({ id }) => id);
  });
  forgetTariffs(owner);
  // Their live state has the card's number still, and would write it back with late data.
  await gateway.refresh(stations);
}
