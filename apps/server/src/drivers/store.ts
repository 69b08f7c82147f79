import type { driver as driverSchema } from '@stationmaster/contract';
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import { type GivenColumns, insertGiven, setGiven } from '../db/given.ts';
import { likeOf } from '../db/like.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';

type Db = Transaction<Tables>;
export type Driver = z.input<typeof driverSchema>;
type Row = Omit<Driver, 'erasedAt' | 'createdAt'> & { erasedAt: Date | null; createdAt: Date };

const drivers = sql`select d.id::float8 as id, d.name, d.reference, d.email, d.language, d.note, d.blocked, d.limits,
    case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as company,
    case when cc.id is not null then jsonb_build_object('id', cc.id, 'name', cc.name) end as "costCentre",
    coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'kind', g.kind) order by g.name)
      from driver_group_member m join driver_group g on g.id = m.group_id where m.driver_id = d.id), '[]') as groups,
    (select count(*)::int from token where driver_id = d.id) as cards, (select count(*)::int from vehicle where driver_id = d.id) as vehicles,
    d.erased_at as "erasedAt", d.created_at as "createdAt"
  from driver d left join company c on c.id = d.company_id left join cost_centre cc on cc.id = d.cost_centre_id`;

export interface DriverFilter {
  search?: string | undefined;
  groupId?: number | undefined;
  companyId?: number | undefined;
  blocked?: boolean | undefined;
  after: readonly [string, number] | null;
  limit: number;
}
/** By name; erased ones are not listed. One more than asked for, where there are more. */
export async function selectDrivers(db: Db, { search, groupId, companyId, blocked, after, limit }: DriverFilter): Promise<Driver[]> {
  const like = search === undefined ? '' : likeOf(search);
  const wheres: RawBuilder<unknown>[] = [
    sql`d.erased_at is null`,
    ...(after === null ? [] : [sql`(lower(d.name), d.id) > (${after[0]}, ${after[1]})`]),
    ...(search === undefined
      ? []
      : [
          sql`(d.name ilike ${like} or d.reference ilike ${like} or d.email ilike ${like} or c.name ilike ${like} or exists (select from vehicle v where v.driver_id = d.id and v.plate ilike ${like})
            or exists (select from token t where t.driver_id = d.id and t.type <> 'KeyCode' and t.value ilike ${like}))`,
        ]),
    ...(groupId === undefined
      ? []
      : [sql`exists (select from driver_group_member m where m.driver_id = d.id and m.group_id = ${groupId})`]),
    ...(companyId === undefined ? [] : [sql`d.company_id = ${companyId}`]),
    ...(blocked === undefined ? [] : [sql`d.blocked = ${blocked}`]),
  ];
  const { rows } = await sql<Row>`${drivers} where ${sql.join(wheres, sql` and `)} order by lower(d.name), d.id limit ${limit + 1}`.execute(
    db,
  );
  return rows.map(toDriver);
}

/** Everyone who is not erased, in the order they were made: for the export. */
export async function selectAllDrivers(db: Db): Promise<(Driver & { tokens: string[] })[]> {
  const { rows } = await sql<
    Row & { tokens: string[] }
  >`select found.*, array(select value from token t where t.driver_id = found.id and t.vehicle_id is null order by t.id) as tokens
    from (${drivers} where d.erased_at is null) found order by found.id`.execute(db);
  return rows.map(({ tokens, ...row }) => ({ ...toDriver(row), tokens }));
}

/** Failure notFound. */
export async function selectDriver(db: Db, id: number): Promise<Driver> {
  const { rows } = await sql<Row>`${drivers} where d.id = ${id}`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'driver', id });
  return toDriver(rows[0]);
}

/** Without a reference it gets one, so that every export can be read again. Failure alreadyExists: of the reference. */
export async function insertDriver(db: Db, columns: GivenColumns): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into driver ${insertGiven(columns)} returning id::float8 as id`.execute(db);
  const id = rows[0]?.id ?? 0;
  await sql`update driver set reference = 'D' || id where id = ${id} and reference is null`.execute(db);
  return id;
}

/** Failures notFound (also of one that is erased), alreadyExists. */
export async function updateDriver(db: Db, id: number, columns: GivenColumns): Promise<void> {
  const { rows } = await sql`update driver ${setGiven(columns)} where id = ${id} and erased_at is null returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'driver', id });
}

/** Which of these ids are there: rows of another tenant are not. */
export async function selectPresent(
  db: Kysely<Tables>,
  table: 'driver' | 'driver_group' | 'company',
  ids: readonly number[],
): Promise<Set<number>> {
  const isLeft = table === 'driver' ? sql`erased_at is null` : sql`true`;
  const { rows } = await sql<{
    id: number;
  }>`select id::float8 as id from ${sql.table(table)} where id = any(${[...ids]}::bigint[]) and ${isLeft}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** The company a cost centre is of; undefined: there is none. */
export async function companyOfCostCentre(db: Db, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select company_id::float8 as id from cost_centre where id = ${id}`.execute(db);
  return rows[0]?.id;
}

export async function replaceGroups(
  db: Db,
  { tenantId, driverId }: { tenantId: number; driverId: number },
  groupIds: readonly number[],
): Promise<void> {
  await sql`delete from driver_group_member where driver_id = ${driverId} and not group_id = any(${[...groupIds]}::bigint[])`.execute(db);
  await sql`insert into driver_group_member (driver_id, group_id, tenant_id)
    select ${driverId}::bigint, id, ${tenantId}::int from unnest(${[...groupIds]}::bigint[]) as v (id) on conflict do nothing`.execute(db);
}

function toDriver(row: Row): Driver {
  return { ...row, erasedAt: row.erasedAt?.toISOString() ?? null, createdAt: row.createdAt.toISOString() };
}
