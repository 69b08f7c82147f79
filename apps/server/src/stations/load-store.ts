import type { ConnectorStatus } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { AwaitedRow } from '../commands/awaiting.ts';
import type { Tables } from '../db/tables.gen.ts';
import type { ForwardingState } from '../forwarding/rights.ts';
import type { Registration } from './state.ts';

export interface LoadedStation {
  id: number;
  tenantId: number;
  identity: string;
  protocol: string | null;
  registration: Registration;
  bootedAt: number | null;
  siteId: number | null;
  openAccess: boolean | null;
  timeZone: string | null;
  currency: string | null;
  demo: boolean;
  callTimeoutMs: number;
  learnedTimeoutMs: number | null;
  vendor: string | null;
  model: string | null;
  firmwareVersion: string | null;
  clockSkewMs: number | null;
  forwarding: ForwardingState | null;
}
export interface LoadedConnector {
  stationId: number;
  evseId: number;
  connectorId: number;
  status: ConnectorStatus;
  reported: string | null;
  errorCode: string | null;
  statusAt: number | null;
}

/** By row id (numbers) or OCPP identity (texts). */
export type Which = readonly number[] | readonly string[];

export async function selectStations(db: Kysely<Tables>, which: Which): Promise<LoadedStation[]> {
  const isById = typeof which[0] === 'number';
  const where = isById ? sql`s.id = any(${[...which]}::bigint[])` : sql`s.identity = any(${[...which]}::text[])`;
  const { rows } = await sql<LoadedStation>`select s.id::float8 as "id", s.tenant_id as "tenantId", s.identity, s.protocol, s.registration,
      (extract(epoch from s.booted_at) * 1000)::float8 as "bootedAt", s.site_id::float8 as "siteId", site.open_access as "openAccess", site.time_zone as "timeZone", site.currency,
      s.demo, s.call_timeout_ms as "callTimeoutMs", s.learned_timeout_ms as "learnedTimeoutMs", s.vendor, s.model, s.firmware_version as "firmwareVersion", s.clock_skew_ms::float8 as "clockSkewMs",
      case when f.station_id is not null then jsonb_build_object('revision', f.revision, 'answers', f.answers, 'nextAnswers', f.next_answers, 'byAction', f.by_action) end as forwarding
    from station s left join site on site.id = s.site_id left join forwarding f on f.station_id = s.id where ${where}`.execute(db);
  return rows;
}

export async function selectConnectors(db: Kysely<Tables>, stationIds: readonly number[]): Promise<LoadedConnector[]> {
  const { rows } =
    await sql<LoadedConnector>`select station_id::float8 as "stationId", evse_id as "evseId", connector_id as "connectorId", status, reported, error_code as "errorCode",
      (extract(epoch from status_at) * 1000)::float8 as "statusAt" from connector where station_id = any(${[...stationIds]}::bigint[])`.execute(
      db,
    );
  return rows;
}

/** Commands of the last day whose effect may still come. */
export async function selectAwaited(
  db: Kysely<Tables>,
  stationIds: readonly number[],
  since: number,
): Promise<(AwaitedRow & { stationId: number })[]> {
  const { rows } = await sql<
    AwaitedRow & { stationId: number }
  >`select id, station_id::float8 as "stationId", verb, parameters, status, reason, requested_at, effect_by, session_id from command
    where station_id = any(${[...stationIds]}::bigint[]) and (requested_at > ${new Date(since)} or effect_by > ${new Date(since)}) and status in ('sent', 'accepted', 'timedOut', 'failed')`.execute(
    db,
  );
  return rows;
}
