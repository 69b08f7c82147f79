import type { Role } from '@stationmaster/contract';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export interface UserRow {
  id: number;
  tenant_id: number;
  email: string;
  name: string;
  role: Role;
  password_hash: string;
  disabled_at: Date | null;
  last_sign_in_at: Date | null;
  created_at: Date;
}

export async function findUserByEmail(db: Db, email: string): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`select * from operator_user where email = ${email.toLowerCase()}`.execute(db);
  return rows[0];
}

export async function findUser(db: Db, id: number): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`select * from operator_user where id = ${id}`.execute(db);
  return rows[0];
}

export async function selectUsers(db: Db, page: { after: number | null; limit: number }): Promise<UserRow[]> {
  const { rows } =
    await sql<UserRow>`select * from operator_user where ${page.after}::bigint is null or id > ${page.after} order by id limit ${page.limit}`.execute(
      db,
    );
  return rows;
}

export interface NewUser {
  tenantId: number;
  email: string;
  name: string;
  role: string;
  passwordHash: string;
  at: number;
}
/** Undefined: somebody has that e-mail address already. */
export async function insertUser(db: Db, user: NewUser): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`insert into operator_user (tenant_id, email, name, role, password_hash, created_at)
    values (${user.tenantId}, ${user.email.toLowerCase()}, ${user.name}, ${user.role}, ${user.passwordHash}, ${new Date(user.at)})
    on conflict (email) do nothing returning *`.execute(db);
  return rows[0];
}

export async function changeUser(db: Db, id: number, change: { name: string; role: string; disabledAt: Date | null }): Promise<void> {
  await sql`update operator_user set name = ${change.name}, role = ${change.role}, disabled_at = ${change.disabledAt} where id = ${id}`.execute(
    db,
  );
}

export async function setPassword(db: Db, id: number, passwordHash: string): Promise<void> {
  await sql`update operator_user set password_hash = ${passwordHash} where id = ${id}`.execute(db);
}

/** Ids of those who can administer, locked until the transaction ends: two of them cannot demote each other at once. */
export async function lockAdministrators(db: Db): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select id from operator_user where role = 'administrator' and disabled_at is null order by id for update`.execute(db);
  return rows.map((row) => row.id);
}

export async function hasAdministrator(db: Db): Promise<boolean> {
  const { rows } = await sql`select from operator_user where role = 'administrator' and disabled_at is null limit 1`.execute(db);
  return rows.length > 0;
}

/** Is the demo network there? Told before sign-in, so that nobody takes it for his own. */
export async function hasDemo(db: Db): Promise<boolean> {
  const { rows } = await sql`select from site where demo union all select from station where demo limit 1`.execute(db);
  return rows.length > 0;
}
