import type { holiday as holidaySchema, supplyRate as rateSchema } from '@stationmaster/contract';
import type { PriceRecipe } from '@stationmaster/domain';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { pageOfRows } from '../http/cursor.ts';

type Db = Kysely<Tables>;
export type RateView = z.input<typeof rateSchema>;
export type HolidayView = z.input<typeof holidaySchema>;
interface RateRow {
  id: number;
  site_id: number | null;
  site_name: string | null;
  currency: string;
  price: string;
  recipe: PriceRecipe | null;
  co2_series: string | null;
  co2_g: number | null;
  valid_from: Date;
}
const rates = sql`select r.id::float8 as id, r.site_id::float8 as site_id, site.name as site_name, r.currency, trim_scale(r.price)::text as price, r.recipe, r.co2_series, r.co2_g::float8 as co2_g, r.valid_from
  from supply_rate r left join site on site.id = r.site_id`;

/** Newest first. */
export async function selectRates(
  db: Db,
  { before, limit }: { before: number | null; limit: number },
): Promise<{ items: RateView[]; next: string | null }> {
  const { rows } =
    await sql<RateRow>`${rates} where ${before}::bigint is null or r.id < ${before} order by r.id desc limit ${limit + 1}`.execute(db);
  const page = pageOfRows(rows, limit, ({ id }) => [id]);
  return { items: page.rows.map(rateView), next: page.next };
}

export interface NewRate {
  tenantId: number;
  siteId: number | null;
  currency: string;
  price: string;
  recipe: PriceRecipe | null;
  co2Series: string | null;
  co2Grams: number | null;
  validFrom: Date;
}
/** One for the same place and moment takes the other's place. */
export async function insertRate(db: Db, made: NewRate): Promise<RateView> {
  const recipe = made.recipe === null ? null : JSON.stringify(made.recipe);
  const { rows } = await sql<{
    id: number;
  }>`insert into supply_rate (tenant_id, site_id, currency, price, recipe, co2_series, co2_g, valid_from)
    values (${made.tenantId}, ${made.siteId}, ${made.currency}, ${made.price}, ${recipe}::jsonb, ${made.co2Series}, ${made.co2Grams}, ${made.validFrom})
    on conflict (tenant_id, site_id, valid_from) do update set currency = excluded.currency, price = excluded.price, recipe = excluded.recipe,
      co2_series = excluded.co2_series, co2_g = excluded.co2_g returning id::float8 as id`.execute(db);
  const { rows: found } = await sql<RateRow>`${rates} where r.id = ${rows[0]?.id ?? 0}`.execute(db);
  if (found[0] === undefined) throw fail('internal');
  return rateView(found[0]);
}

export async function deleteRate(db: Db, id: number): Promise<void> {
  const { rows } = await sql`delete from supply_rate where id = ${id} returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'supply rate', id });
}

/** That of the site that has begun last, else that of the whole tenant. */
export async function rateAt(
  db: Db,
  { tenantId, siteId, currency, at }: { tenantId: number; siteId: number | null; currency: string; at: number },
): Promise<RateView | null> {
  const { rows } =
    await sql<RateRow>`${rates} where r.tenant_id = ${tenantId} and (r.site_id = ${siteId}::bigint or r.site_id is null) and r.currency = ${currency}
    and r.valid_from <= ${new Date(at)} order by r.site_id nulls last, r.valid_from desc limit 1`.execute(db);
  return rows[0] === undefined ? null : rateView(rows[0]);
}

export async function selectHolidayPage(
  db: Db,
  { siteId, after, limit }: { siteId: number | undefined; after: readonly [string, number] | null; limit: number },
): Promise<HolidayView[]> {
  const { rows } = await sql<HolidayView>`select id::float8 as id, site_id::float8 as "siteId", day::text as day, name from holiday
    where (${siteId ?? null}::bigint is null or site_id = ${siteId ?? null} or site_id is null)
      and (${after?.[0] ?? null}::date is null or (day, id) > (${after?.[0] ?? null}::date, ${after?.[1] ?? 0}::bigint)) order by day, id limit ${limit}`.execute(
    db,
  );
  return rows;
}

export async function insertHolidays(
  db: Transaction<Tables>,
  { tenantId, siteId, days }: { tenantId: number; siteId: number | null; days: readonly { day: string; name: string }[] },
): Promise<HolidayView[]> {
  const { rows } = await sql<HolidayView>`insert into holiday (tenant_id, site_id, day, name)
    select ${tenantId}, ${siteId}::bigint, n.day, n.name from unnest(${days.map(({ day }) => day)}::date[], ${days.map(({ name }) => name)}::text[]) n (day, name)
    on conflict (tenant_id, site_id, day) do update set name = excluded.name
    returning id::float8 as id, site_id::float8 as "siteId", day::text as day, name`.execute(db);
  return rows;
}

export async function deleteHoliday(db: Db, id: number): Promise<void> {
  const { rows } = await sql`delete from holiday where id = ${id} returning id`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'holiday', id });
}

export async function siteExists(db: Db, id: number): Promise<void> {
  const { rows } = await sql`select from site where id = ${id}`.execute(db);
  if (rows.length === 0) throw fail('notFound', { what: 'site', id });
}

function rateView({ id, site_id, site_name, currency, price, recipe, co2_series, co2_g, valid_from }: RateRow): RateView {
  return {
    id,
    siteId: site_id,
    siteName: site_name,
    currency,
    price,
    recipe: recipe === null ? null : { ...recipe, steps: [...recipe.steps] },
    co2Series: co2_series,
    co2Grams: co2_g,
    validFrom: valid_from.toISOString(),
  };
}
