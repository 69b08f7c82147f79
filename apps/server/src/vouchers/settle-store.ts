import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

/**
 * Writes what sessions have used: those of these ids, or null: all that are over and have nothing written yet. A session that the quality
 * rules drop has used nothing. Of the latter, one that is still to be priced waits. Returns how many have changed.
 */
export async function updateUsed(db: Db, sessionIds: readonly number[] | null): Promise<number> {
  const which =
    sessionIds === null
      ? sql`u.used is null and not exists (select from repricing p where p.session_id = s.id)`
      : sql`u.session_id = any(${[...sessionIds]}::bigint[])`;
  const { rows } = await sql`with due as (
      select u.id, s.currency, case when worth.amount is null or c.outcome = 'drop' then 0 else worth.amount end as amount,
        case when worth.amount is null or c.outcome = 'drop' then 0 when v.rule ->> 'kind' = 'value' then worth.amount
          when v.rule ->> 'kind' = 'energy' then worth."kWh" * 1000 else 1 end as used
      from voucher_use u join session s on s.id = u.session_id and s.status = 'ended'
        join voucher_redemption r on r.id = u.redemption_id join voucher_campaign v on v.id = r.campaign_id
        left join session_check c on c.session_id = s.id
        left join lateral jsonb_to_recordset(coalesce(s.cost -> 'vouchers', '[]')) as worth (voucher bigint, amount numeric, "kWh" numeric) on worth.voucher = u.redemption_id
      where ${which})
    update voucher_use u set used = due.used, amount = due.amount, currency = due.currency from due
    where due.id = u.id and (u.used, u.amount, u.currency) is distinct from (due.used, due.amount, due.currency) returning u.id`.execute(
    db,
  );
  return rows.length;
}

/** Does a session hold some of a voucher? Asked first: without it the statements below read all sessions while there are no vouchers at all. */
export async function hasOpenUses(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from voucher_use where used is null limit 1`.execute(db);
  return rows.length > 0;
}

/** Taken before then by starts that never became sessions. */
export async function deleteAbandoned(db: Db, before: Date): Promise<number> {
  const { rows } = await sql`delete from voucher_use u where u.used is null and u.at < ${before}
    and not exists (select from session s where s.id = u.session_id) returning u.id`.execute(db);
  return rows.length;
}

/** Redemptions of codes for everybody by payments that are over, or were never made, without anything used. */
export async function deleteUnused(db: Db, begunBefore: Date): Promise<number> {
  const { rows } = await sql`delete from voucher_redemption r using voucher_campaign c, payment p
    where c.id = r.campaign_id and c.is_shared and p.id = r.payment_id
      and (p.state in ('settled', 'canceled', 'rejected') or (p.state = 'begun' and p.created_at < ${begunBefore}))
      and not exists (select from voucher_use u where u.redemption_id = r.id and (u.used is null or u.used > 0)) returning r.id`.execute(
    db,
  );
  return rows.length;
}
