import { type Kysely, type RawBuilder, sql } from 'kysely';
import { likeOf } from '../db/like.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';

export interface ConnectorView {
  evseId: number;
  connectorId: number;
  status: string;
  reported: string | null;
  errorCode: string | null;
  info: string | null;
  vendorErrorCode: string | null;
  statusAt: string | null;
  sessionId: number | null;
  powerW: number | null;
  energyWh: number | null;
}
export interface StationRow {
  id: number;
  identity: string;
  name: string;
  site_id: number | null;
  site_name: string | null;
  tariff_id: number | null;
  registration: string;
  security_profile: number;
  moving_to: number | null;
  certificate_name: string | null;
  transport: string | null;
  has_password: boolean;
  protocol: string | null;
  vendor: string | null;
  model: string | null;
  serial_number: string | null;
  firmware_version: string | null;
  iccid: string | null;
  imsi: string | null;
  meter_type: string | null;
  meter_serial_number: string | null;
  boot_reason: string | null;
  booted_at: Date | null;
  connected_at: Date | null;
  disconnected_at: Date | null;
  last_heard_at: Date | null;
  clock_skew_ms: number | null;
  call_timeout_ms: number;
  learned_timeout_ms: number | null;
  remote_address: string | null;
  demo: boolean;
  created_at: Date;
  connectors: ConnectorView[];
}

/** Stations with their connectors and what runs there, in one query whatever their number. */
function selectStations(where: RawBuilder<unknown>, rest: RawBuilder<unknown>) {
  return sql<StationRow>`select s.id, s.identity, s.name, s.site_id, site.name as site_name, (select tariff_id::float8 from tariff_assignment a where a.tenant_id = s.tenant_id and a.target = 'station' and a.target_id = s.id and a.valid_from is null and a.valid_until is null) as tariff_id, s.registration, s.security_profile, s.moving_to, s.certificate_name, s.transport, s.password_hash is not null as has_password,
      s.protocol, s.vendor, s.model, s.serial_number, s.firmware_version, s.iccid, s.imsi, s.meter_type, s.meter_serial_number,
      s.boot_reason, s.booted_at, s.connected_at, s.disconnected_at, s.last_heard_at, s.clock_skew_ms, s.call_timeout_ms, s.learned_timeout_ms, s.remote_address, s.demo, s.created_at, coalesce(c.connectors, '[]') as connectors
    from station s left join site on site.id = s.site_id
    left join lateral (
      select json_agg(json_build_object('evseId', c.evse_id, 'connectorId', c.connector_id, 'status', c.status, 'reported', c.reported, 'errorCode', c.error_code, 'info', c.info,
        'vendorErrorCode', c.vendor_error_code, 'statusAt', to_char(c.status_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'sessionId', e.id, 'powerW', e.power_w, 'energyWh', e.energy_wh) order by c.evse_id, c.connector_id) as connectors
      from connector c
      left join lateral (select id, power_w, energy_wh from session e
        where e.station_id = c.station_id and e.status = 'active' and e.evse_id = c.evse_id and c.evse_id > 0 and coalesce(e.connector_id, c.connector_id) = c.connector_id
        order by e.started_at desc limit 1) e on true
      where c.station_id = s.id) c on true
    where ${where} ${rest}`;
}

export interface StationFilter {
  search: string | undefined;
  siteId: number | undefined;
  connected: boolean | undefined;
  status: string | undefined;
  vendor: string | undefined;
  model: string | undefined;
  firmwareVersion: string | undefined;
  protocol: string | undefined;
  after: string | null;
  limit: number;
}
/** In order of identity. */
export async function listStationRows(
  db: Kysely<Tables>,
  { search, siteId, connected, status, after, limit, ...exact }: StationFilter,
): Promise<StationRow[]> {
  const like = search === undefined ? null : likeOf(search);
  const where = sql`(${after}::text is null or s.identity > ${after})
    and (${like}::text is null or concat_ws(' ', s.identity, s.name, s.vendor, s.model, s.serial_number, site.name) ilike ${like})
    and (${siteId ?? null}::bigint is null or s.site_id = ${siteId ?? null})
    and (${connected ?? null}::boolean is null or ${isConnected} = ${connected ?? null})
    and (${status ?? null}::text is null or exists (select from connector c where c.station_id = s.id and c.status = ${status ?? null}))
    and (${exact.vendor ?? null}::text is null or s.vendor = ${exact.vendor ?? null})
    and (${exact.model ?? null}::text is null or s.model = ${exact.model ?? null})
    and (${exact.firmwareVersion ?? null}::text is null or s.firmware_version = ${exact.firmwareVersion ?? null})
    and (${exact.protocol ?? null}::text is null or s.protocol = ${exact.protocol ?? null})`;
  const { rows } = await selectStations(where, sql`order by s.identity limit ${limit}`).execute(db);
  return rows;
}
const isConnected = sql`(s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at))`;

