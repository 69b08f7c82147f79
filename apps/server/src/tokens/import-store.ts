import { sql, type Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { TokenLine } from './read-csv.ts';
import { columns } from './store.ts';

export interface Saved {
  id: number;
  canonical: string;
  created: boolean;
}

/** Writes all lines in one statement. On a known card only the fields of the file's columns change. */
export async function upsertTokens(db: Transaction<Tables>, tenantId: number, lines: readonly TokenLine[]): Promise<Saved[]> {
  const [first] = lines;
  if (!first) return [];
  const present = (Object.keys(columns) as (keyof typeof columns)[]).filter((field) => first.fields[field] !== undefined);
  const names = present.map((field) => sql.ref(columns[field]));
  const records = lines.map(({ canonical, fields }) => ({
    canonical,
    ...Object.fromEntries(present.map((field) => [columns[field], fields[field]])),
  }));
  const { rows } = await sql<Saved>`insert into token (tenant_id, canonical, ${sql.join(names)})
    select ${tenantId}::int, canonical, ${sql.join(names)} from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as line (canonical text, value text, type text,
      group_id text, driver_name text, note text, blocked boolean, valid_from timestamptz, valid_until timestamptz)
    on conflict (tenant_id, canonical) do update set ${sql.join([...present.map((field) => sql`${sql.ref(columns[field])} = excluded.${sql.ref(columns[field])}`), sql`updated_at = now()`])}
    returning id::float8 as id, canonical, xmax = 0 as created`.execute(db);
  return rows;
}
