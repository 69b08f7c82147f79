import type { payment, paymentStates } from '@stationmaster/contract';
import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { pageOfRows } from '../http/cursor.ts';
import { paidAhead } from '../vouchers/paid-ahead.ts';

type Db = Kysely<Tables>;
export type PaymentState = (typeof paymentStates)[number];
type View = z.input<typeof payment>;
export interface PaymentRow extends Omit<View, 'receiptUrl' | 'createdAt' | 'settledAt'> {
  tenantId: number;
  stationRow: number;
  receiptKey: string;
  createdAt: Date;
  settledAt: Date | null;
  asked: Record<string, number>;
  attempts: number;
}

/** What the session cost: as the station has reckoned where it does, without what vouchers paid; nothing where the quality rules drop it. */
const owed = sql`case when s.status <> 'ended' then null when c.outcome = 'drop' then 0
  else greatest(0, coalesce((s.state::jsonb #>> '{details,costDetails,totalCost,total,inclTax}')::numeric, (s.state::jsonb #>> '{details,costDetails,totalCost,total,exclTax}')::numeric, s.total) - ${paidAhead('s')}) end`;
const columns = sql`p.id::float8 as id, p.tenant_id as "tenantId", p.station_id::float8 as "stationRow", p.identity as "stationId", nullif(p.evse_id, 0) as "evseId", p.reference,
  p.way, p.settled_by as "settledBy", p.provider, p.state, coalesce(p.currency, s.currency, s.state::jsonb #>> '{details,costDetails,totalCost,currency}') as currency, trim_scale(p.held)::text as held, trim_scale(${owed})::text as owed,
  trim_scale(p.amount)::text as amount, p.session_id::float8 as "sessionId", p.receipt_key as "receiptKey", p.vat ->> 'number' as "vatNumber", p.vat ->> 'company' as "vatCompany",
  p.info, p.created_at as "createdAt", p.settled_at as "settledAt", p.asked, p.attempts`;
const source = sql`payment p left join session s on s.id = p.session_id left join session_check c on c.session_id = p.session_id`;

export async function selectPayments(
  db: Db,
  wanted: { stationId?: string; sessionId?: number; state?: string; before: number | null; limit: number },
): Promise<{ items: PaymentRow[]; next: string | null }> {
  const { stationId = null, sessionId = null, state = null, before, limit } = wanted;
  const { rows } = await sql<PaymentRow>`select ${columns} from ${source}
    where (${stationId}::text is null or p.identity = ${stationId}) and (${sessionId}::bigint is null or p.session_id = ${sessionId})
      and (${state}::text is null or p.state = ${state}) and (${before}::bigint is null or p.id < ${before}) order by p.id desc limit ${limit + 1}`.execute(
    db,
  );
  const page = pageOfRows(rows, limit, (row) => [row.id]);
  return { items: [...page.rows], next: page.next };
}

export async function selectPayment(db: Db, id: number): Promise<PaymentRow | undefined> {
  const { rows } = await sql<PaymentRow>`select ${columns} from ${source} where p.id = ${id}`.execute(db);
  return rows[0];
}

export async function selectByReceipt(db: Db, key: string): Promise<PaymentRow | undefined> {
  const { rows } = await sql<PaymentRow>`select ${columns} from ${source} where p.receipt_key = ${key}`.execute(db);
  return rows[0];
}

/** By what the station holds up as its token. */
export async function selectByReference(db: Db, stationId: number, reference: string): Promise<PaymentRow | undefined> {
  const { rows } =
    await sql<PaymentRow>`select ${columns} from ${source} where p.station_id = ${stationId} and p.reference = ${reference}`.execute(db);
  return rows[0];
}

/** Holds of ours that no session came of. */
export async function makeUnusedDue(db: Db, { heldBefore, at }: { heldBefore: number; at: number }): Promise<void> {
  await sql`update payment set due_at = ${new Date(at)} where state = 'held' and settled_by = 'us' and due_at is null and session_id is null and created_at < ${new Date(heldBefore)}`.execute(
    db,
  );
}

/** Those that we have to settle now, the longest waiting first. */
export async function selectDue(db: Db, at: number): Promise<PaymentRow[]> {
  const { rows } =
    await sql<PaymentRow>`select ${columns} from ${source} where p.due_at <= ${new Date(at)} order by p.due_at limit 50`.execute(db);
  return rows;
}

export interface NewPayment {
  tenantId: number;
  stationRow: number;
  stationId: string;
  evseId: number;
  reference: string | null;
  way: 'kiosk' | 'web';
  settledBy: 'us' | 'kiosk';
  provider: string | null;
  state: 'begun' | 'held';
  held: string | null;
  currency: string;
  asked: object;
  receiptKey: string;
  at: number;
}
/** undefined: the station has a payment with this reference already. */
export async function insertPayment(db: Db, made: NewPayment): Promise<number | undefined> {
  const { rows } = await sql<{
    id: number;
  }>`insert into payment (tenant_id, station_id, identity, evse_id, reference, way, settled_by, provider, state, held, currency, asked, receipt_key, created_at)
    values (${made.tenantId}, ${made.stationRow}, ${made.stationId}, ${made.evseId}, ${made.reference}, ${made.way}, ${made.settledBy}, ${made.provider}, ${made.state}, ${made.held},
      ${made.currency}, ${JSON.stringify(made.asked)}::jsonb, ${made.receiptKey}, ${new Date(made.at)}) on conflict (station_id, reference) do nothing returning id::float8 as id`.execute(
    db,
  );
  return rows[0]?.id;
}

export async function updateHeld(db: Db, id: number, { reference, held }: { reference: string; held: string }): Promise<boolean> {
  const { rows } =
    await sql`update payment set reference = ${reference}, held = ${held}, state = 'held' where id = ${id} and state = 'begun' returning id`.execute(
      db,
    );
  return rows.length > 0;
}

export interface Outcome {
  state: PaymentState;
  amount: string | null;
  info?: string;
  at: number;
  /** When we try again; null: no more. */
  dueAt?: number | null;
}
/** What became of it, from a state in which that can become of it; false: it was over before. */
export async function updateOutcome(db: Db, id: number, { state, amount, info = '', at, dueAt = null }: Outcome): Promise<boolean> {
  const { rows } = await sql<{ tenant_id: number }>`update payment set state = ${state}, amount = ${amount}, info = ${info},
      settled_at = ${state === 'failed' ? null : new Date(at)}, due_at = ${dueAt === null ? null : new Date(dueAt)}, attempts = attempts + 1
    where id = ${id} and state not in ('settled', 'canceled') returning tenant_id`.execute(db);
  return rows.length > 0;
}
