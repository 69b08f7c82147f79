import type { OpenVoucher } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { billName } from './use-store.ts';

type Db = Kysely<Tables>;
/** Clocks of stations differ: a session that began a little before its voucher was redeemed was meant to use it. */
const skewMs = 15 * 60_000;

export async function selectHasVouchers(db: Db, tenantId: number): Promise<boolean> {
  const { rows } = await sql<{
    has: boolean;
  }>`select exists (select from voucher_redemption r join voucher_campaign c on c.id = r.campaign_id where c.tenant_id = ${tenantId}) as has`.execute(
    db,
  );
  return rows[0]?.has ?? false;
}

interface Asked {
  tenantId: number;
  stationId: number;
  driverId: number | null;
  tokenId: number | null;
  reference: string | null;
  currency: string;
  at: number;
  keys: readonly string[];
}
/** Redeemed vouchers of who pays that hold there then, whatever is left of them. */
export async function selectFitting(
  db: Db,
  { tenantId, stationId, driverId, tokenId, reference, currency, at, keys }: Asked,
): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select r.id::float8 as id from voucher_redemption r join voucher_campaign c on c.id = r.campaign_id
    where r.tenant_id = ${tenantId} and (r.driver_id = ${driverId} or r.token_id = ${tokenId}
        or r.payment_id = (select p.id from payment p where p.station_id = ${stationId} and p.reference = ${reference}))
      and c.target || '/' || c.target_id || '/' || c.evse_id = any(${[...keys]}::text[]) and (c.currency is null or c.currency = ${currency})
      and coalesce(c.valid_from <= ${new Date(at)}, true) and coalesce(c.valid_until > ${new Date(at)}, true) and r.redeemed_at <= ${new Date(at + skewMs)}
    order by r.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** In one order, so that two never wait for each other. */
export async function lockVouchers(db: Db, ids: readonly number[]): Promise<void> {
  await sql`select from voucher_redemption where id = any(${[...ids]}::bigint[]) order by id for update`.execute(db);
}

/** With what is left of each, those that end first before all others. `own`: what this start has taken before is not gone. */
export async function selectOpen(
  db: Db,
  ids: readonly number[],
  own: { stationId: number; startKey: string } | null,
): Promise<OpenVoucher[]> {
  const { rows } =
    await sql<OpenVoucher>`select r.id::float8 as id, ${billName} as name, c.rule, trim_scale(greatest(0, c.size - coalesce(taken.sum, 0)))::text as left
    from voucher_redemption r join voucher_campaign c on c.id = r.campaign_id join voucher_code k on k.id = r.code_id
    left join lateral (select sum(coalesce(u.used, u.reserved)) from voucher_use u where u.redemption_id = r.id
      and not coalesce(u.station_id = ${own?.stationId ?? null} and u.start_key = ${own?.startKey ?? null}, false)) taken on true
    where r.id = any(${[...ids]}::bigint[]) order by c.valid_until nulls last, r.id`.execute(db);
  return rows;
}

interface NewUses {
  tenantId: number;
  stationId: number;
  startKey: string;
  sessionId: number;
  at: number;
}
/** A start that is repeated takes over what it took before; a part that it does not take any more is let go. */
export async function insertUses(
  db: Db,
  { tenantId, stationId, startKey, sessionId, at }: NewUses,
  taken: readonly { id: number; share: string }[],
): Promise<void> {
  const ids = taken.map(({ id }) => id);
  await sql`delete from voucher_use where station_id = ${stationId} and start_key = ${startKey} and used is null and redemption_id <> all(${ids}::bigint[])`.execute(
    db,
  );
  await sql`insert into voucher_use (tenant_id, redemption_id, station_id, start_key, session_id, at, reserved)
    select ${tenantId}, id, ${stationId}, ${startKey}, ${sessionId}, ${new Date(at)}, share from unnest(${ids}::bigint[], ${taken.map(({ share }) => share)}::numeric[]) as taken (id, share)
    on conflict (redemption_id, station_id, start_key) do update set session_id = excluded.session_id, at = excluded.at, reserved = excluded.reserved, used = null`.execute(
    db,
  );
}
