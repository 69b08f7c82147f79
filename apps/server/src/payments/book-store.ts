import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export interface PaidSession {
  id: number;
  tenantId: number;
  stationId: number;
  identity: string;
  evseId: number;
  reference: string;
  currency: string | null;
  /** The station leaves the settlement to us (2.1 PaymentCtrlr.SettlementByCSMS). */
  isOurs: boolean;
  isEnded: boolean;
}

/** Of these sessions those that were begun with a payment. */
export async function selectPaidSessions(db: Db, sessionIds: readonly number[]): Promise<PaidSession[]> {
  const { rows } =
    await sql<PaidSession>`select s.id::float8 as id, s.tenant_id as "tenantId", s.station_id::float8 as "stationId", t.identity, s.evse_id as "evseId", s.id_token as reference, s.currency,
      coalesce((select lower(value) = 'true' from station_variable v where v.station_id = s.station_id and lower(v.component) = 'paymentctrlr' and lower(v.variable) = 'settlementbycsms' limit 1), false) as "isOurs",
      s.status = 'ended' as "isEnded"
    from session s join station t on t.id = s.station_id
    where s.id = any(${[...sessionIds]}::bigint[]) and s.id_token_type = 'DirectPayment' and s.id_token is not null`.execute(db);
  return rows;
}

/** The payment knows its session; when that is over, what it cost is owed, unless the settlement was told already. Done twice it changes nothing. */
export async function upsertOwed(
  db: Db,
  session: PaidSession & { receiptKey: string; provider: string | null; at: number },
): Promise<void> {
  const { id, tenantId, stationId, identity, evseId, reference, currency, isOurs, isEnded, receiptKey, provider } = session;
  const at = new Date(session.at);
  await sql`insert into payment as p (tenant_id, station_id, identity, evse_id, reference, way, settled_by, provider, state, currency, session_id, receipt_key, created_at, due_at)
    values (${tenantId}, ${stationId}, ${identity}, ${evseId}, ${reference}, 'terminal', ${isOurs ? 'us' : 'terminal'}, ${isOurs ? provider : null}, ${isEnded ? 'owed' : 'held'}, ${currency}, ${id}, ${receiptKey},
      ${at}, ${isOurs && isEnded ? at : null})
    on conflict (station_id, reference) do update set session_id = coalesce(p.session_id, excluded.session_id),
      state = case when ${isEnded} and p.state in ('begun', 'held') then 'owed' else p.state end,
      due_at = case when ${isEnded} and p.state in ('begun', 'held') and p.settled_by = 'us' then ${at}::timestamptz else p.due_at end`.execute(
    db,
  );
}

export interface ToldSettlement {
  tenantId: number;
  stationId: number;
  identity: string;
  evseId: number;
  at: Date;
  data: {
    pspRef: string;
    reference?: string;
    sessionId: number | null;
    status: 'Settled' | 'Canceled' | 'Rejected' | 'Failed';
    amount: number;
    currency: string | null;
    at: number;
    info: string;
    receiptId?: string;
    receiptUrl?: string;
    vatNumber?: string;
    vatCompany?: object;
  };
}
/** What terminals have told of settlements since. */
export async function selectSettlements(db: Db, identities: readonly string[], since: Date): Promise<ToldSettlement[]> {
  const { rows } =
    await sql<ToldSettlement>`select r.tenant_id as "tenantId", s.id::float8 as "stationId", s.identity, r.evse_id as "evseId", r.at, r.data
    from station s join station_record r on r.station_id = s.id and r.kind = 'settlement'
    where s.identity = any(${[...new Set(identities)]}::text[]) and r.at >= ${since} and r.data is not null order by r.at`.execute(db);
  return rows;
}

/** The newest word of the terminal counts; told again it changes nothing. */
export async function upsertSettlement(db: Db, told: ToldSettlement, receiptKey: string): Promise<void> {
  const { tenantId, stationId, identity, evseId, at, data } = told;
  const { pspRef, reference = pspRef, status, amount, currency, sessionId, info, receiptId, receiptUrl, vatNumber, vatCompany } = data;
  const receipt = receiptId === undefined && receiptUrl === undefined ? null : JSON.stringify({ id: receiptId, url: receiptUrl });
  const vat = vatNumber === undefined && vatCompany === undefined ? null : JSON.stringify({ number: vatNumber, company: vatCompany });
  await sql`insert into payment as p (tenant_id, station_id, identity, evse_id, reference, way, settled_by, state, currency, amount, session_id, receipt_key, their_receipt, vat, info, created_at, settled_at)
    values (${tenantId}, ${stationId}, ${identity}, ${evseId}, ${reference}, 'terminal', 'terminal', ${status.toLowerCase()}, ${currency}, ${status === 'Settled' ? amount : 0}, ${sessionId}, ${receiptKey},
      ${receipt}::jsonb, ${vat}::jsonb, ${info}, ${at}, ${new Date(data.at)})
    on conflict (station_id, reference) do update set state = excluded.state, amount = excluded.amount, session_id = coalesce(p.session_id, excluded.session_id),
      their_receipt = excluded.their_receipt, vat = excluded.vat, info = excluded.info, settled_at = excluded.settled_at, due_at = null`.execute(
    db,
  );
}
