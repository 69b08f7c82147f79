import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { findSession } from './store.ts';
import type { CommandRequest } from './words.ts';

export interface SessionFacts {
  /** Our number; null: the command speaks of no session. */
  sessionId: number | null;
  /** Its id at the station; null: it has none. */
  transactionId: string | null;
  /** What it has cost so far; null: no price. */
  totalCost: number | null;
}

/** The session a command speaks of. Failures: notFound, sessionNotActive. */
export async function sessionFacts(db: Kysely<Tables>, identity: string, request: CommandRequest): Promise<SessionFacts> {
  const sessionId = 'sessionId' in request ? (request.sessionId ?? null) : null;
  if (sessionId === null) return { sessionId, transactionId: null, totalCost: null };
  const session = await findSession(db, sessionId);
  if (session === undefined || session.identity !== identity) throw fail('notFound', { what: 'session', id: sessionId });
  // 2.x E14: whether messages of an ended one still wait is what one wants to know.
  if (session.status !== 'active' && request.verb !== 'getTransactionStatus') throw fail('sessionNotActive', { id: sessionId });
  return { sessionId, transactionId: session.transaction_id, totalCost: session.total === null ? null : Number(session.total) };
}
