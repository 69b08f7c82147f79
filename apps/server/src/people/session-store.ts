import type { Role } from '@stationmaster/contract';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export interface NewSession {
  tokenHash: Buffer;
  tenantId: number;
  userId: number;
  at: number;
  expiresAt: number;
  userAgent: string;
  address: string;
}

/** Starts a session and clears the user's expired ones. */
export async function insertSession(db: Db, session: NewSession): Promise<void> {
  const at = new Date(session.at);
  await sql`delete from user_session where user_id = ${session.userId} and expires_at < ${at}`.execute(db);
  await sql`insert into user_session (token_hash, tenant_id, user_id, created_at, expires_at, user_agent, remote_address)
    values (${session.tokenHash}, ${session.tenantId}, ${session.userId}, ${at}, ${new Date(session.expiresAt)}, ${session.userAgent}, ${session.address})`.execute(
    db,
  );
  await sql`update operator_user set last_sign_in_at = ${at} where id = ${session.userId}`.execute(db);
}

export interface SessionUser {
  tenant_id: number;
  user_id: number;
  email: string;
  name: string;
  role: Role;
  expires_at: Date;
}
/** The user of a session that has not expired and who is not disabled. */
export async function findSession(db: Db, tokenHash: Buffer, at: number): Promise<SessionUser | undefined> {
  const { rows } =
    await sql<SessionUser>`select u.tenant_id, u.id as user_id, u.email, u.name, u.role, s.expires_at from user_session s join operator_user u on u.id = s.user_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${new Date(at)} and u.disabled_at is null`.execute(db);
  return rows[0];
}

export async function extendSession(db: Db, tokenHash: Buffer, expiresAt: number): Promise<void> {
  await sql`update user_session set expires_at = ${new Date(expiresAt)} where token_hash = ${tokenHash}`.execute(db);
}

export async function deleteSession(db: Db, tokenHash: Buffer): Promise<void> {
  await sql`delete from user_session where token_hash = ${tokenHash}`.execute(db);
}

/** All of a user's sessions, but for the one to keep. */
export async function deleteSessionsOf(db: Db, userId: number, keep: Buffer | null): Promise<void> {
  await sql`delete from user_session where user_id = ${userId} and (${keep}::bytea is null or token_hash <> ${keep})`.execute(db);
}

export async function deleteExpired(db: Db, at: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from user_session where expires_at < ${new Date(at)}`.execute(db);
  await sql`delete from invitation where expires_at < ${new Date(at)}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
