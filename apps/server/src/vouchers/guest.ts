import { voucherReduction, voucherShare } from '@stationmaster/domain';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { nobody, type Place, placeKeys } from '../tariffs/book.ts';
import { hashOf } from './codes.ts';
import { mustBeLeft, openCode } from './redeem.ts';
import { countRedeemed, type FoundCode, type GuestVoucher, insertRedemption, selectGuestVoucher, updatePayment } from './redeem-store.ts';

/** Where somebody without an account is about to pay, and the code they typed. */
export interface Guest extends Place {
  code: string;
  currency: string;
  at: number;
}
/** What a code is worth there now. */
export interface Offer {
  name: string;
  reduction: ReturnType<typeof voucherReduction>;
  currency: string;
}

/** What the code would be worth; nothing changes. Failures as `redeemForGuest`. */
export async function offerTo(context: Pick<Context, 'config' | 'db'>, guest: Guest): Promise<Offer> {
  return await context.db.transaction().execute(async (db) => {
    const { code, voucher } = await guestCode(context, db, guest);
    const { name, rule, size } = code;
    const reduction = voucherReduction({ id: 0, name, rule }, voucherShare({ rule, left: voucher?.left ?? size }));
    return { name, reduction, currency: guest.currency };
  });
}

/**
 * The code is for this payment: whoever has a code of their own and something left on it may type it again, and the newest payment has it.
 * In the transaction that writes the payment; `forgetVouchers` afterwards. Failures voucherUnknown, voucherOver, voucherNotYet,
 * voucherUsed, voucherUsedUp, voucherNotHere, voucherNeedsAccount, voucherInUse.
 */
export async function redeemForGuest(
  context: Pick<Context, 'config'>,
  db: Transaction<Tables>,
  guest: Guest & { paymentId: number },
): Promise<void> {
  const { code, voucher } = await guestCode(context, db, guest);
  const { tenantId, paymentId, at } = guest;
  if (voucher !== null) return await updatePayment(db, voucher.id, paymentId);
  const { campaignId, codeId } = code;
  await insertRedemption(db, { tenantId, campaignId, codeId, holder: { paymentId }, at, by: 'guest:' });
}

async function guestCode(
  { config }: Pick<Context, 'config'>,
  db: Transaction<Tables>,
  guest: Guest,
): Promise<{ code: FoundCode; voucher: GuestVoucher | null }> {
  const code = await openCode(db, { tenantId: guest.tenantId, hash: hashOf(config.secretKey, guest.code), at: guest.at });
  if (!code.forGuests) throw fail('voucherNeedsAccount');
  const isHere = placeKeys(guest, nobody).includes(code.targetKey) && (code.currency ?? guest.currency) === guest.currency;
  if (!isHere) throw fail(code.targetKey.startsWith('driver') ? 'voucherNeedsAccount' : 'voucherNotHere');
  const known = code.isShared ? undefined : await selectGuestVoucher(db, code.codeId);
  if (known !== undefined) {
    if (known.isTaken || Number(known.left) === 0) throw fail(known.isInUse ? 'voucherInUse' : 'voucherUsed');
    if (known.isInUse) throw fail('voucherInUse');
    return { code, voucher: known };
  }
  mustBeLeft(code, (await countRedeemed(db, code, { paymentId: 0 })).ofCode);
  return { code, voucher: null };
}
