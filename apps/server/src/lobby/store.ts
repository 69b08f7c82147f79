import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

export interface AttemptRow {
  id: number;
  identity: string | null;
  path: string;
  remote_address: string;
  offered: string;
  user_agent: string;
  reason: string;
  said: Record<string, unknown> | null;
  attempts: number;
  first_at: Date;
  last_at: Date;
  connected: boolean;
  is_known: boolean;
}
const columns = sql`a.id, a.identity, a.path, a.remote_address, a.offered, a.user_agent, a.reason, a.said, a.attempts, a.first_at, a.last_at, a.connected, exists (select from station s where s.identity = a.identity) as is_known`;

/** Newest first; `before` is the last time (epoch ms) and id of the last row seen. */
export async function listAttempts(
  db: Kysely<Tables>,
  { before, limit }: { before: readonly [number, number] | null; limit: number },
): Promise<AttemptRow[]> {
  const where = before === null ? sql`true` : sql`(a.last_at, a.id) < (${new Date(before[0])}, ${before[1]})`;
  const { rows } =
    await sql<AttemptRow>`select ${columns} from lobby_attempt a where ${where} order by a.last_at desc, a.id desc limit ${limit}`.execute(
      db,
    );
  return rows;
}
export async function findAttempt(db: Kysely<Tables>, id: number): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`select ${columns} from lobby_attempt a where a.id = ${id}`.execute(db);
  return rows[0];
}
/** Returns false when there is none. */
export async function removeAttempt(db: Kysely<Tables>, id: number): Promise<boolean> {
  const { rows } = await sql`delete from lobby_attempt where id = ${id} returning id`.execute(db);
  return rows.length > 0;
}
/** Every entry of an identity, from whatever address. */
export async function removeAttemptsOf(db: Kysely<Tables>, identity: string): Promise<void> {
  await sql`delete from lobby_attempt where identity = ${identity}`.execute(db);
}
