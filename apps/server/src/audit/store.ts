import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
export interface AuditEntry {
  tenantId: number;
  at: number;
  /** user:ID, key:ID or system. */
  actor: string;
  actorName: string;
  /** The route's name. */
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}
export interface AuditRow {
  id: number;
  at: Date;
  actor: string;
  actor_name: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}

export async function insertAudit(db: Db, entry: AuditEntry): Promise<void> {
  await sql`insert into audit (tenant_id, at, actor, actor_name, action, subject, detail) values (${entry.tenantId}, ${new Date(entry.at)}, ${entry.actor}, ${entry.actorName},
    ${entry.action}, ${entry.subject}, ${JSON.stringify(entry.detail)}::jsonb)`.execute(db);
}

export interface AuditFilter {
  before: number | null;
  limit: number;
  actor?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
}
/** Newest first. `actor` matches the id or the name. */
export async function selectAudit(
  db: Db,
  { before, limit, actor = null, action = null, subject = null }: { [K in keyof AuditFilter]: AuditFilter[K] | null },
): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`select id, at, actor, actor_name, action, subject, detail from audit
    where (${before}::bigint is null or id < ${before}) and (${actor}::text is null or actor = ${actor} or actor_name = ${actor})
      and (${action}::text is null or action = ${action}) and (${subject}::text is null or subject = ${subject})
    order by id desc limit ${limit}`.execute(db);
  return rows;
}
