import type { voucherRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { Failure } from '../errors.ts';
import { fromCursor } from '../http/cursor.ts';
import type { Call, Handlers } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { createRateLimit } from '../people/rate-limit.ts';
import { selectCampaigns, updateStopped } from './campaign-store.ts';
import { addCodes, campaignOf, createCampaign } from './campaigns.ts';
import { forgetVouchers } from './claim.ts';
import { accountOf, redeem } from './redeem.ts';
import { selectVouchers, type VoucherView } from './use-store.ts';

const windowMs = 600_000;

export function voucherHandlers(context: Pick<Context, 'db' | 'config'>): Handlers<typeof voucherRoutes> {
  const once = createRedeemer(context);
  return {
    listVoucherCampaigns: ({ query: { cursor, limit } }, call) =>
      call.tx((db) => selectCampaigns(db, { limit, before: fromCursor(cursor, 1)?.[0] ?? null })),
    createVoucherCampaign: ({ body }, call) => createCampaign(context, call, body),
    addVoucherCodes: ({ params: { voucherCampaignId: campaignId }, body: { count } }, call) =>
      addCodes(context, call, { campaignId, count }),
    stopVoucherCampaign: ({ params: { voucherCampaignId: campaignId } }, call) =>
      call.tx(async (db) => {
        await campaignOf(db, campaignId);
        call.subject(`voucherCampaign:${campaignId}`);
        await updateStopped(db, campaignId, call.now);
        return await campaignOf(db, campaignId);
      }),
    listVouchers: ({ query: { cursor, limit, driverId, tokenId, campaignId } }, call) =>
      call.tx((db) =>
        selectVouchers(db, {
          ...(driverId === undefined ? {} : { driverId }),
          ...(tokenId === undefined ? {} : { tokenId }),
          ...(campaignId === undefined ? {} : { campaignId }),
          ...{ limit, before: fromCursor(cursor, 1)?.[0] ?? null, now: call.now },
        }),
      ),
    redeemVoucher: ({ body }, call) => once(call, body),
  };
}

/**
 * Behind one key of the API there may be an app of many drivers: whoever guesses codes is soon asked to wait, and the others are not,
 * until there are very many guesses.
 */
function createRedeemer(
  context: Pick<Context, 'db' | 'config'>,
): (call: Call, body: { code: string; driverId?: number | undefined; tokenId?: number | undefined }) => Promise<VoucherView> {
  const guesses = {
    holder: createRateLimit({ failures: 10, windowMs, maxKeys: 10_000 }),
    actor: createRateLimit({ failures: 300, windowMs, maxKeys: 10_000 }),
  };
  return async (call, { code, driverId, tokenId }) => {
    const actor = `${call.tenantId}/${actorName(call.actor)}`;
    const holder = `${actor}/${driverId ?? ''}/${tokenId ?? ''}`;
    guesses.actor.check(actor, call.now);
    guesses.holder.check(holder, call.now);
    try {
      const made = await call.tx(async (db) => {
        const account = await accountOf(db, { driverId, tokenId });
        const voucher = await redeem(context, db, { code, account, call });
        call.subject('driverId' in account ? `driver:${account.driverId}` : `token:${account.tokenId}`, { voucher: voucher.name });
        return voucher;
      });
      forgetVouchers(context.db);
      return made;
    } catch (error) {
      if (error instanceof Failure && error.code === 'voucherUnknown') {
        guesses.actor.failed(actor, call.now);
        guesses.holder.failed(holder, call.now);
      }
      throw error;
    }
  };
}
