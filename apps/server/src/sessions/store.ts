import { numberedKey16 } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { frozen } from '../tariffs/frozen.ts';
import type { LiveSession } from './live.ts';

type Db = Kysely<Tables>;

/** Every column as JSON-like value: ids and amounts as numbers, times as epoch ms. */
const columns = sql`id::float8 as "id", tenant_id as "tenantId", station_id::float8 as "stationId", site_id::float8 as "siteId", evse_id as "evseId", connector_id as "connectorId",
  start_key as "startKey", transaction_id as "transactionId", token_id::float8 as "tokenId",
  driver_id::float8 as "driverId", company_id::float8 as "companyId", cost_centre_id::float8 as "costCentreId", id_token as "idToken", id_token_type as "idTokenType", status, charging_state as "chargingState",
  (extract(epoch from started_at) * 1000)::float8 as "startedAt", (extract(epoch from ended_at) * 1000)::float8 as "endedAt", (extract(epoch from received_at) * 1000)::float8 as "receivedAt",
  meter_start_wh::float8 as "meterStartWh", meter_last_wh::float8 as "meterLastWh", meter_stop_wh::float8 as "meterStopWh", energy_wh::float8 as "energyWh",
  (extract(epoch from last_reading_at) * 1000)::float8 as "lastReadingAt", power_w::float8 as "powerW", soc::float8 as "soc", stop_reason as "stopReason", stop_id_token as "stopIdToken",
  marks, currency, tariff_version_id::float8 as "tariffVersionId", price_facts as "priceFacts",
  (select definition from tariff_version v where v.id = tariff_version_id) as tariff, cost, total::text as "total", state::json as "state", command_id::float8 as "commandId", demo,
  (extract(epoch from heard_at) * 1000)::float8 as "heardAt"`;

/** With the tariff that all sessions of its version share. */
function held(db: Db, row: LiveSession): LiveSession {
  const { tariffVersionId, tariff } = row;
  return tariffVersionId === null || tariff === null ? row : { ...row, tariff: frozen(db, tariffVersionId, tariff) };
}

export async function selectById(db: Db, id: number): Promise<LiveSession | undefined> {
  const { rows } = await sql<LiveSession>`select ${columns} from session where id = ${id}`.execute(db);
  return rows[0] && held(db, rows[0]);
}

export async function selectByIds(db: Db, ids: readonly number[]): Promise<LiveSession[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<LiveSession>`select ${columns} from session where id = any(${[...ids]}::bigint[])`.execute(db);
  return rows.map((row) => held(db, row));
}

/** Open sessions and the newest `limit` that ended since, of many stations. */
export async function selectRecent(
  db: Db,
  stationIds: readonly number[],
  { since, limit }: { since: number; limit: number },
): Promise<LiveSession[]> {
  const { rows } =
    await sql<LiveSession>`select ${columns} from session where station_id = any(${[...stationIds]}::bigint[]) and status = 'active'
    union all
    select recent.* from unnest(${[...stationIds]}::bigint[]) as wanted(station)
    join lateral (select ${columns} from session where station_id = wanted.station and status = 'ended' and ended_at > ${new Date(since)} order by ended_at desc limit ${limit}) recent on true`.execute(
      db,
    );
  return rows.map((row) => held(db, row));
}

export async function selectByStartKey(db: Db, stationId: number, startKey: string): Promise<LiveSession | undefined> {
  const { rows } =
    await sql<LiveSession>`select ${columns} from session where station_id = ${stationId} and start_key = ${startKey}`.execute(db);
  return rows[0] && held(db, rows[0]);
}

/** By a 1.6 transaction id: ours, which is the session's id, or one the station brought along. Should a station's own number also be one of ours, ours wins. */
export async function selectByNumber(db: Db, stationId: number, number: number): Promise<LiveSession | undefined> {
  if (!Number.isSafeInteger(number)) return undefined;
  const { rows } =
    await sql<LiveSession>`select ${columns} from session where station_id = ${stationId} and transaction_id = ${String(number)}
    and (id = ${number} or start_key = ${numberedKey16(number)}) order by id = ${number} desc limit 1`.execute(db);
  return rows[0] && held(db, rows[0]);
}

/** The session that this very stop has ended before, when it had no number. */
export async function selectStopped(
  db: Db,
  stationId: number,
  stop: { at: number; meterStopWh: number },
): Promise<LiveSession | undefined> {
  const { rows } = await sql<LiveSession>`select ${columns} from session where station_id = ${stationId} and status = 'ended'
    and ended_at = ${new Date(stop.at)} and meter_stop_wh = ${stop.meterStopWh} and marks ? 'transactionIdMissing' limit 1`.execute(db);
  return rows[0] && held(db, rows[0]);
}

/** Stations with an open session that told nothing since. */
export async function selectSilent(db: Db, since: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select distinct station_id::float8 as id from session
    where status = 'active' and greatest(started_at, last_reading_at) < ${new Date(since)}`.execute(db);
  return rows.map((row) => row.id);
}
