import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../../db/tables.gen.ts';
import type { Way } from '../../gateway/way.ts';
import type { MoveReason, MoveStep } from './step.ts';

type Db = Kysely<Tables>;
export type MoveStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
export interface MoveOptions {
  interface: string;
  addressKey?: string | undefined;
  hasRoot: boolean;
  hasCertificate: boolean;
}
export interface Move {
  id: number;
  tenantId: number;
  stationId: number;
  identity: string;
  fleetId: number | null;
  fromProfile: number;
  toProfile: number;
  step: MoveStep;
  status: MoveStatus;
  reason: MoveReason | null;
  url: string;
  slot: number | null;
  /** What the station had: its ranking of network profiles, or the address in its maker's key. */
  before: { ranking?: string; address?: string } | null;
  options: MoveOptions;
  log: { at: number; step: MoveStep; word: string }[];
  waitSeconds: number;
  requestedBy: string;
  requestedAt: Date;
  stepAt: Date;
  endedAt: Date | null;
}
const columns = sql`m.id::float8 as id, m.tenant_id as "tenantId", m.station_id::float8 as "stationId", s.identity, m.fleet_id::float8 as "fleetId", m.from_profile as "fromProfile",
  m.to_profile as "toProfile", m.step, m.status, m.reason, m.url, m.slot, m.before, m.options, m.log, m.wait_seconds as "waitSeconds", m.requested_by as "requestedBy",
  m.requested_at as "requestedAt", m.step_at as "stepAt", m.ended_at as "endedAt"`;
const from = sql`transport_move m join station s on s.id = m.station_id`;

export interface NewMoves {
  tenantId: number;
  stationIds: readonly number[];
  fleetId: number | null;
  toProfile: number;
  url: string;
  options: MoveOptions;
  waitSeconds: number;
  requestedBy: string;
  at: number;
}
/** Those stations that have no move under way, and another profile than that. */
export async function insertMoves(db: Db, move: NewMoves): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`insert into transport_move
      (tenant_id, station_id, fleet_id, from_profile, to_profile, step, status, url, options, wait_seconds, requested_by, requested_at, step_at, due_at)
    select ${move.tenantId}, id, ${move.fleetId}, security_profile, ${move.toProfile}, 'begin', 'queued', ${move.url}, ${JSON.stringify(move.options)}::jsonb, ${move.waitSeconds},
      ${move.requestedBy}, ${new Date(move.at)}, ${new Date(move.at)}, ${new Date(move.at)}
    from station where id = any(${[...move.stationIds]}::bigint[]) and security_profile <> ${move.toProfile} order by identity
    on conflict (station_id) where ended_at is null do nothing returning id::float8 as id`.execute(db);
  return rows.map(({ id }) => id);
}

export interface MoveFilter {
  stationId?: string | undefined;
  fleetId?: number | undefined;
  status?: MoveStatus | undefined;
  before: number | null;
  limit: number;
}
export async function selectMoves(db: Db, { stationId, fleetId, status, before, limit }: MoveFilter): Promise<Move[]> {
  const conditions: RawBuilder<unknown>[] = [
    sql`(${before}::bigint is null or m.id < ${before})`,
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(fleetId === undefined ? [] : [sql`m.fleet_id = ${fleetId}`]),
    ...(status === undefined ? [] : [sql`m.status = ${status}`]),
  ];
  return (
    await sql<Move>`select ${columns} from ${from} where ${sql.join(conditions, sql` and `)} order by m.id desc limit ${limit}`.execute(db)
  ).rows;
}
export async function findMove(db: Db, id: number): Promise<Move | undefined> {
  return (await sql<Move>`select ${columns} from ${from} where m.id = ${id}`.execute(db)).rows[0];
}

/**
 * Takes moves whose time has come, for `holdMs`: whoever dies with one leaves it to the next. Of a fleet no more than `at_once`
 * are under way, and none begins while its station is away.
 */
export async function claimMoves(db: Db, { at, holdMs, limit }: { at: number; holdMs: number; limit: number }): Promise<Move[]> {
  const { rows } = await sql<{ id: number }>`with due as (
      select m.id, m.due_at, m.status, m.fleet_id,
        row_number() over (partition by m.fleet_id, m.status order by m.id) as n,
        coalesce(f.at_once, 1000) - (select count(*) from transport_move r where r.fleet_id = m.fleet_id and r.status = 'running') as free
      from transport_move m join station s on s.id = m.station_id left join transport_fleet_move f on f.id = m.fleet_id
      where m.ended_at is null and m.due_at <= ${new Date(at)} and (m.claimed_until is null or m.claimed_until < ${new Date(at)})
        and (m.status = 'running' or (s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at))))
    update transport_move set status = 'running', claimed_until = ${new Date(at + holdMs)}
    where ended_at is null and (claimed_until is null or claimed_until < ${new Date(at)})
      and id in (select id from due where status = 'running' or fleet_id is null or n <= free order by due_at limit ${limit}) returning id::float8 as id`.execute(
    db,
  );
  if (rows.length === 0) return [];
  return (await sql<Move>`select ${columns} from ${from} where m.id = any(${rows.map(({ id }) => id)}::bigint[])`.execute(db)).rows;
}

/** At the start: whoever held them is this process's predecessor, and dead. */
export async function releaseMoves(db: Db): Promise<void> {
  await sql`update transport_move set claimed_until = null where ended_at is null and claimed_until is not null`.execute(db);
}

