import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { type CertificateRow, certificateColumns } from './store.ts';

type Db = Kysely<Tables>;
export type ListedCertificate = CertificateRow & { identity: string | null };
const listed = sql`select ${certificateColumns}, s.identity from certificate c left join station s on s.id = c.station_id`;

/** Newest first, those before the id `before`. */
export async function selectCertificates(
  db: Db,
  { stationId, role, before, limit }: { stationId?: string | undefined; role?: string | undefined; before: number | null; limit: number },
): Promise<ListedCertificate[]> {
  const conditions = [
    sql`true`,
    ...(before === null ? [] : [sql`c.id < ${before}`]),
    ...(stationId === undefined ? [] : [sql`s.identity = ${stationId}`]),
    ...(role === undefined ? [] : [sql`c.role = ${role}`]),
  ];
  const found = await sql<ListedCertificate>`${listed} where ${sql.join(conditions, sql` and `)} order by c.id desc limit ${limit}`.execute(
    db,
  );
  return found.rows;
}

/** Those of these serial numbers, and what is above them. */
export async function selectBySerial(db: Db, serials: readonly string[]): Promise<ListedCertificate[]> {
  const found = await sql<ListedCertificate>`${listed} where c.serial = any(${[...serials]}::text[])
      or c.id in (select parent_id from certificate where serial = any(${[...serials]}::text[])) order by c.id desc`.execute(db);
  return found.rows;
}

export async function findCertificate(db: Db, id: number): Promise<ListedCertificate | undefined> {
  const found = await sql<ListedCertificate>`${listed} where c.id = ${id}`.execute(db);
  return found.rows[0];
}

/** What the radar watches: authorities and servers in use, and of stations what ends before the moment. */
export async function selectWatched(db: Db, leavesUntil: number): Promise<ListedCertificate[]> {
  const found = await sql<ListedCertificate>`${listed} where c.state in ('active', 'retiring') and c.role <> 'cross'
      and (c.role <> 'leaf' or c.use = 'server' or c.valid_to < ${new Date(leavesUntil)})
    order by c.valid_to, c.id limit 1000`.execute(db);
  return found.rows;
}

export async function countStationLeaves(db: Db): Promise<number> {
  const found = await sql<{
    n: number;
  }>`select count(*)::float8 as n from certificate where role = 'leaf' and station_id is not null and state = 'active'`.execute(db);
  return found.rows[0]?.n ?? 0;
}

/** One certificate that a station has told it holds. */
export interface Trusted {
  stationId: number;
  identity: string;
  name: string;
  key: string;
  types: string[];
  hashAlgorithm: 'SHA256' | 'SHA384' | 'SHA512';
  issuerKeyHash: string;
  issuerNameHash: string;
  serial: string;
  /** As the station told it. */
  told: Told;
  at: Date;
}
interface Told {
  hashAlgorithm: 'SHA256' | 'SHA384' | 'SHA512';
  issuerKeyHash: string;
  issuerNameHash: string;
  serialNumber: string;
  children?: unknown[];
}
/** What all stations (or one of them) hold, as far as they have told; what their last complete list left out is not there any more. */
export async function selectTrusted(db: Db, stationId: number | null = null): Promise<Trusted[]> {
  const found =
    await sql<Trusted>`select s.id::float8 as "stationId", s.identity, s.name, r.data -> 'types' as types, r.data ->> 'hashAlgorithm' as "hashAlgorithm",
      lower(r.data ->> 'issuerKeyHash') as "issuerKeyHash", lower(r.data ->> 'issuerNameHash') as "issuerNameHash", r.key, r.data as told, r.at, ltrim(lower(r.data ->> 'serialNumber'), '0') as serial
    from station_record r join station s on s.id = r.station_id
      left join station_record list on list.station_id = r.station_id and list.kind = 'report' and list.key = 'certificate'
    where r.kind = 'certificate' and r.data is not null and (list.data is null or r.at >= to_timestamp((list.data ->> 'startedAt')::float8 / 1000))
      ${stationId === null ? sql`` : sql`and r.station_id = ${stationId}`}
    order by s.identity, r.at desc, r.key`.execute(db);
  return found.rows;
}

/** Those within so many days of their end that nobody was warned of yet; now somebody is. `days` from many to few. */
export async function takeWarnings(
  db: Db,
  { at, days }: { at: number; days: Readonly<Record<'authority' | 'leaf', readonly number[]>> },
): Promise<(CertificateRow & { identity: string | null; days: number })[]> {
  const found = await sql<CertificateRow & { identity: string | null; days: number }>`with due as (
      select c.id, min(d.days) as days from certificate c
        join lateral unnest(case when c.role = 'leaf' then ${[...days.leaf]}::int[] else ${[...days.authority]}::int[] end) as d (days)
          on c.valid_to <= ${new Date(at)}::timestamptz + make_interval(days => d.days)
      where c.state in ('active', 'retiring') and c.role <> 'cross' group by c.id
    ), warned as (
      update certificate c set warned_days = due.days from due where due.id = c.id and (c.warned_days is null or c.warned_days > due.days) returning c.id, due.days)
    select ${certificateColumns}, s.identity, warned.days from warned join certificate c on c.id = warned.id left join station s on s.id = c.station_id`.execute(
    db,
  );
  return found.rows;
}

/** Stations' certificates that want renewal and whose station was not asked for a day; now it is. */
export async function takeRenewals(
  db: Db,
  { at, renewDays, stationIds }: { at: number; renewDays: number; stationIds: readonly number[] },
): Promise<{ id: number; tenantId: number; identity: string; use: string }[]> {
  const found = await sql<{
    id: number;
    tenantId: number;
    identity: string;
    use: string;
  }>`update certificate c set due_at = ${new Date(at + 86_400_000)}
    from station s where s.id = c.station_id and c.station_id = any(${[...stationIds]}::bigint[]) and c.role = 'leaf' and c.state = 'active'
      and c.valid_to < ${new Date(at)}::timestamptz + make_interval(days => ${renewDays}) and (c.due_at is null or c.due_at <= ${new Date(at)})
    returning c.id::float8 as id, c.tenant_id as "tenantId", s.identity, c.use`.execute(db);
  return found.rows;
}

/** Stations that have a certificate which wants renewal. */
export async function selectWantingRenewal(db: Db, { at, renewDays }: { at: number; renewDays: number }): Promise<number[]> {
  const found = await sql<{
    id: number;
  }>`select distinct station_id::float8 as id from certificate where role = 'leaf' and station_id is not null and state = 'active'
      and valid_to < ${new Date(at)}::timestamptz + make_interval(days => ${renewDays}) and (due_at is null or due_at <= ${new Date(at)}) limit 1000`.execute(
    db,
  );
  return found.rows.map(({ id }) => id);
}

/** Connected stations for which certificates matter and that were not asked for theirs since the moment. */
export async function selectUnasked(
  db: Db,
  { before, limit }: { before: number; limit: number },
): Promise<{ id: number; tenantId: number; identity: string }[]> {
  const found = await sql<{
    id: number;
    tenantId: number;
    identity: string;
  }>`select s.id::float8 as id, s.tenant_id as "tenantId", s.identity from station s
    where s.connected_at is not null and (s.disconnected_at is null or s.disconnected_at < s.connected_at)
      and (s.security_profile >= 2 or exists (select from station_record r where r.station_id = s.id and r.kind = 'certificate'))
      and not exists (select from command c where c.station_id = s.id and c.verb = 'getInstalledCertificateIds' and c.requested_at > ${new Date(before)})
    order by s.id limit ${limit}`.execute(db);
  return found.rows;
}
