import type { Context } from '../context.ts';
import { createFollower } from '../live/follow.ts';
import { deleteAbandoned, deleteUnused, hasOpenUses, updateUsed } from './settle-store.ts';

/** A start whose session is not there by then never was committed; a page of a payment is not open for longer. */
const lostMs = 10 * 60_000;
const abandonedMs = 60 * 60_000;

/**
 * Job: sessions that are over have used of their vouchers what their bill says, and the rest is free again; what changes of them later
 * (late data, a repair, a check) is followed. What a start took that never became a session is let go; so is a redemption of a code for
 * everybody whose payment came to nothing. Each step is made from what is stored: killed in between it is done again. Returns how many.
 */
export function createVoucherKeeper({ db, clock }: Pick<Context, 'db' | 'clock'>): () => Promise<number> {
  const follower = createFollower(db, { reader: 'vouchers', most: 500, kinds: ['session.corrected', 'session.checked'], dataOf: [] });
  return async () => {
    const now = clock();
    const { items, keep } = await follower.read();
    const changed = items.length === 0 ? 0 : await updateUsed(db, [...new Set(items.map(({ subject }) => Number(subject)))]);
    await keep();
    const isHeld = await hasOpenUses(db);
    const ended = isHeld ? await updateUsed(db, null) : 0;
    const lost = isHeld ? await deleteAbandoned(db, new Date(now - lostMs)) : 0;
    return changed + ended + lost + (await deleteUnused(db, new Date(now - abandonedMs)));
  };
}
