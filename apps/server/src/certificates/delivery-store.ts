import { type Kysely, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface Delivery {
  id: number;
  stationId: number;
  tenantId: number;
  identity: string;
  use: string;
  type: 'ChargingStationCertificate' | 'V2GCertificate' | 'V2G20Certificate';
  requestId: number | null;
  pem: string;
  chain: string;
}
const columns = sql`c.id::float8 as id, c.station_id::float8 as "stationId", c.tenant_id as "tenantId", s.identity, c.use, c.request_type as type, c.request_id as "requestId", c.pem, c.chain`;

/** One try begins: the next is due when this one may have failed; null after the last. undefined: it is not due, or somebody else tries. */
export async function claimDelivery(
  db: Db,
  { id, at, nextMinutes }: { id: number; at: number; nextMinutes: readonly number[] },
): Promise<Delivery | undefined> {
  const found = await sql<Delivery>`update certificate c set attempts = c.attempts + 1,
      due_at = ${new Date(at)}::timestamptz + make_interval(mins => (${[...nextMinutes]}::int[])[c.attempts + 1])
    from station s where s.id = c.station_id and c.id = ${id} and c.state = 'issued' and c.due_at <= ${new Date(at)} returning ${columns}`.execute(
    db,
  );
  return found.rows[0];
}

/** Those due, the longest waiting first. */
export async function selectDueDeliveries(db: Db, at: number): Promise<Delivery[]> {
  const found = await sql<Delivery>`select ${columns} from certificate c join station s on s.id = c.station_id
    where c.due_at <= ${new Date(at)} and c.state = 'issued' order by c.due_at limit 200`.execute(db);
  return found.rows;
}

/** Not tried: looked at again then. */
export async function putOff(db: Db, ids: readonly number[], until: number): Promise<void> {
  if (ids.length > 0)
    await sql`update certificate set due_at = ${new Date(until)} where id = any(${[...ids]}::bigint[]) and state = 'issued'`.execute(db);
}

/** The station has it, or does not want it. What it had for the same use before is replaced by it. */
export async function settleDelivery(
  { db, clock, commit, tell }: Pick<Context, 'db' | 'clock' | 'commit' | 'tell'>,
  { id, stationId, tenantId, identity, use }: Delivery,
  { state, reason }: { state: 'active' | 'refused'; reason: string | null },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`update certificate set state = ${state}, reason = ${reason}, due_at = null where id = ${id} and state = 'issued'`.execute(tx);
    if (state === 'active')
      await sql`update certificate set state = 'replaced', due_at = null
        where station_id = ${stationId} and use = ${use} and role = 'leaf' and id <> ${id} and state in ('active', 'issued')`.execute(tx);
  });
  await commit({
    happening: [{ tenantId, at: clock(), kind: 'certificate.changed', subject: identity, data: { stationId: identity, use, state } }],
  });
  tell();
}
