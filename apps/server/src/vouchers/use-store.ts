import type { voucher } from '@stationmaster/contract';
import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { pageOfRows } from '../http/cursor.ts';

type Db = Kysely<Tables>;
export type VoucherView = z.input<typeof voucher>;
interface Row extends Omit<VoucherView, 'validUntil' | 'redeemedAt' | 'isOver'> {
  validUntil: Date | null;
  redeemedAt: Date;
}

/** What sessions have not taken; one that runs has taken its part. Of a redemption `r` of a campaign `c`. */
export const leftOf = sql`greatest(0, c.size - coalesce((select sum(coalesce(u.used, u.reserved)) from voucher_use u where u.redemption_id = r.id), 0))`;
/** On the bill: the campaign and, of many codes, which. */
export const billName = sql`c.name || ' (' || k.hint || ')'`;

/** Newest first. A card that belongs to a driver shows the driver's. */
export async function selectVouchers(
  db: Db,
  wanted: { id?: number; driverId?: number; tokenId?: number; campaignId?: number; before: number | null; limit: number; now: number },
): Promise<{ items: VoucherView[]; next: string | null }> {
  const { id = null, driverId = null, tokenId = null, campaignId = null, before, limit, now } = wanted;
  const { rows } =
    await sql<Row>`select r.id::float8 as id, c.id::float8 as "campaignId", ${billName} as name, c.rule, c.currency, r.driver_id::float8 as "driverId",
      r.token_id::float8 as "tokenId", r.payment_id::float8 as "paymentId", trim_scale(c.size)::text as size, trim_scale(${leftOf})::text as left, c.valid_until as "validUntil",
      r.redeemed_at as "redeemedAt", r.redeemed_by as "redeemedBy"
    from voucher_redemption r join voucher_campaign c on c.id = r.campaign_id join voucher_code k on k.id = r.code_id
    where (${id}::bigint is null or r.id = ${id}) and (${campaignId}::bigint is null or r.campaign_id = ${campaignId}) and (${before}::bigint is null or r.id < ${before})
      and (${driverId}::bigint is null or r.driver_id = ${driverId})
      and (${tokenId}::bigint is null or r.token_id = ${tokenId} or r.driver_id = (select t.driver_id from token t where t.id = ${tokenId}))
    order by r.id desc limit ${limit + 1}`.execute(db);
  const page = pageOfRows(rows, limit, (row) => [row.id]);
  return {
    next: page.next,
    items: page.rows.map(({ validUntil, redeemedAt, ...row }) => ({
      ...row,
      validUntil: validUntil?.toISOString() ?? null,
      isOver: Number(row.left) === 0 || (validUntil?.getTime() ?? now + 1) <= now,
      redeemedAt: redeemedAt.toISOString(),
    })),
  };
}
