import type { priceSeries as seriesSchema } from '@stationmaster/contract';
import type { PriceSlot } from '@stationmaster/domain';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import { pageOfRows } from '../http/cursor.ts';
import type { SeriesSource } from './sources/source.ts';

type Db = Kysely<Tables>;
export type SeriesView = z.input<typeof seriesSchema>;
export interface SeriesRow {
  id: number;
  tenant_id: number;
  name: string;
  kind: 'price' | 'co2';
  currency: string | null;
  time_zone: string;
  source: SeriesSource;
  secret: string | null;
  fetched_at: Date | null;
  failed_at: Date | null;
  failure: string | null;
  failures: number;
  next_at: Date | null;
  created_at: Date;
}
interface ListRow extends SeriesRow {
  first_slot: Date | null;
  last_slot: Date | null;
}

const columns = sql`p.id::float8 as id, p.tenant_id, p.name, p.kind, p.currency, p.time_zone, p.source, p.secret, p.fetched_at, p.failed_at, p.failure, p.failures, p.next_at, p.created_at`;
const listed = sql`select ${columns}, (select min(starts_at) from price_slot where series_id = p.id) as first_slot,
  (select max(ends_at) from price_slot where series_id = p.id) as last_slot from price_series p`;

export async function selectSeriesPage(
  db: Db,
  { after, limit }: { after: number | null; limit: number },
): Promise<{ items: SeriesView[]; next: string | null }> {
  const { rows } = await sql<ListRow>`${listed} where ${after}::bigint is null or p.id > ${after} order by p.id limit ${limit + 1}`.execute(
    db,
  );
  const page = pageOfRows(rows, limit, ({ id }) => [id]);
  return { items: page.rows.map(view), next: page.next };
}

/** Throws `notFound`. */
export async function selectSeries(db: Db, id: number): Promise<{ row: SeriesRow; view: SeriesView }> {
  const { rows } = await sql<ListRow>`${listed} where p.id = ${id}`.execute(db);
  if (rows[0] === undefined) throw fail('notFound', { what: 'price series', id });
  return { row: rows[0], view: view(rows[0]) };
}

export type NewSeries = Pick<SeriesRow, 'tenant_id' | 'name' | 'kind' | 'currency' | 'time_zone' | 'source' | 'secret' | 'next_at'>;
/** null: the name is taken. */
export async function insertSeries(db: Db, made: NewSeries): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`insert into price_series (tenant_id, name, kind, currency, time_zone, source, secret, next_at)
    values (${made.tenant_id}, ${made.name}, ${made.kind}, ${made.currency}, ${made.time_zone}, ${JSON.stringify(made.source)}::jsonb, ${made.secret}, ${made.next_at})
    on conflict (tenant_id, name) do nothing returning id::float8 as id`.execute(db);
  return rows[0]?.id ?? null;
}

export async function removeSeries(db: Db, id: number): Promise<void> {
  await sql`delete from price_series where id = ${id}`.execute(db);
}

/** How many tariffs in force and supply rates name it. */
export async function usesOf(db: Db, name: string): Promise<number> {
  const path = '$.elements[*].priceComponents[*].recipe.series ? (@ == $name)';
  const { rows } = await sql<{ uses: number }>`select
    (select count(*) from tariff t join tariff_version v on v.tariff_id = t.id and v.version = t.version
      where t.archived_at is null and jsonb_path_exists(v.definition, ${path}::jsonpath, jsonb_build_object('name', ${name}::text)))::int
    + (select count(*) from supply_rate where recipe ->> 'series' = ${name} or co2_series = ${name})::int as uses`.execute(db);
  return rows[0]?.uses ?? 0;
}

/** Those whose source is to be asked, and puts the next time off, so that no one else asks it meanwhile. */
export async function takeDue(db: Db, now: Date, until: Date): Promise<SeriesRow[]> {
  const { rows } = await sql<SeriesRow>`update price_series p set next_at = ${until} where next_at <= ${now} returning ${columns}`.execute(
    db,
  );
  return rows;
}

