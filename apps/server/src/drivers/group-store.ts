import type { driverGroup as groupSchema } from '@stationmaster/contract';
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import { type GivenColumns, insertGiven, setGiven } from '../db/given.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';

type Db = Transaction<Tables>;
export type DriverGroup = z.input<typeof groupSchema>;
type Row = Omit<DriverGroup, 'createdAt'> & { createdAt: Date };
const mostListed = 1000;

async function select(db: Db, where: RawBuilder<unknown>): Promise<DriverGroup[]> {
  const { rows } = await sql<Row>`select g.id::float8 as id, g.name, g.kind, g.note, g.rights, g.created_at as "createdAt",
      (select count(*)::int from driver_group_member where group_id = g.id) as members
    from driver_group g where ${where} order by lower(g.name), g.id limit ${mostListed}`.execute(db);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

export function selectGroups(db: Db): Promise<DriverGroup[]> {
  return select(db, sql`true`);
}

/** Failure notFound. */
export async function selectGroup(db: Db, id: number): Promise<DriverGroup> {
  const [found] = await select(db, sql`g.id = ${id}`);
  if (found === undefined) throw fail('notFound', { what: 'driver group', id });
  return found;
}

/** Failure alreadyExists: of its name. */
export async function insertGroup(db: Db, columns: GivenColumns): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into driver_group ${insertGiven(columns)} returning id::float8 as id`.execute(db);
  return rows[0]?.id ?? 0;
}

/** Failures notFound, alreadyExists. */
export async function updateGroup(db: Db, id: number, columns: GivenColumns): Promise<void> {
  const { rows } = await sql`update driver_group ${setGiven(columns)} where id = ${id} returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'driver group', id });
}

/** How many members it has; its row is locked. Failure notFound. */
export async function lockGroup(db: Db, id: number): Promise<number> {
  const { rows } = await sql<{ members: number }>`select (select count(*)::int from driver_group_member where group_id = g.id) as members
    from driver_group g where id = ${id} for update`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'driver group', id });
  return rows[0].members;
}

export async function deleteGroup(db: Db, id: number): Promise<void> {
  await sql`delete from driver_group where id = ${id}`.execute(db);
}

export async function insertMember(db: Db, member: { tenantId: number; groupId: number; driverId: number }): Promise<void> {
  await sql`insert into driver_group_member (driver_id, group_id, tenant_id) values (${member.driverId}, ${member.groupId}, ${member.tenantId})
    on conflict do nothing`.execute(db);
}

export async function deleteMember(db: Db, { groupId, driverId }: { groupId: number; driverId: number }): Promise<void> {
  await sql`delete from driver_group_member where group_id = ${groupId} and driver_id = ${driverId}`.execute(db);
}