export interface MoveChange {
  step: MoveStep;
  status: MoveStatus;
  reason: MoveReason | null;
  slot: number | null;
  before: Move['before'];
  word: string | null;
  at: number;
  dueAt: number;
}
/** Writes what has become of it and lets go. Nothing when it was ended meanwhile. */
export async function saveMove(db: Db, move: Pick<Move, 'id' | 'step' | 'stepAt'>, change: MoveChange): Promise<void> {
  const isOver = change.status !== 'queued' && change.status !== 'running';
  const entry = change.word === null ? [] : [{ at: change.at, step: move.step, word: change.word }];
  const saved =
    await sql`update transport_move set step = ${change.step}, status = ${change.status}, reason = ${change.reason}, slot = ${change.slot},
      before = ${change.before === null ? null : JSON.stringify(change.before)}::jsonb,
      log = case when jsonb_array_length(log) < 200 then log || ${JSON.stringify(entry)}::jsonb else log end,
      step_at = ${change.step === move.step ? move.stepAt : new Date(change.at)}, due_at = ${new Date(change.dueAt)},
      claimed_until = null, ended_at = ${isOver ? new Date(change.at) : null}
    where id = ${move.id} and ended_at is null and (step = ${move.step} or ${isOver})`.execute(db);
  // Saved, it was let go with that, and may be another's by now.
  if (saved.numAffectedRows === 0n)
    await sql`update transport_move set claimed_until = null where id = ${move.id} and ended_at is null`.execute(db);
}

/** Its step has changed behind the runner's back: looked at again at once. */
export async function redirectMove(db: Db, id: number, change: { step: MoveStep; reason: MoveReason; at: number }): Promise<void> {
  await sql`update transport_move set step = ${change.step}, reason = ${change.reason}, status = 'running', step_at = ${new Date(change.at)}, due_at = ${new Date(change.at)}
    where id = ${id} and ended_at is null`.execute(db);
}

/** Those not begun end at once. */
export async function endQueued(db: Db, fleetId: number, { reason, at }: { reason: MoveReason; at: number }): Promise<void> {
  await sql`update transport_move set status = 'cancelled', reason = ${reason}, step = 'end', ended_at = ${new Date(at)}
    where fleet_id = ${fleetId} and status = 'queued' and ended_at is null`.execute(db);
}
export async function countFailed(db: Db, fleetId: number): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::float8 as n from transport_move where fleet_id = ${fleetId} and status = 'failed'`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface MovedStation {
  identity: string;
  securityProfile: number;
  movingTo: number | null;
  hasPassword: boolean;
  isRotating: boolean;
  protocol: string | null;
  bootedAt: Date | null;
  transport: Way | null;
}
export async function findMoved(db: Db, stationId: number): Promise<MovedStation | undefined> {
  const { rows } = await sql<
    Omit<MovedStation, 'transport'> & { transport: string | null }
  >`select identity, security_profile as "securityProfile", moving_to as "movingTo",
      password_hash is not null as "hasPassword", previous_password_hash is not null as "isRotating", protocol, booted_at as "bootedAt", transport from station where id = ${stationId}`.execute(
    db,
  );
  const [row] = rows;
  return row && { ...row, transport: row.transport === null ? null : (JSON.parse(row.transport) as Way) };
}
export async function setMovingTo(db: Db, stationId: number, profile: number | null): Promise<void> {
  await sql`update station set moving_to = ${profile} where id = ${stationId} and moving_to is distinct from ${profile}::smallint`.execute(
    db,
  );
}

/** It has come as `profile`, and is to be that from now on. Returns false when it was not on its way there. */
export async function arrive(db: Db, stationId: number, { profile, at }: { profile: number; at: number }): Promise<boolean> {
  const { rows } = await sql`update station set security_profile = ${profile}, moving_to = null, updated_at = ${new Date(at)}
    where id = ${stationId} and moving_to = ${profile} returning id`.execute(db);
  await sql`update transport_move set due_at = ${new Date(at)} where station_id = ${stationId} and ended_at is null`.execute(db);
  return rows.length > 0;
}

/** What the station has told of a variable. */
export async function variableValue(
  db: Db,
  stationId: number,
  { component, variable }: { component: string; variable: string },
): Promise<string | null> {
  const { rows } = await sql<{
    value: string | null;
  }>`select value from station_variable where station_id = ${stationId} and lower(component) = lower(${component})
    and lower(variable) = lower(${variable}) and evse_id = 0 limit 1`.execute(db);
  return rows[0]?.value ?? null;
}
export async function hasStationCertificate(db: Db, stationId: number, at: number): Promise<boolean> {
  const { rows } =
    await sql`select from certificate where station_id = ${stationId} and role = 'leaf' and use = 'station' and state = 'active' and valid_to > ${new Date(at)} limit 1`.execute(
      db,
    );
  return rows.length > 0;
}
/** Our own roots that sign the server's certificate. */
export async function serverRoots(db: Db, tenantId: number): Promise<string[]> {
  const { rows } = await sql<{
    pem: string;
  }>`select pem from certificate where tenant_id = ${tenantId} and role = 'root' and use = 'csms' and origin = 'own' and state = 'active' order by id`.execute(
    db,
  );
  return rows.map(({ pem }) => pem);
}
