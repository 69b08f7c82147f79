import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { type AuditEntry, insertAudit } from './store.ts';

/** Who did what to whom. Call it in the transaction of the change: neither exists without the other. */
export async function writeAudit(db: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  await insertAudit(db, { ...entry, subject: entry.subject.slice(0, 200), detail: withoutSecrets(entry.detail) });
}

/** Names whose values never belong into a log, whatever a caller passes. */
const secret = /password|secret|^key$|^token_?hash$/i;

function withoutSecrets(detail: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, secret.test(name) ? '•••' : value]));
}
