import { type ChargingProfileView, toChargingProfile } from '@stationmaster/contract';
import type { ChargingProfile } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { type LimitVariable, limitVariables } from './feed.ts';

type Db = Kysely<Tables>;

export interface SetRow {
  stationId: number;
  profile: ChargingProfileView;
  commandId: number;
  setAt: number;
}
/** Those the stations hold; not those of a start that came to nothing. */
export async function selectSet(db: Db, stationIds: readonly number[]): Promise<SetRow[]> {
  const { rows } = await sql<SetRow>`select p.station_id::float8 as "stationId", p.profile, p.command_id::float8 as "commandId",
      (extract(epoch from p.set_at) * 1000)::float8 as "setAt"
    from charging_profile p left join command c on c.id = p.command_id
    where p.station_id = any(${[...stationIds]}::bigint[]) and p.ended_at is null and (c.verb is distinct from 'start' or c.status <> 'noEffect')`.execute(
    db,
  );
  return rows;
}

export interface ToldRow {
  stationId: number;
  kind: 'chargingProfile' | 'chargingLimit';
  key: string;
  data: { profile: ChargingProfileView | null; source: string };
  at: number;
}
/** What the stations told of profiles and of limits of others, without what a complete list left out. */
export async function selectTold(db: Db, stationIds: readonly number[]): Promise<ToldRow[]> {
  const { rows } =
    await sql<ToldRow>`select r.station_id::float8 as "stationId", r.kind, r.key, r.data, (extract(epoch from r.at) * 1000)::float8 as at
    from station_record r left join station_record list on list.station_id = r.station_id and list.kind = 'report' and list.key = r.kind
    where r.station_id = any(${[...stationIds]}::bigint[]) and r.kind in ('chargingProfile', 'chargingLimit') and r.data is not null
      and (list.data is null or r.at >= to_timestamp((list.data ->> 'startedAt')::float8 / 1000))`.execute(db);
  return rows;
}

export async function selectVariables(db: Db, stationIds: readonly number[]): Promise<(LimitVariable & { stationId: number })[]> {
  const { rows } = await sql<
    LimitVariable & { stationId: number }
  >`select station_id::float8 as "stationId", component, evse_id as "evseId", variable,
      variable_instance as instance, value, (characteristics ->> 'maxLimit')::float8 as most
    from station_variable where station_id = any(${[...stationIds]}::bigint[]) and lower(variable) = any(${[...limitVariables]}::text[])`.execute(
    db,
  );
  return rows;
}

export interface SetBy {
  commandId: number;
  requestedBy: string;
}
/** Who asked for these commands. */
export async function selectSetBy(db: Db, commandIds: readonly number[]): Promise<SetBy[]> {
  const { rows } =
    await sql<SetBy>`select id::float8 as "commandId", requested_by as "requestedBy" from command where id = any(${[...commandIds]}::bigint[])`.execute(
      db,
    );
  return rows;
}

/** Those of these commands that asked for a limit of this transaction only. */
export async function selectStandIns(
  db: Db,
  { commandIds, transactionId }: { commandIds: readonly number[]; transactionId: string },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id::float8 as id from command where id = any(${[...commandIds]}::bigint[])
    and parameters #>> '{profile,purpose}' = 'TxProfile' and parameters #>> '{profile,transactionId}' = ${transactionId}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What a station has said since a moment (epoch ms) that it does not hold; not what it has taken again. */
export async function selectLost(db: Db, stationId: number, since: number): Promise<{ profile: ChargingProfile; commandId: number }[]> {
  const { rows } = await sql<{ profile: ChargingProfileView; commandId: number }>`select profile, command_id::float8 as "commandId"
    from charging_profile where station_id = ${stationId} and ended_why = 'notHeld' and ended_at >= ${new Date(since)} order by id`.execute(
    db,
  );
  return rows.map(({ profile, commandId }) => ({ profile: toChargingProfile(profile), commandId }));
}

/** The newest word of one kind on one thing; null: none, or it is gone. */
export async function findRecord(
  db: Db,
  stationId: number,
  { kind, key }: { kind: string; key: string },
): Promise<{ data: unknown; at: number } | null> {
  const { rows } = await sql<{ data: unknown; at: number }>`select data, (extract(epoch from at) * 1000)::float8 as at from station_record
    where station_id = ${stationId} and kind = ${kind} and key = ${key} and data is not null`.execute(db);
  return rows[0] ?? null;
}

/** Profiles that are on their way to the station, or just taken by it. */
export async function selectOnTheWay(db: Db, stationId: number): Promise<ChargingProfileView[]> {
  const { rows } = await sql<{ profile: ChargingProfileView }>`select parameters -> 'profile' as profile from command
    where station_id = ${stationId} and verb = 'setChargingProfile' and status = 'sent' order by id`.execute(db);
  return rows.map(({ profile }) => profile);
}
