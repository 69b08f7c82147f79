import { type Kysely, type RawBuilder, sql } from 'kysely';
import { batched } from '../db/batched.ts';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

/** A command that is stored whole and has not been sent. */
export interface StoredRow {
  id: number;
  tenant_id: number;
  station_id: number;
  identity: string;
  verb: string;
  parameters: object;
  expires_at: Date | null;
}

const asking = new WeakMap<Db, (stationId: number) => Promise<true | undefined>>();
/** Whether anything waits for this station. After a restart all of them ask at once and are answered together. */
export async function hasWaiting(db: Db, stationId: number): Promise<boolean> {
  const ask = asking.get(db) ?? batched((stationIds: number[]) => selectWaitedFor(db, stationIds));
  asking.set(db, ask);
  return (await ask(stationId)) ?? false;
}

async function selectWaitedFor(db: Db, stationIds: number[]): Promise<Map<number, true>> {
  const { rows } = await sql<{ id: number }>`select distinct station_id::float8 as id from command
    where station_id = any(${stationIds}::bigint[]) and status = 'waiting'`.execute(db);
  return new Map(rows.map(({ id }) => [id, true]));
}

/** Takes the oldest that waits for this station; undefined: none does. */
export async function claimWaiting(db: Db, stationId: number, at: number): Promise<StoredRow | undefined> {
  const { rows } = await claim(
    db,
    sql`select id from command where station_id = ${stationId} and status = 'waiting' and expires_at > ${new Date(at)} order by id limit 1 for update skip locked`,
  );
  return rows[0];
}

/** Takes at most so many whose turn has come. */
export async function claimQueued(db: Db, most: number): Promise<StoredRow[]> {
  const { rows } = await claim(db, sql`select id from command where status = 'queued' order by id limit ${most} for update skip locked`);
  return rows;
}

function claim(db: Db, which: RawBuilder<unknown>) {
  return sql<StoredRow>`update command c set status = 'pending' from station s where s.id = c.station_id and c.id in (${which})
    returning c.id, c.tenant_id, c.station_id, s.identity, c.verb, c.parameters, c.expires_at`.execute(db);
}

/** Those that waited too long become `expired`; how many. */
export function expireWaiting(db: Db, at: number): Promise<number> {
  return end(db, { status: 'expired', where: sql`c.status = 'waiting' and c.expires_at <= ${new Date(at)}`, at });
}

/** Takes back what was not sent yet: one command, or all of a bulk command; how many. */
export function cancelCommands(db: Db, { at, ...which }: { at: number } & ({ id: number } | { bulkId: number })): Promise<number> {
  const where = 'id' in which ? sql`c.id = ${which.id}` : sql`c.bulk_id = ${which.bulkId}`;
  return end(db, { status: 'cancelled', where: sql`c.status in ('queued', 'waiting') and ${where}`, at });
}

async function end(db: Db, { status, where, at }: { status: string; where: RawBuilder<unknown>; at: number }): Promise<number> {
  const { rows } = await sql`with changed as (
      update command c set status = ${status} from station s where s.id = c.station_id and ${where} returning c.id, c.tenant_id, s.identity, c.verb),
    told as (insert into happening (tenant_id, at, kind, subject, data)
      select tenant_id, ${new Date(at)}, 'command.changed', id::text, jsonb_build_object('stationId', identity, 'verb', verb, 'status', ${status}::text)::text from changed)
    select id from changed`.execute(db);
  return rows.length;
}
