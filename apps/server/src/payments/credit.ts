import type { Purse } from '@stationmaster/domain';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { selectAvailable, selectCredits, updatePrepaid } from './credit-store.ts';

/** What a prepaid card may still spend where this currency holds: asked anew at every tap, never remembered. */
export async function purseOf(
  db: Kysely<Tables>,
  { tokenId, currency, at }: { tokenId: number; currency: string; at: number },
): Promise<Purse> {
  return { available: await selectAvailable(db, { tokenId, currency, at }), currency };
}

/** From now on sessions of the card are paid by its credit, or not any more. */
export async function setPrepaid(
  db: Transaction<Tables>,
  { tokenId, isPrepaid, now }: { tokenId: number; isPrepaid: boolean; now: number },
): Promise<void> {
  await updatePrepaid(db, tokenId, isPrepaid ? new Date(now) : null);
}

/** What is on a card must be paid out or taken back by a correction before the card goes. Failure creditLeft. */
export async function mustHoldNoCredit(db: Transaction<Tables>, tokenId: number, now: number): Promise<void> {
  const left = (await selectCredits(db, tokenId, now)).find(({ available }) => Number(available) !== 0);
  if (left !== undefined) throw fail('creditLeft', { id: tokenId, amount: left.available, currency: left.currency });
}
