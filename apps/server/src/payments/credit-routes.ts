import type { creditRoutes } from '@stationmaster/contract';
import { millionths, minorUnit } from '@stationmaster/domain';
import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { fromCursor } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { insertEntry, selectCredits, selectEntries, selectIsPrepaid } from './credit-store.ts';

export function creditHandlers(): Handlers<typeof creditRoutes> {
  return {
    getCredit: ({ params: { tokenId } }, call) =>
      call.tx(async (db) => {
        await mustExist(db, tokenId);
        return { credits: await selectCredits(db, tokenId, call.now) };
      }),

    listCreditEntries: ({ params: { tokenId }, query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        await mustExist(db, tokenId);
        return await selectEntries(db, { tokenId, limit, before: fromCursor(cursor, 1)?.[0] ?? null });
      }),

    addCredit: ({ params: { tokenId }, body }, call) =>
      call.tx(async (db) => {
        if (!(await mustExist(db, tokenId))) throw fail('notPrepaid', { id: tokenId });
        checkAmount(body);
        call.subject(`token:${tokenId}`, { ...body });
        const author = { author: actorName(call.actor), authorName: call.actor.name };
        return await insertEntry(db, { ...body, ...author, tenantId: call.tenantId, tokenId, at: call.now });
      }),
  };
}

/** Is it prepaid? Failure notFound. */
async function mustExist(db: Transaction<Tables>, tokenId: number): Promise<boolean> {
  const isPrepaid = await selectIsPrepaid(db, tokenId);
  if (isPrepaid === undefined) throw fail('notFound', { what: 'card', id: tokenId });
  return isPrepaid;
}

/** Money has no more digits than its currency; a correction says why. Failure badRequest. */
function checkAmount({ kind, amount, currency, reason }: { kind: string; amount: string; currency: string; reason: string }): void {
  const value = millionths(amount);
  const wrong = (path: string, message: string): Failure => new Failure('badRequest', {}, [{ path, message }]);
  if (value === 0n || (kind === 'topUp' && value < 0n)) throw wrong('amount', 'must be more than 0');
  if (value % 10n ** BigInt(6 - minorUnit(currency)) !== 0n) throw wrong('amount', `has more digits than ${currency}`);
  if (kind === 'correction' && reason === '') throw wrong('reason', 'a correction needs one');
}
