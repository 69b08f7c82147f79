import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface Subscription {
  id: number;
  endpoint: string;
  p256dh: string;
  auth: string;
}
export async function selectSubscriptions(db: Db, tenantId: number): Promise<Subscription[]> {
  const { rows } =
    await sql<Subscription>`select p.id, p.endpoint, p.p256dh, p.auth from push_subscription p join operator_user u on u.id = p.user_id
    where p.tenant_id = ${tenantId} and u.disabled_at is null order by p.id`.execute(db);
  return rows;
}
export async function countSubscriptions(db: Db, userId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from push_subscription where user_id = ${userId}`.execute(db);
  return rows[0]?.n ?? 0;
}
export interface NewSubscription extends Omit<Subscription, 'id'> {
  tenantId: number;
  userId: number;
  userAgent: string;
  at: number;
}
/** A browser belongs to whoever signed in there last. */
export async function upsertSubscription(
  db: Db,
  { tenantId, userId, endpoint, p256dh, auth, userAgent, at }: NewSubscription,
): Promise<void> {
  await sql`insert into push_subscription (tenant_id, user_id, endpoint, p256dh, auth, user_agent, created_at)
    values (${tenantId}, ${userId}, ${endpoint}, ${p256dh}, ${auth}, ${userAgent}, ${new Date(at)})
    on conflict (endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent`.execute(
    db,
  );
}
/** The push service no longer knows it. */
export async function forgetSubscription(db: Db, endpoint: string): Promise<void> {
  await sql`delete from push_subscription where endpoint = ${endpoint}`.execute(db);
}
/** One browser of a person; null: all. */
export async function deleteSubscriptions(db: Db, { endpoint, userId }: { endpoint: string | null; userId: number }): Promise<void> {
  await sql`delete from push_subscription where user_id = ${userId} and (${endpoint}::text is null or endpoint = ${endpoint})`.execute(db);
}

export async function findPushKey(db: Db, tenantId: number): Promise<{ public_key: string; private_key: string } | undefined> {
  const { rows } = await sql<{
    public_key: string;
    private_key: string;
  }>`select public_key, private_key from push_key where tenant_id = ${tenantId}`.execute(db);
  return rows[0];
}
/** One that is there already stays. */
export async function insertPushKey(db: Db, tenantId: number, key: { publicKey: string; sealed: string }): Promise<void> {
  await sql`insert into push_key (tenant_id, public_key, private_key) values (${tenantId}, ${key.publicKey}, ${key.sealed}) on conflict (tenant_id) do nothing`.execute(
    db,
  );
}
