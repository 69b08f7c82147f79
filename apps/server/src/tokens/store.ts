import type { token as tokenSchema } from '@stationmaster/contract';
import { canonicalToken, maskToken } from '@stationmaster/domain';
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { pageOfRows } from '../http/cursor.ts';

type Db = Transaction<Tables>;
export type Token = z.input<typeof tokenSchema>;
interface Row {
  id: number;
  value: string;
  canonical: string;
  type: string;
  group_id: string | null;
  driver_id: number | null;
  driver_name: string;
  note: string;
  blocked: boolean;
  valid_from: Date | null;
  valid_until: Date | null;
  created_at: Date;
  aliases: string[];
  energy_transfer: Token['allowedEnergyTransfer'];
  prepaid: boolean;
  credit: Token['credit'];
  last_used_at: Date | null;
}
/** Every field of a card that an operator may set. Absent: as it was, or the default of a new card. */
export interface TokenFields {
  value?: string;
  type?: string;
  groupId?: string | null;
  driverId?: number | null;
  driverName?: string;
  note?: string;
  blocked?: boolean;
  validFrom?: string | null;
  validUntil?: string | null;
  allowedEnergyTransfer?: readonly string[] | null;
}

const cards = sql`select token.id::float8 as id, value, canonical, type, group_id, driver_id::float8 as driver_id, driver_name, note, blocked, valid_from, valid_until, energy_transfer, token.created_at, prepaid_since is not null as prepaid,
  case when prepaid_since is null then '[]'::jsonb else (select coalesce(jsonb_agg(c order by c.currency), '[]') from (select currency, trim_scale(sum(amount))::text as amount
    from credit_entry where token_id = token.id group by currency) c) end as credit,
  array(select alias from token_alias where token_id = token.id and not automatic order by alias) as aliases,
  (select max(at) from tap where tap.token_id = token.id) as last_used_at from token`;

export async function selectTokens(
  db: Db,
  {
    search,
    blocked,
    driverId,
    before,
    limit,
  }: { search?: string; blocked?: boolean; driverId?: number; before: number | null; limit: number },
): Promise<{ items: Token[]; next: string | null }> {
  const pattern = search ? containing(search) : null;
  const canonical = search ? containing(canonicalToken(search)) : null;
  const { rows } =
    await sql<Row>`${cards} where (${before}::bigint is null or token.id < ${before}) and (${blocked ?? null}::boolean is null or blocked = ${blocked ?? null})
    and (${driverId ?? null}::bigint is null or driver_id = ${driverId ?? null})
    and (${pattern}::text is null or driver_name ilike ${pattern} or note ilike ${pattern} or group_id ilike ${pattern}
      or (type <> 'KeyCode' and (value ilike ${pattern} or canonical like ${canonical}
        or exists (select from token_alias where token_id = token.id and alias like ${canonical}))))
    order by token.id desc limit ${limit + 1}`.execute(db);
  const page = pageOfRows(rows, limit, (row) => [row.id]);
  return { items: page.rows.map(toToken), next: page.next };
}

export async function selectToken(db: Db, id: number): Promise<Token> {
  const {
    rows: [row],
  } = await sql<Row>`${cards} where token.id = ${id}`.execute(db);
  if (!row) throw fail('notFound', { what: 'card', id });
  return toToken(row);
}

/** Every card with its value in full, in the order they were made: for the export only. */
export async function selectAllTokens(db: Db): Promise<Token[]> {
  const { rows } = await sql<Row>`${cards} order by token.id`.execute(db);
  return rows.map((row) => ({ ...toToken(row), value: row.value }));
}

export async function insertToken(db: Db, tenantId: number, fields: TokenFields & { value: string }): Promise<number> {
  const canonical = canonicalToken(fields.value);
  const {
    rows: [row],
  } = await sql<{
    id: number;
  }>`insert into token (tenant_id, value, canonical, type, group_id, driver_id, driver_name, note, blocked, valid_from, valid_until, energy_transfer)
    values (${tenantId}, ${fields.value}, ${canonical}, ${fields.type ?? 'ISO14443'}, ${fields.groupId ?? null}, ${fields.driverId ?? null}, ${fields.driverName ?? ''}, ${fields.note ?? ''},
      ${fields.blocked ?? false}, ${fields.validFrom ?? null}, ${fields.validUntil ?? null}, ${fields.allowedEnergyTransfer ?? null}::text[])
    on conflict (tenant_id, canonical) do nothing returning id::float8 as id`.execute(db);
  if (!row) throw fail('alreadyExists', { what: 'card', id: maskToken(fields.value, fields.type ?? null) });
  return row.id;
}

/** Field of a card → its column. */
export const columns = {
  value: 'value',
  type: 'type',
  groupId: 'group_id',
  driverId: 'driver_id',
  driverName: 'driver_name',
  note: 'note',
  blocked: 'blocked',
  validFrom: 'valid_from',
  validUntil: 'valid_until',
  allowedEnergyTransfer: 'energy_transfer',
} as const satisfies Record<keyof TokenFields, string>;

/** Sets the fields that are present; the canonical form stays. Returns that form. */
export async function updateToken(db: Db, id: number, fields: TokenFields): Promise<string> {
  const present = (Object.keys(columns) as (keyof TokenFields)[]).filter((field) => fields[field] !== undefined);
  const sets = present.map((field) => sql`${sql.ref(columns[field])} = ${fields[field]}`);
  const {
    rows: [row],
  } = await sql<{
    canonical: string;
  }>`update token set ${sql.join([...sets, sql`updated_at = now()`])} where id = ${id} returning canonical`.execute(db);
  if (!row) throw fail('notFound', { what: 'card', id });
  return row.canonical;
}

export async function deleteToken(db: Db, id: number): Promise<void> {
  const { rows } = await sql`delete from token where id = ${id} returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'card', id });
}

function toToken(row: Row): Token {
  return {
    id: row.id,
    value: maskToken(row.value, row.type),
    type: row.type,
    groupId: row.group_id,
    driverId: row.driver_id,
    driverName: row.driver_name,
    note: row.note,
    blocked: row.blocked,
    prepaid: row.prepaid,
    credit: row.credit,
    validFrom: iso(row.valid_from),
    validUntil: iso(row.valid_until),
    aliases: row.aliases,
    allowedEnergyTransfer: row.energy_transfer,
    lastUsedAt: iso(row.last_used_at),
    createdAt: row.created_at.toISOString(),
  };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

/** A LIKE pattern that finds the text anywhere, taken literally. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
