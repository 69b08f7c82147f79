import type { site as siteSchema } from '@stationmaster/contract';
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { pageOfRows } from '../http/cursor.ts';

type Db = Transaction<Tables>;
export type Site = z.input<typeof siteSchema>;
interface Row {
  id: number;
  name: string;
  address: string;
  time_zone: string;
  currency: string;
  open_access: boolean;
  keep_local_lists: boolean;
  tariff_id: number | null;
  tariff_name: string | null;
  stations: number;
  demo: boolean;
  created_at: Date;
}
export interface SiteFields {
  name: string;
  address: string;
  timeZone: string;
  currency: string;
  openAccess: boolean;
  keepLocalLists: boolean;
  tariffId: number | null;
}

const sites = sql`select site.id::float8 as id, site.name, address, time_zone, site.currency, open_access, keep_local_lists, tariff.id::float8 as tariff_id, tariff.name as tariff_name,
  (select count(*)::int from station where site_id = site.id) as stations, site.demo, site.created_at
  from site left join tariff_assignment a on a.tenant_id = site.tenant_id and a.target = 'site' and a.target_id = site.id and a.valid_from is null and a.valid_until is null
  left join tariff on tariff.id = a.tariff_id`;

export async function selectSites(
  db: Db,
  { after, limit }: { after: number | null; limit: number },
): Promise<{ items: Site[]; next: string | null }> {
  const { rows } =
    await sql<Row>`${sites} where ${after}::bigint is null or site.id > ${after} order by site.id limit ${limit + 1}`.execute(db);
  const page = pageOfRows(rows, limit, ({ id }) => [id]);
  return { items: page.rows.map(toSite), next: page.next };
}

export async function selectSite(db: Db, id: number): Promise<Site> {
  const {
    rows: [row],
  } = await sql<Row>`${sites} where site.id = ${id}`.execute(db);
  if (!row) throw fail('notFound', { what: 'site', id });
  return toSite(row);
}

/** The site with its row locked, so that what is checked is what is changed. */
export async function lockSite(db: Db, id: number): Promise<Site> {
  await sql`select id from site where id = ${id} for update`.execute(db);
  return selectSite(db, id);
}

export async function insertSite(db: Db, tenantId: number, site: SiteFields): Promise<number> {
  const {
    rows: [row],
  } = await sql<{ id: number }>`insert into site (tenant_id, name, address, time_zone, currency, open_access, keep_local_lists)
    values (${tenantId}, ${site.name}, ${site.address}, ${site.timeZone}, ${site.currency}, ${site.openAccess}, ${site.keepLocalLists}) returning id::float8 as id`.execute(
    db,
  );
  if (!row) throw fail('internal');
  return row.id;
}

export async function replaceSite(db: Db, id: number, site: SiteFields): Promise<void> {
  await sql`update site set name = ${site.name}, address = ${site.address}, time_zone = ${site.timeZone}, currency = ${site.currency}, open_access = ${site.openAccess}, keep_local_lists = ${site.keepLocalLists}, updated_at = now() where id = ${id}`.execute(
    db,
  );
}

export async function deleteSite(db: Db, id: number): Promise<void> {
  await sql`delete from site where id = ${id}`.execute(db);
}

export async function hasSessions(db: Db, siteId: number): Promise<boolean> {
  const { rows } = await sql`select from session where site_id = ${siteId} limit 1`.execute(db);
  return rows.length > 0;
}

/** Which of these sites are there. */
export async function selectPresentSites(db: Db, ids: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`select id::float8 as id from site where id = any(${[...ids]}::bigint[])`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

export async function stationsOfSite(db: Db, siteId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id::float8 as id from station where site_id = ${siteId}`.execute(db);
  return rows.map(({ id }) => id);
}

function toSite(row: Row): Site {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    timeZone: row.time_zone,
    currency: row.currency,
    openAccess: row.open_access,
    keepLocalLists: row.keep_local_lists,
    tariffId: row.tariff_id,
    tariffName: row.tariff_name,
    stations: row.stations,
    demo: row.demo,
    createdAt: row.created_at.toISOString(),
  };
}
