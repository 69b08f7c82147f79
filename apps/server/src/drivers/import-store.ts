import { sql, type Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Transaction<Tables>;
export interface ImportedDriver {
  reference: string;
  [column: string]: unknown;
}
const types: Readonly<Record<string, string>> = {
  name: 'text',
  email: 'text',
  language: 'text',
  note: 'text',
  blocked: 'boolean',
  company_id: 'bigint',
  cost_centre_id: 'bigint',
};

/** Drivers that are known by their references. */
export async function selectReferences(db: Db, references: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{
    reference: string;
    id: number;
  }>`select reference, id::float8 as id from driver where reference = any(${[...references]}::text[])`.execute(db);
  return new Map(rows.map(({ reference, id }) => [reference, id]));
}

/** Writes all in one statement, found by reference; of known ones only the columns that are given change. */
export async function upsertDrivers(
  db: Db,
  tenantId: number,
  drivers: readonly ImportedDriver[],
): Promise<{ id: number; reference: string; created: boolean }[]> {
  const [first] = drivers;
  if (first === undefined) return [];
  const given = Object.keys(types).filter((column) => first[column] !== undefined);
  const names = sql.join(['reference', ...given].map((name) => sql.ref(name)));
  const shape = sql.join([sql`reference text`, ...given.map((column) => sql`${sql.ref(column)} ${sql.raw(types[column] ?? 'text')}`)]);
  const sets = sql.join([...given.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`), sql`updated_at = now()`]);
  // Without a name of their own new ones are called by their reference.
  const values = given.includes('name') ? names : sql`${names}, reference`;
  const target = given.includes('name') ? names : sql`${names}, name`;
  const { rows } = await sql<{ id: number; reference: string; created: boolean }>`insert into driver (tenant_id, ${target})
    select ${tenantId}::int, ${values} from jsonb_to_recordset(${JSON.stringify(drivers)}::jsonb) as line (${shape})
    on conflict (tenant_id, reference) do update set ${sets} returning id::float8 as id, reference, xmax = 0 as created`.execute(db);
  return rows;
}

/** Groups by their names. */
export async function selectGroupNames(db: Db, names: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{
    name: string;
    id: number;
  }>`select name, id::float8 as id from driver_group where name = any(${[...names]}::text[])`.execute(db);
  return new Map(rows.map(({ name, id }) => [name, id]));
}

/** Makes these the groups of these drivers; they leave all others. */
export async function replaceMembers(
  db: Db,
  tenantId: number,
  { driverIds, members }: { driverIds: readonly number[]; members: readonly { driverId: number; groupId: number }[] },
): Promise<void> {
  const columns = [members.map(({ driverId }) => driverId), members.map(({ groupId }) => groupId)] as const;
  await sql`delete from driver_group_member m where driver_id = any(${[...driverIds]}::bigint[])
    and not exists (select from unnest(${columns[0]}::bigint[], ${columns[1]}::bigint[]) as v (driver_id, group_id) where v.driver_id = m.driver_id and v.group_id = m.group_id)`.execute(
    db,
  );
  await sql`insert into driver_group_member (driver_id, group_id, tenant_id)
    select driver_id, group_id, ${tenantId}::int from unnest(${columns[0]}::bigint[], ${columns[1]}::bigint[]) as v (driver_id, group_id) on conflict do nothing`.execute(
    db,
  );
}
