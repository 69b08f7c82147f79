import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export interface InvitationRow {
  tenant_id: number;
  email: string | null;
  role: string;
}
export interface NewInvitation {
  tokenHash: Buffer;
  tenantId: number;
  email: string | null;
  role: string;
  at: number;
  expiresAt: number;
}

export async function insertInvitation(db: Db, invitation: NewInvitation): Promise<void> {
  await sql`insert into invitation (token_hash, tenant_id, email, role, created_at, expires_at) values (${invitation.tokenHash}, ${invitation.tenantId},
    ${invitation.email?.toLowerCase() ?? null}, ${invitation.role}, ${new Date(invitation.at)}, ${new Date(invitation.expiresAt)})`.execute(
    db,
  );
}

export async function findInvitation(db: Db, tokenHash: Buffer, at: number): Promise<InvitationRow | undefined> {
  const { rows } =
    await sql<InvitationRow>`select tenant_id, email, role from invitation where token_hash = ${tokenHash} and used_at is null and expires_at > ${new Date(at)}`.execute(
      db,
    );
  return rows[0];
}

/** False: somebody was faster. */
export async function useInvitation(db: Db, tokenHash: Buffer, at: number): Promise<boolean> {
  const { rows } =
    await sql`update invitation set used_at = ${new Date(at)} where token_hash = ${tokenHash} and used_at is null and expires_at > ${new Date(at)} returning role`.execute(
      db,
    );
  return rows.length > 0;
}

/** The open links of the install's start: each start prints a new one and the older ones end. */
export async function endOpenAdministratorInvitations(db: Db, tenantId: number, at: number): Promise<void> {
  await sql`update invitation set used_at = ${new Date(at)} where tenant_id = ${tenantId} and email is null and role = 'administrator' and used_at is null`.execute(
    db,
  );
}