/** Failure notFound. */
export async function stationRow(db: Kysely<Tables>, identity: string): Promise<StationRow> {
  const { rows } = await selectStations(sql`s.identity = ${identity}`, sql``).execute(db);
  const row = rows[0];
  if (row === undefined) throw fail('notFound', { what: 'station', id: identity });
  return row;
}
export async function findRowId(db: Kysely<Tables>, identity: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from station where identity = ${identity}`.execute(db);
  return rows[0]?.id;
}

export interface StationColumns {
  name?: string | undefined;
  siteId?: number | null | undefined;
  securityProfile?: number | undefined;
  certificateName?: string | null | undefined;
  callTimeoutMs?: number | undefined;
  registration?: string | undefined;
  passwordHash?: Buffer | null;
}
/** Returns false when the identity is taken, by whomever. */
export async function insertStation(
  db: Kysely<Tables>,
  station: StationColumns & { tenantId: number; identity: string; at: number; demo: boolean },
): Promise<boolean> {
  const { rows } =
    await sql`insert into station (tenant_id, identity, name, site_id, security_profile, certificate_name, call_timeout_ms, registration, password_hash, demo, created_at, updated_at)
    values (${station.tenantId}, ${station.identity}, ${station.name ?? ''}, ${station.siteId ?? null}, ${station.securityProfile ?? 1}, ${station.certificateName ?? null}, ${station.callTimeoutMs ?? 30_000},
      ${station.registration ?? 'Accepted'}, ${station.passwordHash ?? null}, ${station.demo}, ${new Date(station.at)}, ${new Date(station.at)})
    on conflict (identity) do nothing returning id`.execute(db);
  return rows.length > 0;
}
/** Sets the columns that are given; null empties where that is possible. */
export async function changeStation(db: Kysely<Tables>, id: number, change: StationColumns & { at: number }): Promise<void> {
  const columns: Record<string, unknown> = {
    name: change.name,
    site_id: change.siteId,
    security_profile: change.securityProfile,
    certificate_name: change.certificateName,
    call_timeout_ms: change.callTimeoutMs,
    // What an operator sets holds until it proves too short.
    learned_timeout_ms: change.callTimeoutMs === undefined ? undefined : null,
    registration: change.registration,
    password_hash: change.passwordHash,
    previous_password_hash: change.passwordHash === undefined ? undefined : null,
  };
  const sets = Object.entries(columns)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update station set ${sql.join([...sets, sql`updated_at = ${new Date(change.at)}`])} where id = ${id}`.execute(db);
}
/** A new password the station was given by a command; the old one is right until it has come with the new one. */
export async function rotatePassword(db: Kysely<Tables>, id: number, { hash, at }: { hash: Buffer; at: number }): Promise<void> {
  await sql`update station set previous_password_hash = password_hash, password_hash = ${hash}, updated_at = ${new Date(at)}
    where id = ${id} and password_hash is distinct from ${hash}`.execute(db);
}
/** One that is about to be written. Nothing where an earlier change is still open: the station may have either of those. */
export async function beginRotation(db: Kysely<Tables>, id: number, { hash, at }: { hash: Buffer; at: number }): Promise<void> {
  await sql`update station set previous_password_hash = password_hash, password_hash = ${hash}, updated_at = ${new Date(at)}
    where id = ${id} and previous_password_hash is null and password_hash is distinct from ${hash}`.execute(db);
}
/** It was not taken: the one before holds. */
export async function endRotation(db: Kysely<Tables>, id: number, hash: Buffer): Promise<void> {
  await sql`update station set password_hash = previous_password_hash, previous_password_hash = null where id = ${id} and password_hash = ${hash}
    and previous_password_hash is not null`.execute(db);
}
/** Money that was earned there keeps a station from being removed; null: none. */
export async function earnedBy(db: Kysely<Tables>, id: number): Promise<'sessions' | 'reservations' | null> {
  const { rows } = await sql<{
    by: 'sessions' | 'reservations';
  }>`(select 'sessions' as by from session where station_id = ${id} limit 1) union all
    (select 'reservations' from reservation_bill b join reservation r on r.id = b.reservation_id where r.station_id = ${id} and b.total <> 0 limit 1) limit 1`.execute(
    db,
  );
  return rows[0]?.by ?? null;
}
/** With its connectors, taps, commands and configuration; frames and readings outside sessions go too. */
export async function removeStation(db: Kysely<Tables>, id: number): Promise<void> {
  await sql`delete from frame where station_id = ${id}`.execute(db);
  await sql`delete from sample where station_id = ${id}`.execute(db);
  await sql`delete from tap where station_id = ${id}`.execute(db);
  await sql`delete from station where id = ${id}`.execute(db);
}
/** Foreign keys look past row-level security, so what is pointed to is looked up first. Failure notFound. */
export async function mustExist(db: Kysely<Tables>, table: 'site' | 'tariff', id: number | null | undefined): Promise<void> {
  if (id === null || id === undefined) return;
  const { rows } = await sql`select from ${sql.table(table)} where id = ${id}`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: table, id });
}
