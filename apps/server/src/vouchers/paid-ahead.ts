import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { leftOf } from './use-store.ts';

/** What prepaid value has paid of a session, by the name it has in the query: the rest of its total is to be paid otherwise. */
export function paidAhead(session: string): RawBuilder<number> {
  const cost = sql.ref(`${session}.cost`);
  return sql<number>`coalesce((${cost} ->> 'total')::numeric - (${cost} ->> 'due')::numeric, 0)`;
}

/** What the prepaid value that was typed before a payment has left, in the currency of the payment. */
export async function valueFor(db: Kysely<Tables>, paymentId: number): Promise<number> {
  const { rows } = await sql<{
    left: number;
  }>`select coalesce(sum(${leftOf}), 0)::float8 as left from voucher_redemption r join voucher_campaign c on c.id = r.campaign_id
    where r.payment_id = ${paymentId} and c.rule ->> 'kind' = 'value'`.execute(db);
  return rows[0]?.left ?? 0;
}
