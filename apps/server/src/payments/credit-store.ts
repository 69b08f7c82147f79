import type { credit, creditEntry } from '@stationmaster/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { pageOfRows } from '../http/cursor.ts';
import { paidAhead } from '../vouchers/paid-ahead.ts';

type Db = Kysely<Tables>;
type Credit = z.input<typeof credit>;
type Entry = z.input<typeof creditEntry>;

/** Sessions that began and reservations that were made longer ago have their entries, or never will. */
const openDays = 31;

/**
 * What sessions cost whose entries are not written yet: those that run, and those that have ended a moment ago; and reservations that have
 * just been priced. Found by what the card did in the last month.
 */
const unpaid = (
  tokenId: number,
  since: Date,
) => sql`select s.currency, -(s.total - ${paidAhead('s')} + coalesce(paid.amount, 0)) as amount from session s
  join token t on t.id = s.token_id
  cross join lateral (select sum(amount) as amount from credit_entry where session_id = s.id) paid
  where s.token_id = ${tokenId} and s.started_at > greatest(${since}::timestamptz, t.prepaid_since) and s.total is not null
    and not exists (select from session_check c where c.session_id = s.id and c.outcome = 'drop')
  union all select b.currency, -(b.total + coalesce(paid.amount, 0)) from reservation_bill b join token t on t.id = b.token_id
  cross join lateral (select sum(amount) as amount from credit_entry where reservation_id = b.reservation_id) paid
  where b.token_id = ${tokenId} and b.made_at > greatest(${since}::timestamptz, t.prepaid_since) and b.total is not null`;
const daysBefore = (at: number): Date => new Date(at - openDays * 86_400_000);

/** Is the card prepaid? undefined: there is no such card. */
export async function selectIsPrepaid(db: Db, tokenId: number): Promise<boolean | undefined> {
  const { rows } = await sql<{ is: boolean }>`select prepaid_since is not null as is from token where id = ${tokenId}`.execute(db);
  return rows[0]?.is;
}

/** A card that is prepaid already keeps the moment since when it is. */
export async function updatePrepaid(db: Db, tokenId: number, since: Date | null): Promise<void> {
  await sql`update token set prepaid_since = ${since === null ? sql`null` : sql`coalesce(prepaid_since, ${since})`} where id = ${tokenId}`.execute(
    db,
  );
}

/** What a card may still spend in a currency, as an exact decimal. */
export async function selectAvailable(
  db: Db,
  { tokenId, currency, at }: { tokenId: number; currency: string; at: number },
): Promise<string> {
  const { rows } = await sql<{ available: string }>`select trim_scale(coalesce(sum(amount), 0))::text as available from (
    select amount from credit_entry where token_id = ${tokenId} and currency = ${currency}
    union all select amount from (${unpaid(tokenId, daysBefore(at))}) u where u.currency = ${currency}) e`.execute(db);
  return rows[0]?.available ?? '0';
}

/** In every currency the card has entries in. */
export async function selectCredits(db: Db, tokenId: number, at: number): Promise<Credit[]> {
  const { rows } = await sql<Credit>`with open as (${unpaid(tokenId, daysBefore(at))})
    select e.currency, trim_scale(sum(e.amount))::text as amount,
      trim_scale(sum(e.amount) + coalesce((select sum(o.amount) from open o where o.currency = e.currency), 0))::text as available
    from credit_entry e where e.token_id = ${tokenId} group by e.currency order by e.currency`.execute(db);
  return rows;
}

interface EntryRow extends Omit<Entry, 'at'> {
  at: Date;
}
const columns = sql`id::float8 as id, at, kind, trim_scale(amount)::text as amount, currency, session_id::float8 as "sessionId", reservation_id::float8 as "reservationId", author_name as author, reason`;
const toEntry = ({ at, ...row }: EntryRow): Entry => ({ ...row, at: at.toISOString() });

export async function selectEntries(
  db: Db,
  { tokenId, before, limit }: { tokenId: number; before: number | null; limit: number },
): Promise<{ items: Entry[]; next: string | null }> {
  const { rows } = await sql<EntryRow>`select ${columns} from credit_entry
    where token_id = ${tokenId} and (${before}::bigint is null or id < ${before}) order by id desc limit ${limit + 1}`.execute(db);
  const page = pageOfRows(rows, limit, (row) => [row.id]);
  return { items: page.rows.map(toEntry), next: page.next };
}

