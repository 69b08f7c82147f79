import type { VoucherRule } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { leftOf } from './use-store.ts';

type Db = Kysely<Tables>;
/** A code with what its campaign says of redeeming. */
export interface FoundCode {
  codeId: number;
  campaignId: number;
  /** Of the campaign. */
  name: string;
  rule: VoucherRule;
  size: string;
  currency: string | null;
  /** `target/id/evse`, as places and payers are attached to. */
  targetKey: string;
  validFrom: Date | null;
  validUntil: Date | null;
  isShared: boolean;
  mostRedeemed: number | null;
  mostEach: number;
  forGuests: boolean;
  isStopped: boolean;
}

/** Its campaign waits for whoever redeems at the same time: what is counted afterwards holds until the end of the transaction. */
export async function lockCode(db: Db, tenantId: number, hash: Buffer): Promise<FoundCode | undefined> {
  const { rows } =
    await sql<FoundCode>`select k.id::float8 as "codeId", c.id::float8 as "campaignId", c.name, c.rule, trim_scale(c.size)::text as size, c.currency,
      c.target || '/' || c.target_id || '/' || c.evse_id as "targetKey", c.valid_from as "validFrom", c.valid_until as "validUntil", c.is_shared as "isShared",
      c.most_redeemed as "mostRedeemed", c.most_each as "mostEach", c.for_guests as "forGuests", c.stopped_at is not null as "isStopped"
    from voucher_code k join voucher_campaign c on c.id = k.campaign_id where k.tenant_id = ${tenantId} and k.hash = ${hash} for update of c`.execute(
      db,
    );
  return rows[0];
}

/** Who holds a redeemed voucher. */
export type Holder = { driverId: number } | { tokenId: number } | { paymentId: number };

/** How often a code was redeemed, and how often its campaign by this holder. */
export async function countRedeemed(
  db: Db,
  { codeId, campaignId }: Pick<FoundCode, 'codeId' | 'campaignId'>,
  holder: Holder,
): Promise<{ ofCode: number; byHolder: number }> {
  const { rows } = await sql<{ ofCode: number; byHolder: number }>`select
    (select count(*)::int from voucher_redemption where code_id = ${codeId}) as "ofCode",
    (select count(*)::int from voucher_redemption where campaign_id = ${campaignId} and (driver_id = ${'driverId' in holder ? holder.driverId : null} or token_id = ${'tokenId' in holder ? holder.tokenId : null})) as "byHolder"`.execute(
    db,
  );
  return rows[0] ?? { ofCode: 0, byHolder: 0 };
}

/** What a guest has of a code that was typed before; undefined: nobody has redeemed it. */
export interface GuestVoucher {
  id: number;
  /** A driver or a card has it. */
  isTaken: boolean;
  left: string;
  /** Money is held for the payment that it was typed before, and no session of it is over yet. */
  isInUse: boolean;
}
export async function selectGuestVoucher(db: Db, codeId: number): Promise<GuestVoucher | undefined> {
  const { rows } =
    await sql<GuestVoucher>`select r.id::float8 as id, r.payment_id is null as "isTaken", trim_scale(${leftOf})::text as left,
      coalesce(p.state = 'held', false) or exists (select from voucher_use u where u.redemption_id = r.id and u.used is null) as "isInUse"
    from voucher_redemption r join voucher_campaign c on c.id = r.campaign_id left join payment p on p.id = r.payment_id where r.code_id = ${codeId}
    order by r.id limit 1`.execute(db);
  return rows[0];
}

/** The voucher is for another payment of whoever has its code. */
export async function updatePayment(db: Db, id: number, paymentId: number): Promise<void> {
  await sql`update voucher_redemption set payment_id = ${paymentId} where id = ${id}`.execute(db);
}

export async function insertRedemption(
  db: Db,
  made: { tenantId: number; campaignId: number; codeId: number; holder: Holder; at: number; by: string },
): Promise<number> {
  const { holder } = made;
  const { rows } = await sql<{
    id: number;
  }>`insert into voucher_redemption (tenant_id, campaign_id, code_id, driver_id, token_id, payment_id, redeemed_at, redeemed_by)
    values (${made.tenantId}, ${made.campaignId}, ${made.codeId}, ${'driverId' in holder ? holder.driverId : null}, ${'tokenId' in holder ? holder.tokenId : null},
      ${'paymentId' in holder ? holder.paymentId : null}, ${new Date(made.at)}, ${made.by}) returning id::float8 as id`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the redemption was not written');
  return row.id;
}

/** Whose a card is; undefined: there is no such card. */
export async function selectCard(db: Db, tokenId: number): Promise<{ driverId: number | null } | undefined> {
  const { rows } = await sql<{ driverId: number | null }>`select driver_id::float8 as "driverId" from token where id = ${tokenId}`.execute(
    db,
  );
  return rows[0];
}
