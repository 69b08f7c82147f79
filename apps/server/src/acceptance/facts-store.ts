import type { SessionMark } from '@stationmaster/domain';
import { sql } from 'kysely';
import type { FramePlace } from '../frames/by-ids.ts';
import type { Db } from './store.ts';

/** What the database knows of a station under test. */
export interface StationFacts {
  vendor: string | null;
  model: string | null;
  serialNumber: string | null;
  firmwareVersion: string | null;
  protocol: string | null;
  securityProfile: number;
  bootedAt: Date | null;
  connectedAt: Date | null;
  disconnectedAt: Date | null;
}
export async function stationFacts(db: Db, id: number): Promise<StationFacts | undefined> {
  const { rows } =
    await sql<StationFacts>`select vendor, model, serial_number as "serialNumber", firmware_version as "firmwareVersion", protocol, security_profile as "securityProfile", booted_at as "bootedAt",
    connected_at as "connectedAt", disconnected_at as "disconnectedAt" from station where id = ${id}`.execute(db);
  return rows[0];
}

/** The first card held to the reader since, that was accepted or was not. */
export async function findTap(
  db: Db,
  {
    tenantId,
    stationId,
    since,
    isAccepted,
    token,
  }: { tenantId: number; stationId: number; since: number; isAccepted: boolean; token: string | null },
): Promise<{ idToken: string; reason: string } | undefined> {
  const { rows } = await sql<{ idToken: string; reason: string }>`select id_token as "idToken", reason from tap
    where tenant_id = ${tenantId} and station_id = ${stationId} and at >= ${new Date(since)} and purpose in ('authorize', 'start') and (status = 'Accepted') = ${isAccepted}
      and (${token}::text is null or upper(id_token) = upper(${token})) order by at limit 1`.execute(db);
  return rows[0];
}

export interface SessionFacts {
  id: number;
  evseId: number;
  status: string;
  energyWh: number;
  powerW: number | null;
  startWh: number | null;
  stopWh: number | null;
  marks: SessionMark[];
  startedAt: Date;
  endedAt: Date | null;
  total: string | null;
  currency: string | null;
  hasTariff: boolean;
  readings: number;
  stopReason: string | null;
}
const sessions = sql`select e.id::float8 as id, e.evse_id as "evseId", e.status, e.energy_wh::float8 as "energyWh", e.power_w::float8 as "powerW", e.meter_start_wh::float8 as "startWh", e.meter_stop_wh::float8 as "stopWh", e.marks,
  e.started_at as "startedAt", e.ended_at as "endedAt", e.total::text as total, e.currency, e.tariff_version_id is not null as "hasTariff", e.stop_reason as "stopReason",
  (select count(*) from sample where station_id = e.station_id and session_id = e.id)::float8 as readings from session e`;

/** The session that has begun since, on any EVSE: the one under way first. */
export async function findStarted(db: Db, { stationId, since }: { stationId: number; since: number }): Promise<SessionFacts | undefined> {
  const { rows } =
    await sql<SessionFacts>`${sessions} where e.station_id = ${stationId} and e.received_at >= ${new Date(since)} order by (e.status = 'active') desc, e.id desc limit 1`.execute(
      db,
    );
  return rows[0];
}
export async function findSession(db: Db, id: number): Promise<SessionFacts | undefined> {
  return (await sql<SessionFacts>`${sessions} where e.id = ${id}`.execute(db)).rows[0];
}

/** The first alarm or fault told since. */
export async function findAlarm(db: Db, { stationId, since }: { stationId: number; since: number }): Promise<{ what: string } | undefined> {
  const { rows } = await sql<{ what: string }>`select coalesce(nullif(type, ''), nullif(variable, ''), kind) as what from station_event
    where station_id = ${stationId} and received_at >= ${new Date(since)} and kind in ('event', 'security') and not cleared and coalesce(severity, 9) <= 5 order by received_at limit 1`.execute(
    db,
  );
  return rows[0];
}

/** What was said between us and the station in this time, without heartbeats; the last ones where there is too much. */
export async function framesBetween(db: Db, stationId: number, { from, until }: { from: number; until: number }): Promise<FramePlace[]> {
  const { rows } = await sql<{ at: number; id: number }>`select (extract(epoch from at) * 1000)::float8 as at, id::float8 as id from frame
    where station_id = ${stationId} and at between ${new Date(from)} and ${new Date(until)} and action <> 'Heartbeat' order by at desc, id desc limit 12`.execute(
    db,
  );
  return rows.map(({ at, id }): FramePlace => [at, id]).reverse();
}
