import type { tariffAssignment as assignmentSchema } from '@stationmaster/contract';
import type { TariffTarget } from '@stationmaster/domain';
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { pageOfRows } from '../http/cursor.ts';

type Db = Transaction<Tables>;
export type Assignment = z.input<typeof assignmentSchema>;
interface Row {
  id: number;
  tariff_id: number;
  tariff_name: string;
  target: TariffTarget;
  target_id: number;
  evse_id: number;
  identity: string | null;
  target_name: string | null;
  valid_from: Date | null;
  valid_until: Date | null;
  created_at: Date;
  created_by: string;
}

const assignments = sql`select a.id::float8 as id, a.tariff_id::float8 as tariff_id, t.name as tariff_name, a.target, a.target_id::float8 as target_id, a.evse_id,
    s.identity, coalesce(nullif(s.name, ''), s.identity, site.name, driver.name, driver_group.name, tenant.name) as target_name, a.valid_from, a.valid_until, a.created_at, a.created_by
  from tariff_assignment a join tariff t on t.id = a.tariff_id
  left join station s on a.target in ('station', 'evse') and s.id = a.target_id
  left join site on a.target = 'site' and site.id = a.target_id
  left join driver on a.target = 'driver' and driver.id = a.target_id
  left join driver_group on a.target = 'driverGroup' and driver_group.id = a.target_id
  left join tenant on a.target = 'tenant' and tenant.id = a.target_id`;

export interface AssignmentFilter {
  tariffId: number | undefined;
  target: TariffTarget | undefined;
  targetId: number | undefined;
  after: number | null;
  limit: number;
}
export async function selectAssignments(
  db: Db,
  { tariffId, target, targetId, after, limit }: AssignmentFilter,
): Promise<{ items: Assignment[]; next: string | null }> {
  const conditions: RawBuilder<unknown>[] = [
    sql`true`,
    ...(after === null ? [] : [sql`a.id > ${after}`]),
    ...(tariffId === undefined ? [] : [sql`a.tariff_id = ${tariffId}`]),
    ...(target === undefined ? [] : [sql`a.target = ${target}`]),
    ...(targetId === undefined ? [] : [sql`a.target_id = ${targetId}`]),
  ];
  const { rows } = await sql<Row>`${assignments} where ${sql.join(conditions, sql` and `)} order by a.id limit ${limit + 1}`.execute(db);
  const page = pageOfRows(rows, limit, ({ id }) => [id]);
  return { items: page.rows.map(toAssignment), next: page.next };
}

/** What people call the target of each, by the id of the assignment. */
export async function selectTargetNames(db: Kysely<Tables>, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`${assignments} where a.id = any(${ids}::bigint[])`.execute(db);
  return new Map(rows.map(({ id, target_id, target_name }) => [id, target_name ?? String(target_id)]));
}

export interface NewAssignment {
  tenantId: number;
  tariffId: number;
  target: TariffTarget;
  targetId: number;
  evseId: number;
  validFrom: Date | null;
  validUntil: Date | null;
  by: string;
}
/** One without a span takes the place of the one before it. */
export async function insertAssignment(db: Db, made: NewAssignment): Promise<Assignment> {
  const { rows } = await sql<{
    id: number;
  }>`insert into tariff_assignment (tenant_id, tariff_id, target, target_id, evse_id, valid_from, valid_until, created_by)
    values (${made.tenantId}, ${made.tariffId}, ${made.target}, ${made.targetId}, ${made.evseId}, ${made.validFrom}, ${made.validUntil}, ${made.by})
    on conflict (tenant_id, target, target_id, evse_id) where valid_from is null and valid_until is null
    do update set tariff_id = excluded.tariff_id, created_by = excluded.created_by, created_at = now() returning id::float8 as id`.execute(
    db,
  );
  const { rows: found } = await sql<Row>`${assignments} where a.id = ${rows[0]?.id ?? 0}`.execute(db);
  if (found[0] === undefined) throw fail('internal');
  return toAssignment(found[0]);
}

export async function deleteAssignment(db: Db, id: number): Promise<void> {
  const { rows } = await sql`delete from tariff_assignment where id = ${id} returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'tariff assignment', id });
}

/** Row id and currency of a station (its site's; null: no site). Throws `notFound`. */
export async function stationTarget(db: Db, identity: string): Promise<{ id: number; currency: string | null }> {
  const { rows } = await sql<{ id: number; currency: string | null }>`select s.id::float8 as id, site.currency
    from station s left join site on site.id = s.site_id where s.identity = ${identity}`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'station', id: identity });
  return rows[0];
}

/** Throws `notFound`. */
export async function siteTarget(db: Db, id: number): Promise<{ id: number; currency: string | null }> {
  const { rows } = await sql<{ id: number; currency: string }>`select id::float8 as id, currency from site where id = ${id}`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'site', id });
  return rows[0];
}

function toAssignment(row: Row): Assignment {
  return {
    id: row.id,
    tariffId: row.tariff_id,
    tariffName: row.tariff_name,
    target: row.target,
    targetId: row.target_id,
    stationId: row.identity,
    evseId: row.evse_id === 0 ? null : row.evse_id,
    targetName: row.target_name ?? String(row.target_id),
    validFrom: row.valid_from?.toISOString() ?? null,
    validUntil: row.valid_until?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
  };
}
