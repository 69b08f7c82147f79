import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { mustBeDriver } from '../drivers/known.ts';
import { Failure, fail } from '../errors.ts';
import type { Call } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { selectGroupIds } from '../tariffs/payer.ts';
import { hashOf } from './codes.ts';
import { countRedeemed, type FoundCode, type Holder, insertRedemption, lockCode, selectCard } from './redeem-store.ts';
import { selectVouchers, type VoucherView } from './use-store.ts';

type Db = Transaction<Tables>;
export type Account = Exclude<Holder, { paymentId: number }>;

/** Who is to have it: a card of a driver is the driver. Failures badRequest, notFound. */
export async function accountOf(
  db: Db,
  { driverId, tokenId }: { driverId?: number | undefined; tokenId?: number | undefined },
): Promise<Account> {
  if ((driverId === undefined) === (tokenId === undefined))
    throw new Failure('badRequest', {}, [{ path: 'driverId', message: 'either a driver or a card' }]);
  if (driverId !== undefined) {
    await mustBeDriver(db, driverId);
    return { driverId };
  }
  const card = await selectCard(db, tokenId ?? 0);
  if (card === undefined) throw fail('notFound', { what: 'card', id: tokenId ?? 0 });
  return card.driverId === null ? { tokenId: tokenId ?? 0 } : { driverId: card.driverId };
}

/**
 * A code becomes the voucher of a driver or a card, once however many ask at the same moment. In a transaction of the caller's tenant.
 * Failures voucherUnknown, voucherOver, voucherNotYet, voucherUsed, voucherUsedUp, voucherLimit, voucherNotForThem.
 */
export async function redeem(
  { config }: Pick<Context, 'config'>,
  db: Db,
  { code, account, call }: { code: string; account: Account; call: Call },
): Promise<VoucherView> {
  const found = await openCode(db, { tenantId: call.tenantId, hash: hashOf(config.secretKey, code), at: call.now });
  await mustBeFor(db, found, account);
  const counts = await countRedeemed(db, found, account);
  mustBeLeft(found, counts.ofCode);
  if (counts.byHolder >= found.mostEach) throw fail('voucherLimit');
  const { codeId, campaignId } = found;
  const by = actorName(call.actor);
  const id = await insertRedemption(db, { tenantId: call.tenantId, campaignId, codeId, holder: account, at: call.now, by });
  const { items } = await selectVouchers(db, { id, before: null, limit: 1, now: call.now });
  const [made] = items;
  if (made === undefined) throw fail('internal');
  return made;
}

/** A code that may be redeemed now, locked. Failures voucherUnknown, voucherOver, voucherNotYet. */
export async function openCode(db: Db, { tenantId, hash, at }: { tenantId: number; hash: Buffer; at: number }): Promise<FoundCode> {
  const found = await lockCode(db, tenantId, hash);
  if (found === undefined) throw fail('voucherUnknown');
  if (found.isStopped || (found.validUntil?.getTime() ?? at + 1) <= at) throw fail('voucherOver');
  if ((found.validFrom?.getTime() ?? at) > at) throw fail('voucherNotYet', { from: found.validFrom?.toISOString().slice(0, 10) ?? '' });
  return found;
}

/** Failures voucherUsed, voucherUsedUp. */
export function mustBeLeft({ isShared, mostRedeemed }: FoundCode, redeemed: number): void {
  if (!isShared && redeemed > 0) throw fail('voucherUsed');
  if (isShared && mostRedeemed !== null && redeemed >= mostRedeemed) throw fail('voucherUsedUp');
}

/** Places are looked at when a session begins; whom it is for is known now. */
async function mustBeFor(db: Db, { targetKey }: FoundCode, account: Account): Promise<void> {
  if (!targetKey.startsWith('driver')) return;
  const driverId = 'driverId' in account ? account.driverId : null;
  const groups = driverId === null ? [] : await selectGroupIds(db, driverId);
  const keys = [...(driverId === null ? [] : [`driver/${driverId}/0`]), ...groups.map((id) => `driverGroup/${id}/0`)];
  if (!keys.includes(targetKey)) throw fail('voucherNotForThem');
}
