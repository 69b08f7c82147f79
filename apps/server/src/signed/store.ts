import type { KeyOrigin, SignatureVerdict, SignedFormat, SigningCurve } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface FramePlace {
  stationId: number;
  at: number;
  frameId: number;
}
/** The requests of these frames, by frame id. */
export async function selectRequests(db: Db, places: readonly FramePlace[]): Promise<Map<number, string>> {
  if (places.length === 0) return new Map();
  const { rows } = await sql<{ id: number; request: string }>`select f.id::float8 as id, f.request
    from unnest(${places.map((one) => one.stationId)}::bigint[], ${places.map((one) => new Date(one.at))}::timestamptz[], ${places.map((one) => one.frameId)}::bigint[])
      as wanted(station_id, at, id) join frame f on f.station_id = wanted.station_id and f.at = wanted.at and f.id = wanted.id`.execute(db);
  return new Map(rows.map(({ id, request }) => [id, request]));
}

export interface NewRecord {
  tenantId: number;
  stationId: number;
  identity: string;
  sessionId: number;
  evseId: number;
  at: number;
  receivedAt: number;
  frameId: number;
  context: string;
  encodingMethod: string | null;
  toldKey: string | null;
  text: string;
  digest: Buffer;
  format: SignedFormat;
  meter: string;
  pageKind: string | null;
  page: number | null;
}
/** The end of a station's chain; empty before its first record. */
export async function selectChain(db: Db, stationId: number): Promise<Buffer> {
  const { rows } = await sql<{
    chain: Buffer;
  }>`select chain from signed_record where station_id = ${stationId} order by id desc limit 1`.execute(db);
  return rows[0]?.chain ?? Buffer.alloc(0);
}
/** Is it there already? A station repeats its messages. */
export async function hasRecord(db: Db, { stationId, sessionId, digest }: NewRecord): Promise<boolean> {
  const { rows } =
    await sql`select 1 from signed_record where station_id = ${stationId} and session_id = ${sessionId} and digest = ${digest}`.execute(db);
  return rows.length > 0;
}
export async function insertRecord(db: Db, row: NewRecord, chain: Buffer): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into signed_record (tenant_id, station_id, identity, session_id, evse_id, at, received_at, frame_id, context,
      encoding_method, told_key, text, digest, chain, format, meter, page_kind, page)
    values (${row.tenantId}, ${row.stationId}, ${row.identity}, ${row.sessionId}, ${row.evseId}, ${new Date(row.at)}, ${new Date(row.receivedAt)}, ${row.frameId}, ${row.context},
      ${row.encodingMethod}, ${row.toldKey}, ${row.text}, ${row.digest}, ${chain}, ${row.format}, ${row.meter}, ${row.pageKind}, ${row.page})
    returning id::float8 as id`.execute(db);
  return rows[0]?.id ?? 0;
}

export interface RecordRow {
  id: number;
  tenantId: number;
  stationId: number;
  sessionId: number;
  evseId: number;
  at: Date;
  receivedAt: Date;
  frameId: number;
  context: string;
  encodingMethod: string | null;
  toldKey: string | null;
  text: string;
  format: SignedFormat;
  meter: string;
  pageKind: string | null;
  page: number | null;
  verdict: SignatureVerdict | null;
  origin: KeyOrigin | null;
  publicKey: string | null;
  keySerial: string | null;
}
const columns = sql`r.id::float8 as id, r.tenant_id as "tenantId", r.station_id::float8 as "stationId", r.session_id::float8 as "sessionId", r.evse_id as "evseId", r.at,
  r.received_at as "receivedAt", r.frame_id::float8 as "frameId", r.context, r.encoding_method as "encodingMethod", r.told_key as "toldKey", r.text, r.format, r.meter,
  r.page_kind as "pageKind", r.page::float8 as page, c.verdict, c.origin, c.public_key as "publicKey", c.key_serial as "keySerial"`;

/** In the order of what they tell of. */
export async function selectRecords(db: Db, sessionIds: readonly number[]): Promise<RecordRow[]> {
  if (sessionIds.length === 0) return [];
  const { rows } = await sql<RecordRow>`select ${columns} from signed_record r left join signed_check c on c.record_id = r.id
    where r.session_id = any(${[...sessionIds]}::bigint[]) order by r.session_id, r.at, r.id`.execute(db);
  return rows;
}
/** Those without a verdict, or of a station whose keys have changed since. */
export async function selectUnchecked(db: Db, limit: number): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`select ${columns} from signed_record r left join signed_check c on c.record_id = r.id
    where c.record_id is null order by r.id limit ${limit}`.execute(db);
  return rows;
}
/** A key was registered: what it could prove is asked again. */
export async function forgetChecks(db: Db, stationId: number, evseId: number): Promise<void> {
  await sql`delete from signed_check c using signed_record r where c.record_id = r.id and r.station_id = ${stationId}
    and (${evseId}::int = 0 or r.evse_id in (0, ${evseId})) and (c.verdict <> 'valid' or c.origin <> 'registered')`.execute(db);
}

export interface CheckRow {
  recordId: number;
  tenantId: number;
  verdict: SignatureVerdict;
  origin: KeyOrigin | null;
  keyId: number | null;
  publicKey: string | null;
  keySerial: string;
}
export async function upsertChecks(db: Db, checks: readonly CheckRow[], at: number): Promise<void> {
  if (checks.length === 0) return;
  await sql`insert into signed_check (record_id, tenant_id, verdict, origin, key_id, public_key, key_serial, checked_at)
    select *, ${new Date(at)}::timestamptz from unnest(${checks.map((c) => c.recordId)}::bigint[], ${checks.map((c) => c.tenantId)}::int[], ${checks.map((c) => c.verdict)}::text[],
      ${checks.map((c) => c.origin)}::text[], ${checks.map((c) => c.keyId)}::bigint[], ${checks.map((c) => c.publicKey)}::text[], ${checks.map((c) => c.keySerial)}::text[])
    on conflict (record_id) do update set verdict = excluded.verdict, origin = excluded.origin, key_id = excluded.key_id, public_key = excluded.public_key,
      key_serial = excluded.key_serial, checked_at = excluded.checked_at`.execute(db);
}

/** Pages that this meter has not sent between the page before each record's and its own, by record. Nothing before its first is missing. */
export async function selectMissingPages(db: Db, recordIds: readonly number[]): Promise<Map<number, number>> {
  if (recordIds.length === 0) return new Map();
  const { rows } = await sql<{ id: number; missing: number }>`select r.id::float8 as id, (r.page - before.page - 1)::float8 as missing
    from signed_record r join lateral (select page from signed_record p where p.station_id = r.station_id and p.meter = r.meter and p.page_kind = r.page_kind
      and p.page < r.page order by p.page desc limit 1) before on before.page < r.page - 1
    where r.id = any(${[...recordIds]}::bigint[]) and r.page is not null`.execute(db);
  return new Map(rows.map(({ id, missing }) => [id, missing]));
}
/** Sessions with the next page after one of these records: a gap before it may be filled now. */
export async function selectFollowing(db: Db, recordIds: readonly number[]): Promise<number[]> {
  if (recordIds.length === 0) return [];
  const { rows } = await sql<{ id: number }>`select distinct n.session_id::float8 as id from signed_record r join lateral (
      select session_id from signed_record p where p.station_id = r.station_id and p.meter = r.meter and p.page_kind = r.page_kind and p.page > r.page
      order by p.page limit 1) n on n.session_id > 0 where r.id = any(${[...recordIds]}::bigint[]) and r.page is not null`.execute(db);
  return rows.map(({ id }) => id);
}

export interface KeyRow {
  id: number;
  evseId: number;
  meterSerial: string;
  publicKey: string;
  curve: SigningCurve | null;
  createdAt: Date;
  createdBy: string;
  revokedAt: Date | null;
}
export async function selectKeys(db: Db, stationId: number): Promise<KeyRow[]> {
  const { rows } =
    await sql<KeyRow>`select id::float8 as id, evse_id as "evseId", meter_serial as "meterSerial", public_key as "publicKey", curve, created_at as "createdAt",
    created_by as "createdBy", revoked_at as "revokedAt" from meter_key where station_id = ${stationId} order by evse_id, id`.execute(db);
  return rows;
}
export interface ToldKey {
  source: string;
  evseId: number;
  publicKey: string;
}
/** Keys in the station's settings: MeterPublicKey[1] of 1.6, FiscalMetering.PublicKey of 2.x (OCA's note on signed meter values). */
export async function selectToldKeys(db: Db, stationId: number): Promise<ToldKey[]> {
  const { rows } = await sql<{
    component: string;
    instance: string;
    evseId: number;
    variable: string;
    value: string;
  }>`select component, coalesce(nullif(variable_instance, ''), instance) as instance,
      evse_id as "evseId", variable, value from station_variable
    where station_id = ${stationId} and value is not null and value <> ''
      and (lower(variable) like 'meterpublickey%' or (lower(variable) like '%publickey' and lower(component) in ('fiscalmetering', 'meter', 'evse', 'connector')))
    order by variable, evse_id`.execute(db);
  return rows.map(({ component, instance, evseId, variable, value }) => ({
    source: [component, instance === '' ? variable : `${variable}[${instance}]`].filter((part) => part !== '').join('.'),
    // MeterPublicKey[2] and MeterPublicKey2 are of connector 2.
    evseId: evseId || Number(/(\d+)\]?$/.exec(component === '' ? variable : instance)?.[1] ?? 0),
    publicKey: value,
  }));
}

export async function insertKey(
  db: Db,
  key: Omit<KeyRow, 'id' | 'createdAt' | 'revokedAt'> & { tenantId: number; stationId: number; point: string; at: number },
): Promise<number | undefined> {
  const { rows } = await sql<{
    id: number;
  }>`insert into meter_key (tenant_id, station_id, evse_id, meter_serial, public_key, curve, point, created_at, created_by)
    values (${key.tenantId}, ${key.stationId}, ${key.evseId}, ${key.meterSerial}, ${key.publicKey}, ${key.curve}, ${key.point}, ${new Date(key.at)}, ${key.createdBy})
    on conflict (station_id, evse_id, point) where revoked_at is null do nothing returning id::float8 as id`.execute(db);
  return rows[0]?.id;
}
export async function revokeKey(db: Db, key: { id: number; stationId: number; at: number; by: string }): Promise<boolean> {
  const { rows } = await sql`update meter_key set revoked_at = ${new Date(key.at)}, revoked_by = ${key.by}
    where id = ${key.id} and station_id = ${key.stationId} and revoked_at is null returning id`.execute(db);
  return rows.length > 0;
}