export async function noteFetch(
  db: Db,
  id: number,
  { at, nextAt, failure }: { at: Date; nextAt: Date; failure: string | null },
): Promise<void> {
  const sets: RawBuilder<unknown> =
    failure === null
      ? sql`fetched_at = ${at}, failure = null, failures = 0`
      : sql`failed_at = ${at}, failure = ${failure.slice(0, 500)}, failures = failures + 1`;
  await sql`update price_series set ${sets}, next_at = ${nextAt} where id = ${id}`.execute(db);
}

export interface Slots {
  seriesId: number;
  tenantId: number;
  slots: readonly PriceSlot[];
  knownAt: number;
}
/** Adds what is new or has changed; how many of them. */
export async function insertSlots(db: Db, { seriesId, tenantId, slots, knownAt }: Slots): Promise<number> {
  const { rows } = await sql`insert into price_slot (series_id, tenant_id, starts_at, ends_at, value, known_at)
    select ${seriesId}, ${tenantId}, to_timestamp(n.from_ms / 1000), to_timestamp(n.until_ms / 1000), n.value, ${new Date(knownAt)}
    from unnest(${slots.map(({ from }) => from)}::float8[], ${slots.map(({ until }) => until)}::float8[], ${slots.map(({ price }) => price)}::numeric[]) as n (from_ms, until_ms, value)
    left join lateral (select value, ends_at from price_slot s where s.series_id = ${seriesId} and s.starts_at = to_timestamp(n.from_ms / 1000) order by known_at desc limit 1) known on true
    where known.value is distinct from n.value or known.ends_at is distinct from to_timestamp(n.until_ms / 1000)
    on conflict (series_id, starts_at, known_at) do update set value = excluded.value, ends_at = excluded.ends_at returning series_id`.execute(
    db,
  );
  return rows.length;
}

export interface KnownSlot extends PriceSlot {
  name: string;
  knownAt: number;
}
export interface SlotQuery {
  tenantId: number;
  /** null: all of them. */
  names: readonly string[] | null;
  from: number;
  until: number;
  /** As they were known then; null: now. */
  asOf: number | null;
}
/** Slots that overlap a span, in order of time. */
export async function selectSlots(db: Db, { tenantId, names, from, until, asOf }: SlotQuery): Promise<KnownSlot[]> {
  const named = names === null ? sql`true` : sql`p.name = any(${[...names]}::text[])`;
  const known = asOf === null ? sql`true` : sql`s.known_at <= ${new Date(asOf)}`;
  const { rows } =
    await sql<KnownSlot>`select distinct on (p.id, s.starts_at) p.name, (extract(epoch from s.starts_at) * 1000)::float8 as "from",
      (extract(epoch from s.ends_at) * 1000)::float8 as "until", trim_scale(s.value)::text as price, (extract(epoch from s.known_at) * 1000)::float8 as "knownAt"
    from price_series p join price_slot s on s.series_id = p.id
    where p.tenant_id = ${tenantId} and ${named} and ${known} and s.starts_at < ${new Date(until)} and s.starts_at > ${new Date(from - 86_400_000)} and s.ends_at > ${new Date(from)}
    order by p.id, s.starts_at, s.known_at desc`.execute(db);
  return rows;
}

function view(row: ListRow): SeriesView {
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    currency: row.currency,
    timeZone: row.time_zone,
    source: row.source,
    hasSecret: row.secret !== null,
    fetchedAt: iso(row.fetched_at),
    failedAt: iso(row.failed_at),
    failure: row.failure,
    failures: row.failures,
    nextAt: iso(row.next_at),
    firstSlot: iso(row.first_slot),
    lastSlot: iso(row.last_slot),
    createdAt: row.created_at.toISOString(),
  };
}
