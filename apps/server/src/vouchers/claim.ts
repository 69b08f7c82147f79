import { type Reduction, voucherReduction, voucherShare, vouchersToUse } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { type Payer, type Place, placeKeys } from '../tariffs/book.ts';
import { insertUses, lockVouchers, selectFitting, selectHasVouchers, selectOpen } from './claim-store.ts';

const known = new WeakMap<Kysely<Tables>, Map<number, Promise<boolean>>>();

/** Something was redeemed: sessions of tenants that had nothing yet look for vouchers from now on. */
export function forgetVouchers(db: Kysely<Tables>): void {
  known.delete(db);
}

/** A session that begins, and who pays. */
export interface Beginning extends Place {
  payer: Payer;
  tokenId: number | null;
  /** Of a payment without an account: what the provider knows it by. */
  reference: string | null;
  currency: string;
  at: number;
}

/** What a session there would use of the vouchers of who pays; nothing is taken. */
export async function vouchersFor(db: Kysely<Tables>, beginning: Beginning): Promise<Reduction[]> {
  const fitting = await fittingIds(db, beginning);
  if (fitting.length === 0) return [];
  return vouchersToUse(await selectOpen(db, fitting, null)).map((one) => voucherReduction(one, voucherShare(one)));
}

/**
 * What a session that begins takes of the vouchers of who pays, for itself alone until it is over: two that begin at once never take the
 * same. Committed before the session is: killed in between, the repeated start (known by its key) takes the same again, and what nobody
 * repeats is let go by `settleVouchers`. No query where nobody has redeemed anything yet.
 */
export async function claimVouchers(
  db: Kysely<Tables>,
  {
    sessionId,
    startKey,
    receivedAt,
    ...beginning
  }: Beginning & {
    sessionId: number;
    startKey: string;
    /** When its first message came; `at` is when it began. */
    receivedAt: number;
  },
): Promise<Reduction[]> {
  const fitting = await fittingIds(db, beginning);
  if (fitting.length === 0) return [];
  const { tenantId, stationId } = beginning;
  return await db.transaction().execute(async (tx) => {
    // Asked again once they are ours: what others have taken meanwhile is seen only then.
    await lockVouchers(tx, fitting);
    const taken = vouchersToUse(await selectOpen(tx, fitting, { stationId, startKey })).map((one) => ({
      ...one,
      share: voucherShare(one),
    }));
    await insertUses(tx, { tenantId, stationId, startKey, sessionId, at: receivedAt }, taken);
    return taken.map((one) => voucherReduction(one, one.share));
  });
}

async function fittingIds(db: Kysely<Tables>, beginning: Beginning): Promise<number[]> {
  const { tenantId, payer, tokenId, reference } = beginning;
  if (payer.driverId === null && tokenId === null && reference === null) return [];
  if (!(await hasVouchers(db, tenantId))) return [];
  return await selectFitting(db, { ...beginning, driverId: payer.driverId, keys: placeKeys(beginning, payer) });
}

function hasVouchers(db: Kysely<Tables>, tenantId: number): Promise<boolean> {
  const ofTenants = known.get(db) ?? new Map<number, Promise<boolean>>();
  known.set(db, ofTenants);
  const found = ofTenants.get(tenantId);
  if (found !== undefined) return found;
  const loading = selectHasVouchers(db, tenantId);
  ofTenants.set(tenantId, loading);
  loading.catch(() => ofTenants.delete(tenantId));
  return loading;
}
