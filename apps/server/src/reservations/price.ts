import { type ReservationCharged, type ReservationOutcome, reservationCost } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import { ourselves } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { createFollower } from '../live/follow.ts';
import { around } from '../prices/around.ts';
import { frozen } from '../tariffs/frozen.ts';
import { type OpenBill, type Priced, selectBills, updatePriced } from './bill-store.ts';

/**
 * Job, every second: a reservation that is over is priced, once, behind the station's answer. It follows what was committed and keeps its
 * place afterwards, so that a kill between the end and the price leaves nothing out and a repeat changes nothing. One that turns out to
 * have been used is its session's to pay. Returns how many prices have changed.
 */
export function createReservationPricer({ db, clock, tell }: Pick<Context, 'db' | 'clock' | 'tell'>): () => Promise<number> {
  const follower = createFollower(db, { reader: 'reservations', most: 500, kinds: ['reservation.changed'] });
  return async () => {
    const { items, keep } = await follower.read();
    const ids = [...new Set(items.map(({ subject }) => Number(subject)))];
    const bills = ids.length === 0 ? [] : await billsOf(db, ids);
    const changed = await updatePriced(
      db,
      bills.flatMap((bill) => pricedBy(db, bill) ?? []),
      clock(),
    );
    await keep();
    if (changed > 0) tell();
    return changed;
  };
}

/** With what they are priced by. */
export function billsOf(db: Kysely<Tables>, ids: readonly number[]): Promise<OpenBill[]> {
  return selectBills(db, ids, ourselves);
}

/** null: it is not over. */
function pricedBy(db: Kysely<Tables>, bill: OpenBill): Priced | null {
  const charged = chargedBy(db, bill);
  if (charged === null) return null;
  const { outcome, from, until } = charged;
  return { id: bill.id, outcome, from, until, cost: outcome === 'used' ? null : reservationCost(charged) };
}

/** How the engine is asked for it; null: it is not over. */
export function chargedBy(db: Kysely<Tables>, bill: OpenBill): ReservationCharged | null {
  const { from, expiresAt, endedAt, versionId, definition, facts } = bill;
  const outcome = outcomeOf(bill);
  if (outcome === null || endedAt === null) return null;
  // Our own look at what has expired may come late: nothing was kept any more.
  const until = Math.max(from, Math.min(endedAt, expiresAt));
  return { from, until, outcome, tariff: frozen(db, versionId, definition), around: around(facts, undefined) };
}

function outcomeOf({ status, wasHeld, isOurDoing }: OpenBill): ReservationOutcome | null {
  switch (status) {
    case 'pending':
    case 'active':
      return null;
    case 'used':
      return 'used';
    case 'refused':
    case 'removed':
      return 'removed';
    case 'expired':
      return wasHeld ? 'expired' : 'removed';
    case 'cancelled':
      return wasHeld && !isOurDoing ? 'cancelled' : 'removed';
    case 'noTransaction':
      // The card came: the place was kept for it until then, and nobody stayed away.
      return 'cancelled';
  }
}