export interface NewEntry {
  tenantId: number;
  tokenId: number;
  at: number;
  kind: 'topUp' | 'correction';
  amount: string;
  currency: string;
  author: string;
  authorName: string;
  reason: string;
}
export async function insertEntry(db: Transaction<Tables>, entry: NewEntry): Promise<Entry> {
  const { tenantId, tokenId, at, kind, amount, currency, author, authorName, reason } = entry;
  const { rows } =
    await sql<EntryRow>`with made as (insert into credit_entry (tenant_id, token_id, at, kind, amount, currency, author, author_name, reason)
      values (${tenantId}, ${tokenId}, ${new Date(at)}, ${kind}, ${amount}, ${currency}, ${author}, ${authorName}, ${reason}) returning *),
    told as (insert into happening (tenant_id, at, kind, subject, data) select tenant_id, at, 'credit.changed', token_id::text, '{}' from made)
    select ${columns} from made`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the entry was not written');
  return toEntry(row);
}

/**
 * Writes what these sessions cost, without what vouchers paid, into the credit of their prepaid cards: the whole of one that has ended, the difference where
 * its price has changed since; nothing for one that the quality rules drop. Done twice it does nothing. Returns how many.
 */
export async function insertSpent(db: Db, sessionIds: readonly number[], at: number): Promise<number> {
  if (sessionIds.length === 0) return 0;
  const { rows } =
    await sql`with made as (insert into credit_entry (tenant_id, token_id, at, kind, amount, currency, session_id, number, author, author_name)
      select s.tenant_id, s.token_id, ${new Date(at)}, 'session', -(due.amount + paid.amount), s.currency, s.id, paid.number, 'system:', 'Stationmaster'
      from session s left join token t on t.id = s.token_id left join session_check c on c.session_id = s.id
      cross join lateral (select case when c.outcome = 'drop' then 0 else coalesce(s.total - ${paidAhead('s')}, 0) end as amount) due
      cross join lateral (select coalesce(sum(amount), 0) as amount, count(*)::int as number from credit_entry where session_id = s.id) paid
      where s.id = any(${[...sessionIds]}::bigint[]) and s.status = 'ended' and s.token_id is not null and s.currency is not null
        and (s.started_at >= t.prepaid_since or paid.number > 0) and due.amount + paid.amount <> 0
      on conflict (session_id, number) do nothing returning tenant_id, token_id)
    insert into happening (tenant_id, at, kind, subject, data)
    select distinct tenant_id, ${new Date(at)}::timestamptz, 'credit.changed', token_id::text, '{}' from made returning subject`.execute(
      db,
    );
  return rows.length;
}

/** The same for reservations that cost something by themselves; what one cost that turned out to be used is given back. */
export async function insertReserved(db: Db, reservationIds: readonly number[], at: number): Promise<number> {
  if (reservationIds.length === 0) return 0;
  const { rows } =
    await sql`with made as (insert into credit_entry (tenant_id, token_id, at, kind, amount, currency, reservation_id, number, author, author_name)
      select b.tenant_id, b.token_id, ${new Date(at)}, 'reservation', -(coalesce(b.total, 0) + paid.amount), b.currency, b.reservation_id, paid.number, 'system:', 'Stationmaster'
      from reservation_bill b left join token t on t.id = b.token_id
      cross join lateral (select coalesce(sum(amount), 0) as amount, count(*)::int as number from credit_entry where reservation_id = b.reservation_id) paid
      where b.reservation_id = any(${[...reservationIds]}::bigint[]) and b.token_id is not null
        and (b.made_at >= t.prepaid_since or paid.number > 0) and coalesce(b.total, 0) + paid.amount <> 0
      on conflict (reservation_id, number) do nothing returning tenant_id, token_id)
    insert into happening (tenant_id, at, kind, subject, data)
    select distinct tenant_id, ${new Date(at)}::timestamptz, 'credit.changed', token_id::text, '{}' from made returning subject`.execute(
      db,
    );
  return rows.length;
}
