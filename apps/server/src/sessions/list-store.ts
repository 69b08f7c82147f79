import type { SessionsOfReport } from '@stationmaster/contract';
import type { FullCost, FullTariff, SessionDetails, TransactionLimit } from '@stationmaster/domain';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { likeOf } from '../db/like.ts';
import type { Tables } from '../db/tables.gen.ts';
import { reportConditions } from './report-filter.ts';

export interface SessionListRow {
  id: number;
  identity: string;
  station_name: string;
  site_id: number | null;
  site_name: string | null;
  time_zone: string | null;
  evse_id: number;
  connector_id: number | null;
  transaction_id: string | null;
  status: string;
  charging_state: string | null;
  started_at: Date;
  ended_at: Date | null;
  last_reading_at: Date | null;
  token_id: number | null;
  id_token: string | null;
  driver_name: string | null;
  meter_start_wh: number | null;
  meter_stop_wh: number | null;
  energy_wh: number;
  power_w: number | null;
  soc: number | null;
  stop_reason: string | null;
  reservation_id: number | null;
  marks: string[];
  tariff_name: string | null;
  tariff_version_id: number | null;
  /** Of a running session whose cost is made when asked. */
  running_tariff: FullTariff | null;
  supply_cost: string | null;
  co2_g: number | null;
  /** What the checks say; null: not looked at. */
  outcome: 'bill' | 'hold' | 'drop' | null;
  cost: FullCost | null;
}
function selectSessions(where: RawBuilder<unknown>, rest: RawBuilder<unknown>) {
  return sql<SessionListRow>`select e.id, s.identity, s.name as station_name, e.site_id, site.name as site_name, site.time_zone, e.evse_id, e.connector_id, e.transaction_id,
      e.status, e.charging_state, e.started_at, e.ended_at, e.last_reading_at, e.token_id, e.id_token, nullif(t.driver_name, '') as driver_name,
      e.meter_start_wh::float8 as meter_start_wh, e.meter_stop_wh::float8 as meter_stop_wh, e.energy_wh::float8 as energy_wh, e.power_w::float8 as power_w, e.soc::float8 as soc,
      e.stop_reason, (select r.id from reservation r where r.session_id = e.id limit 1) as reservation_id, e.marks, (select v.definition ->> 'name' from tariff_version v where v.id = e.tariff_version_id) as tariff_name, e.tariff_version_id::float8 as tariff_version_id,
      case when e.cost is null and e.total is not null then (select v.definition from tariff_version v where v.id = e.tariff_version_id) end as running_tariff,
      e.supply_cost::text as supply_cost, e.co2_g::float8 as co2_g, (select c.outcome from session_check c where c.session_id = e.id) as outcome, e.cost
    from session e join station s on s.id = e.station_id left join site on site.id = e.site_id left join token t on t.id = e.token_id
    where ${where} ${rest}`;
}

export interface SessionFilter extends SessionsOfReport {
  status?: string | undefined;
  stationId?: string | undefined;
  siteId?: number | undefined;
  tokenId?: number | undefined;
  driverId?: number | undefined;
  mark?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  search?: string | undefined;
  before: readonly [number, number] | null;
  limit: number;
}
/** Newest first; `before` is the start (epoch ms) and id of the last row seen. Only the conditions that are asked for are in the query. */
export async function listSessionRows(db: Kysely<Tables>, filter: SessionFilter): Promise<SessionListRow[]> {
  const { status, stationId, siteId, tokenId, driverId, mark, from, to, search, before, limit } = filter;
  const conditions = [
    sql`true`,
    ...(before === null ? [] : [sql`(e.started_at, e.id) < (${new Date(before[0])}, ${before[1]})`]),
    ...(status === undefined ? [] : [sql`e.status = ${status}`]),
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(siteId === undefined ? [] : [sql`e.site_id = ${siteId}`]),
    ...(tokenId === undefined ? [] : [sql`e.token_id = ${tokenId}`]),
    ...(driverId === undefined ? [] : [sql`e.driver_id = ${driverId}`]),
    ...reportConditions(filter),
    ...(mark === undefined ? [] : [sql`e.marks ? ${mark}`]),
    ...(from === undefined ? [] : [sql`e.started_at >= ${new Date(from)}`]),
    ...(to === undefined ? [] : [sql`e.started_at < ${new Date(to)}`]),
    ...(search === undefined
      ? []
      : [
          sql`concat_ws(' ', e.id::text, s.identity, s.name, e.id_token, e.transaction_id, t.driver_name, site.name) ilike ${likeOf(search)}`,
        ]),
  ];
  const { rows } = await selectSessions(
    sql.join(conditions, sql` and `),
    sql`order by e.started_at desc, e.id desc limit ${limit}`,
  ).execute(db);
  return rows;
}
/** What the station has told of it beyond its course, and the limit we want. */
export async function findDetails(
  db: Kysely<Tables>,
  id: number,
): Promise<{ details: SessionDetails | null; wanted: TransactionLimit | null }> {
  const { rows } = await sql<{
    details: SessionDetails | null;
    wanted: TransactionLimit | null;
  }>`select state::jsonb -> 'details' as details,
    state::jsonb -> 'limit' -> 'ours' as wanted from session where id = ${id}`.execute(db);
  return rows[0] ?? { details: null, wanted: null };
}
export async function findSessionRow(db: Kysely<Tables>, id: number): Promise<SessionListRow | undefined> {
  const { rows } = await selectSessions(sql`e.id = ${id}`, sql``).execute(db);
  return rows[0];
}

export interface ReadingListRow {
  at: Date;
  evse_id: number;
  measurand: string;
  phase: string;
  location: string;
  context: string;
  unit: string;
  value: number | null;
  signed: string | null;
  raw: string;
  frame_id: number;
}
export interface ReadingPage {
  sessionId: number;
  measurand: string | undefined;
  after: readonly [number, number, string, string, string, string] | null;
  limit: number;
}
/** In order of time; `after` is the key of the last row seen: at (epoch ms), evse, measurand, phase, location, context. */
export async function listReadingRows(db: Kysely<Tables>, { sessionId, measurand, after, limit }: ReadingPage): Promise<ReadingListRow[]> {
  const conditions = [
    sql`r.station_id = (select station_id from session where id = ${sessionId}) and r.session_id = ${sessionId}`,
    ...(measurand === undefined ? [] : [sql`r.measurand = ${measurand}`]),
    ...(after === null
      ? []
      : [
          sql`(r.at, r.evse_id, r.measurand, r.phase, r.location, r.context) > (${new Date(after[0])}, ${after[1]}, ${after[2]}, ${after[3]}, ${after[4]}, ${after[5]})`,
        ]),
  ];
  const { rows } =
    await sql<ReadingListRow>`select r.at, r.evse_id, r.measurand, r.phase, r.location, r.context, r.unit, r.value, r.signed, r.raw, r.frame_id from reading r
    where ${sql.join(conditions, sql` and `)} order by r.at, r.evse_id, r.measurand, r.phase, r.location, r.context limit ${limit}`.execute(
      db,
    );
  return rows;
}
