import type { tariff as tariffSchema } from '@stationmaster/contract';
import type { Tariff as Priced } from '@stationmaster/domain';
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { pageOfRows } from '../http/cursor.ts';

type Db = Transaction<Tables>;
export type Tariff = z.input<typeof tariffSchema>;
/** What an operator writes; id and version are ours. */
export type TariffBody = Omit<Priced, 'id' | 'version'>;
interface Row {
  id: number;
  version: number;
  definition: Priced;
  archived_at: Date | null;
  created_at: Date;
  updated_at: Date;
  sites: number;
  stations: number;
}

const tariffs = sql`select id::float8 as id, version, definition, archived_at, created_at, updated_at,
  (select count(*)::int from site where tariff_id = tariff.id) as sites, (select count(*)::int from station where tariff_id = tariff.id) as stations from tariff`;

/** Newest first, without the archived ones. */
export async function selectTariffs(
  db: Db,
  { before, limit }: { before: number | null; limit: number },
): Promise<{ items: Tariff[]; next: string | null }> {
  const { rows } =
    await sql<Row>`${tariffs} where archived_at is null and (${before}::bigint is null or id < ${before}) order by id desc limit ${limit + 1}`.execute(
      db,
    );
  const page = pageOfRows(rows, limit, ({ id }) => [id]);
  return { items: page.rows.map(toTariff), next: page.next };
}

/** Also an archived one: past sessions refer to it. */
export async function selectTariff(db: Db, id: number): Promise<Tariff> {
  const {
    rows: [row],
  } = await sql<Row>`${tariffs} where id = ${id}`.execute(db);
  if (!row) throw fail('notFound', { what: 'tariff', id });
  return toTariff(row);
}

export async function insertTariff(db: Db, tenantId: number, body: TariffBody): Promise<number> {
  const {
    rows: [row],
  } = await sql<{ id: number }>`with next as (select nextval(pg_get_serial_sequence('tariff', 'id')) as id)
    insert into tariff (id, tenant_id, name, currency, definition, version)
    select id, ${tenantId}, ${body.name}, ${body.currency}, ${JSON.stringify({ ...body, version: 1 })}::jsonb || jsonb_build_object('id', id), 1 from next
    returning id::float8 as id`.execute(db);
  if (!row) throw fail('internal');
  return row.id;
}

/** The sites take it on. Failures: notFound, badRequest (a site reckons in another currency). */
export async function attachToSites(
  db: Db,
  { id, currency, siteIds }: { id: number; currency: string; siteIds: readonly number[] },
): Promise<void> {
  if (siteIds.length === 0) return;
  const { rows } = await sql<{ id: number; currency: string }>`update site set tariff_id = ${id}, updated_at = now()
    where id = any(${[...siteIds]}::bigint[]) returning id::float8 as id, currency`.execute(db);
  const missing = siteIds.find((siteId) => !rows.some((row) => row.id === siteId));
  if (missing !== undefined) throw fail('notFound', { what: 'site', id: missing });
  const other = rows.find((row) => row.currency !== currency);
  if (other) throw new Failure('badRequest', {}, [{ path: 'siteIds', message: `site ${other.id} reckons in ${other.currency}` }]);
}

/** Writes the next version over the old one; sessions hold their own copy. */
export async function replaceTariff(db: Db, id: number, body: TariffBody): Promise<number> {
  const {
    rows: [row],
  } = await sql<{
    version: number;
  }>`update tariff set name = ${body.name}, currency = ${body.currency}, version = version + 1, updated_at = now(),
      definition = ${JSON.stringify(body)}::jsonb || jsonb_build_object('id', id, 'version', version + 1)
    where id = ${id} and archived_at is null returning version`.execute(db);
  if (!row) throw fail('notFound', { what: 'tariff', id });
  return row.version;
}

/** Locks the tariff, so that no site takes it on meanwhile; then says who uses it. */
export async function lockTariff(db: Db, id: number): Promise<{ sites: number; stations: number }> {
  const { rows } = await sql`select id from tariff where id = ${id} and archived_at is null for update`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'tariff', id });
  return (await selectTariff(db, id)).usedBy;
}

export async function archiveTariff(db: Db, id: number): Promise<void> {
  await sql`update tariff set archived_at = now(), updated_at = now() where id = ${id}`.execute(db);
}

/** A tariff that a site or station may be given: its currency, with the row locked against archiving. Throws `notFound`. */
export async function usableTariff(db: Db, id: number): Promise<{ currency: string }> {
  const {
    rows: [row],
  } = await sql<{ currency: string }>`select currency from tariff where id = ${id} and archived_at is null for share`.execute(db);
  if (!row) throw fail('notFound', { what: 'tariff', id });
  return row;
}

/** Stations priced by this tariff, their own or their site's. */
export async function stationsOfTariff(db: Db, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select station.id::float8 as id from station left join site on site.id = station.site_id
    where coalesce(station.tariff_id, site.tariff_id) = ${id}`.execute(db);
  return rows.map((row) => row.id);
}

/** A currency other than this one that sites using the tariff reckon in. */
export async function otherCurrency(db: Db, id: number, currency: string): Promise<string | null> {
  const {
    rows: [row],
  } = await sql<{ currency: string }>`select currency from site where tariff_id = ${id} and currency <> ${currency} limit 1`.execute(db);
  return row?.currency ?? null;
}

function toTariff({ id, version, definition, archived_at, created_at, updated_at, sites, stations }: Row): Tariff {
  const { name, currency, taxIncluded, elements } = definition;
  return {
    id,
    version,
    name,
    currency,
    taxIncluded,
    elements,
    archived: archived_at !== null,
    usedBy: { sites, stations },
    createdAt: created_at.toISOString(),
    updatedAt: updated_at.toISOString(),
  };
}
