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
  transport: Record<string, unknown> | null;
  attempts: number;
  first_at: Date;
  last_at: Date;
  connected: boolean;
  is_known: boolean;
}
const columns = sql`a.id, a.identity, a.path, a.remote_address, a.offered, a.user_agent, a.reason, a.said, a.transport, a.attempts, a.first_at, a.last_at, a.connected, exists (select from station s where s.identity = a.identity) as is_known`;

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
/** Stations of ours that last called from these addresses, at most five of each: one that cannot say who it is is most often one of them. */
export async function stationsAt(db: Kysely<Tables>, addresses: readonly string[]): Promise<Map<string, string[]>> {
  if (addresses.length === 0) return new Map();
  const { rows } = await sql<{ address: string; identity: string }>`select address, identity from
      (select remote_address as address, identity, row_number() over (partition by remote_address order by last_heard_at desc nulls last) as n
       from station where remote_address = any(${[...addresses]}::text[])) s where n <= 5 order by n`.execute(db);
  return new Map(
    [...Map.groupBy(rows, ({ address }) => address)].map(([address, found]) => [address, found.map(({ identity }) => identity)]),
  );
}
