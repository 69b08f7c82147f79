import type { tariff as tariffSchema } from '@stationmaster/contract';
import type { FullTariff } from '@stationmaster/domain';
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { pageOfRows } from '../http/cursor.ts';
import { bodyView, type TariffBody } from './body.ts';

type Db = Transaction<Tables>;
export type Tariff = z.input<typeof tariffSchema>;
interface Row {
  id: number;
  version: number;
  version_id: number;
  definition: FullTariff;
  archived_at: Date | null;
  created_at: Date;
  updated_at: Date;
  used_by: Tariff['usedBy'];
}

const tariffs = sql`select tariff.id::float8 as id, tariff.version, v.id::float8 as version_id, v.definition, archived_at, tariff.created_at, tariff.updated_at,
    (select json_build_object('sites', count(*) filter (where target = 'site'), 'stations', count(*) filter (where target = 'station'), 'evses', count(*) filter (where target = 'evse'),
      'drivers', count(*) filter (where target = 'driver'), 'driverGroups', count(*) filter (where target = 'driverGroup'), 'tenants', count(*) filter (where target = 'tenant'))
      from (select distinct target, target_id, evse_id from tariff_assignment where tariff_id = tariff.id) a) as used_by
  from tariff join tariff_version v on v.tariff_id = tariff.id and v.version = tariff.version`;

/** Newest first, without the archived ones. */
export async function selectTariffs(
  db: Db,
  { before, limit }: { before: number | null; limit: number },
): Promise<{ items: Tariff[]; next: string | null }> {
  const { rows } =
    await sql<Row>`${tariffs} where archived_at is null and (${before}::bigint is null or tariff.id < ${before}) order by tariff.id desc limit ${limit + 1}`.execute(
      db,
    );
  const page = pageOfRows(rows, limit, ({ id }) => [id]);
  return { items: page.rows.map(toTariff), next: page.next };
}

/** Also an archived one: past sessions refer to it. */
export async function selectTariff(db: Db, id: number): Promise<Tariff> {
  const {
    rows: [row],
  } = await sql<Row>`${tariffs} where tariff.id = ${id}`.execute(db);
  if (!row) throw fail('notFound', { what: 'tariff', id });
  return toTariff(row);
}

export interface Written {
  tenantId: number;
  by: string;
  body: TariffBody;
}

export async function insertTariff(db: Db, { tenantId, by, body }: Written): Promise<number> {
  const {
    rows: [row],
  } = await sql<{
    id: number;
  }>`insert into tariff (tenant_id, name, currency, version) values (${tenantId}, ${body.name}, ${body.currency}, 1)
    returning id::float8 as id`.execute(db);
  if (!row) throw fail('internal');
  await insertVersion(db, { tenantId, by, body, id: row.id, version: 1 });
  return row.id;
}

/** A new version in force; those before stay what they are. */
export async function replaceTariff(db: Db, id: number, { tenantId, by, body }: Written): Promise<number> {
  const {
    rows: [row],
  } = await sql<{
    version: number;
  }>`update tariff set name = ${body.name}, currency = ${body.currency}, version = version + 1, updated_at = now()
    where id = ${id} and archived_at is null returning version`.execute(db);
  if (!row) throw fail('notFound', { what: 'tariff', id });
  await insertVersion(db, { tenantId, by, body, id, version: row.version });
  return row.version;
}

async function insertVersion(db: Db, { tenantId, by, body, id, version }: Written & { id: number; version: number }): Promise<void> {
  await sql`insert into tariff_version (tenant_id, tariff_id, version, definition, created_by)
    values (${tenantId}, ${id}, ${version}, ${JSON.stringify({ ...body, id, version })}::jsonb, ${by})`.execute(db);
}

/** The sites take it on. Failures: notFound, badRequest (a site reckons in another currency). */
export async function attachToSites(
  db: Db,
  { id, tenantId, by, currency, siteIds }: { id: number; tenantId: number; by: string; currency: string; siteIds: readonly number[] },
): Promise<void> {
  if (siteIds.length === 0) return;
  const { rows } = await sql<{ id: number; currency: string }>`select id::float8 as id, currency from site
    where id = any(${[...siteIds]}::bigint[]) for update`.execute(db);
  const missing = siteIds.find((siteId) => !rows.some((row) => row.id === siteId));
  if (missing !== undefined) throw fail('notFound', { what: 'site', id: missing });
  const other = rows.find((row) => row.currency !== currency);
  if (other) throw new Failure('badRequest', {}, [{ path: 'siteIds', message: `site ${other.id} reckons in ${other.currency}` }]);
  await sql`insert into tariff_assignment (tenant_id, tariff_id, target, target_id, created_by)
    select ${tenantId}, ${id}, 'site', s, ${by} from unnest(${[...siteIds]}::bigint[]) s
    on conflict (tenant_id, target, target_id, evse_id) where valid_from is null and valid_until is null
    do update set tariff_id = excluded.tariff_id, created_by = excluded.created_by, created_at = now()`.execute(db);
}

/** Locks the tariff, so that nothing takes it on meanwhile; then says what uses it. */
export async function lockTariff(db: Db, id: number): Promise<Tariff['usedBy']> {
  const { rows } = await sql`select id from tariff where id = ${id} and archived_at is null for update`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'tariff', id });
  return (await selectTariff(db, id)).usedBy;
}

export async function archiveTariff(db: Db, id: number): Promise<void> {
  await sql`update tariff set archived_at = now(), updated_at = now() where id = ${id}`.execute(db);
}

/** A tariff that something may be given: its currency, with the row locked against archiving. Throws `notFound`. */
export async function usableTariff(db: Db, id: number): Promise<{ currency: string }> {
  const {
    rows: [row],
  } = await sql<{ currency: string }>`select currency from tariff where id = ${id} and archived_at is null for share`.execute(db);
  if (!row) throw fail('notFound', { what: 'tariff', id });
  return row;
}

/** A currency other than this one that places using the tariff reckon in. */
export async function otherCurrency(db: Db, id: number, currency: string): Promise<string | null> {
  const {
    rows: [row],
  } = await sql<{
    currency: string;
  }>`select site.currency from tariff_assignment a left join station on a.target in ('station', 'evse') and station.id = a.target_id
    join site on site.id = case when a.target = 'site' then a.target_id else station.site_id end
    where a.tariff_id = ${id} and site.currency <> ${currency} limit 1`.execute(db);
  return row?.currency ?? null;
}

function toTariff({ id, version, version_id, definition, archived_at, created_at, updated_at, used_by }: Row): Tariff {
  return {
    ...bodyView(definition),
    id,
    version,
    versionId: version_id,
    archived: archived_at !== null,
    usedBy: used_by,
    createdAt: created_at.toISOString(),
    updatedAt: updated_at.toISOString(),
  };
}
