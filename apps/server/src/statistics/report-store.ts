import type { ReportQuery } from '@stationmaster/contract';
import type { ReportDimension } from '@stationmaster/domain';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { reservationFacts } from './facts-store.ts';

type Db = Kysely<Tables>;

/** Each dimension as one whole number. 0 of an id: none; of days, weeks and months the first day, in days since 1970-01-01. */
const keyOf: Readonly<Record<ReportDimension, string>> = {
  site: 'coalesce(f.site_id, 0)',
  station: 'f.station_id',
  driver: 'coalesce(f.driver_id, 0)',
  company: 'coalesce(f.company_id, 0)',
  costCentre: 'coalesce(f.cost_centre_id, 0)',
  tariff: 'coalesce(f.tariff_id, 0)',
  // Not `extract`, whose exact decimals take longer than all the sums of a row.
  hour: `date_part('hour', f.began)::bigint`,
  day: `(f.began::date - date '1970-01-01')::bigint`,
  week: `(date_trunc('week', f.began)::date - date '1970-01-01')::bigint`,
  month: `(date_trunc('month', f.began)::date - date '1970-01-01')::bigint`,
};
/** Whole numbers as text: JSON and JavaScript's numbers end at 2^53. */
const sums = [
  'sessions',
  'energy_mwh',
  'duration_ms',
  'idle_ms',
  'co2_dg',
  'co2_known',
  'priced',
  'net',
  'tax',
  'gross',
  'supplied',
  'supply',
  'supplied_net',
] as const;
const apartSums = ['held', 'held_mwh', 'held_gross', 'dropped', 'dropped_mwh', 'dropped_gross', 'reserved', 'reserved_gross'] as const;
/** Of the sums of sessions, those that reservations without a session have a part in. */
const revenue: readonly string[] = ['net', 'tax', 'gross'];
const named = (columns: readonly string[]): RawBuilder<unknown> => sql.raw(columns.map((name) => `r.${name}`).join(', '));
/** Sums of one group in one currency. Of those held and dropped only what is named so; `reserved_gross` is a part of `gross`. */
export type SumRow = Record<(typeof sums)[number] | (typeof apartSums)[number], string> & {
  isTotal: boolean;
  k1: string;
  k2: string;
  currency: string;
};

const grouped = `count(*) as sessions, sum(f.energy_mwh) as energy_mwh, sum(f.duration_ms) as duration_ms, sum(f.idle_ms) as idle_ms, sum(f.co2_dg) as co2_dg,
  count(f.co2_dg) as co2_known, count(f.gross) as priced, sum(f.net) as net, sum(f.tax) as tax, sum(f.gross) as gross,
  count(f.supply) filter (where f.net is not null) as supplied, sum(f.supply) filter (where f.net is not null) as supply, sum(f.net) filter (where f.supply is not null) as supplied_net`;
const summed = (column: string, name: string, ...outcomes: string[]): string =>
  `coalesce(sum(g.${column}) filter (where g.outcome in (${outcomes.map((outcome) => `'${outcome}'`).join(', ')})), 0)::text as ${name}`;
const pivoted = sql.raw(
  [
    ...sums.map((name) => summed(name, name, 'bill', ...(revenue.includes(name) ? ['reserved'] : []))),
    ...Object.entries({ held: 'hold', dropped: 'drop' }).flatMap(([name, outcome]) => [
      summed('sessions', name, outcome),
      summed('energy_mwh', `${name}_mwh`, outcome),
      summed('gross', `${name}_gross`, outcome),
    ]),
    summed('sessions', 'reserved', 'reserved'),
    summed('gross', 'reserved_gross', 'reserved'),
  ].join(', '),
);

interface Scope {
  tenantId: number;
  query: ReportQuery;
}

const none = '0::bigint';
const columns = `f.currency, f.outcome, ${grouped}`;

/** What of the facts is asked for, with its keys `k1` and `k2`: of sessions, and of reservations; beside the sessions those are few. */
function factsOf({ tenantId, query }: Scope, { isKeyed, wanted }: { isKeyed: boolean; wanted: string }): RawBuilder<unknown>[] {
  const [k1, k2] = isKeyed ? [keyOf[query.by], query.and === undefined ? none : keyOf[query.and]] : [none, none];
  const sources = [sql`session_fact`, sql`(${reservationFacts(query)})`];
  // Row-level security: the index is found by the condition on the tenant; and moments are compared with moments, not with days, for
  // PostgreSQL looks at its statistics only for operators that give nothing away, and takes a million rows for one without them.
  return sources.map(
    (source) => sql`select ${sql.raw(`${k1} as k1, ${k2} as k2, ${wanted}`)} from ${source} f
      where f.tenant_id = ${tenantId} and f.began >= ${query.from}::date::timestamp and f.began < (${query.until}::date + 1)::timestamp and ${chosen(query, 'f')}`,
  );
}

/** Facts grouped by their keys, or all as one; `among`: only those with these keys. */
function grouping(scope: Scope, { isKeyed = true, among }: { isKeyed?: boolean; among?: RawBuilder<unknown> } = {}): RawBuilder<unknown> {
  const facts =
    among === undefined
      ? factsOf(scope, { isKeyed, wanted: columns })
      : // The fence: keys that are worked out may not be hashed beside row-level security, a million rows would be tried one by one.
        factsOf(scope, { isKeyed, wanted: 'f.*' }).map(
          (all) => sql`select f.k1, f.k2, ${sql.raw(columns)} from (${all} offset 0) f where (f.k1, f.k2) in (${among})`,
        );
  return sql.join(
    facts.map((part) => sql`${part} group by 1, 2, 3, 4`),
    sql` union all `,
  );
}

/**
 * Hashes of a large report stay in memory, and a second process helps to read where one is free; of this transaction alone. Days and
 * hours that are worked out look like a group each to the planner, which then sorts all rows instead of hashing some dozen groups.
 */
async function withRoom(db: Db): Promise<void> {
  await sql`select set_config('work_mem', '48MB', true), set_config('max_parallel_workers', '1', true),
    set_config('max_parallel_workers_per_gather', '1', true), set_config('enable_sort', 'off', true)`.execute(db);
}

/** From here on the groups are ranked by their energy alone first: the sums of all of them would not stay in memory. */
const MANY = 50_000;

/** The sums of all, then those of the `limit` groups with the most energy, in the order of their keys. `many`: see there; for tests. */
export async function selectSums(db: Db, { limit, many = MANY, ...scope }: Scope & { limit: number; many?: number }): Promise<SumRow[]> {
  await withRoom(db);
  const top = (await mostGroups(db, scope.query)) > many ? await selectTop(db, scope, limit) : [];
  return top.length < limit ? await sumsOfAll(db, scope, limit) : await sumsOf(db, scope, top);
}

async function sumsOfAll(db: Db, scope: Scope, limit: number): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`with g as materialized (${grouping(scope)}),
    h as (select g.k1, g.k2, g.currency, ${pivoted}, sum(g.energy_mwh) as weight from g group by g.k1, g.k2, g.currency),
    ranked as (select w.*, dense_rank() over (order by w.total desc, w.k1, w.k2) as place
      from (select h.*, sum(h.weight) over (partition by h.k1, h.k2) as total from h) w)
    (select true as "isTotal", '' as k1, '' as k2, g.currency, ${pivoted} from g group by g.currency order by g.currency)
    union all (select false, r.k1::text, r.k2::text, r.currency, ${named(sums)}, ${named(apartSums)} from ranked r where r.place <= ${limit} order by r.k1, r.k2, r.currency)`.execute(
    db,
  );
  return rows;
}

interface Top {
  k1: string;
  k2: string;
}
async function selectTop(db: Db, scope: Scope, limit: number): Promise<Top[]> {
  const facts = sql.join(factsOf(scope, { isKeyed: true, wanted: 'f.energy_mwh' }), sql` union all `);
  const { rows } = await sql<Top>`select w.k1::text as k1, w.k2::text as k2 from (${facts}) w
    group by w.k1, w.k2 order by sum(w.energy_mwh) desc, w.k1, w.k2 limit ${limit}`.execute(db);
  return rows;
}

async function sumsOf(db: Db, scope: Scope, top: readonly Top[]): Promise<SumRow[]> {
  const among = sql`select * from unnest(${top.map(({ k1 }) => k1)}::bigint[], ${top.map(({ k2 }) => k2)}::bigint[])`;
  const pivot = (from: RawBuilder<unknown>, keys: string) => sql`select ${sql.raw(keys)}, g.currency, ${pivoted} from (${from}) g`;
  const total = pivot(grouping(scope, { isKeyed: false }), `true as "isTotal", '' as k1, '' as k2`);
  const each = pivot(grouping(scope, { among }), 'false as "isTotal", g.k1::text as k1, g.k2::text as k2');
  const all = await sql<SumRow>`${total} group by g.currency order by g.currency`.execute(db);
  const rows = await sql<SumRow>`${each} group by g.k1, g.k2, g.currency order by g.k1, g.k2, g.currency`.execute(db);
  return [...all.rows, ...rows.rows];
}

const DAY_MS = 86_400_000;
const tables: { readonly [D in ReportDimension]?: string } = {
  site: 'site',
  station: 'station',
  driver: 'driver',
  company: 'company',
  costCentre: 'cost_centre',
  tariff: 'tariff',
};
/** No more groups than that. */
async function mostGroups(db: Db, { by, and, from, until }: ReportQuery): Promise<number> {
  const days = (Date.parse(until) - Date.parse(from)) / DAY_MS + 1;
  const times: { readonly [D in ReportDimension]?: number } = { hour: 24, day: days, week: days / 7 + 2, month: days / 28 + 2 };
  let groups = 1;
  for (const dimension of and === undefined ? [by] : [by, and]) {
    const table = tables[dimension];
    const { rows } =
      table === undefined ? { rows: [] } : await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db);
    groups *= times[dimension] ?? (rows[0]?.n ?? 0) + 1;
  }
  return groups;
}

const fetched = 2_000;
/** The sums of every group, in the order of their keys, some thousand at a time. In the caller's transaction. */
export async function* allSums(db: Db, scope: Scope): AsyncGenerator<SumRow[]> {
  await withRoom(db);
  await sql`declare report no scroll cursor for with g as materialized (${grouping(scope)})
    select false as "isTotal", g.k1::text as k1, g.k2::text as k2, g.currency, ${pivoted} from g group by g.k1, g.k2, g.currency order by g.k1, g.k2, g.currency`.execute(
    db,
  );
  for (;;) {
    const { rows } = await sql<SumRow>`fetch ${sql.raw(String(fetched))} from report`.execute(db);
    if (rows.length === 0) return;
    yield rows;
  }
}

/** The conditions of a report on a table with the columns of `session_fact`. */
function chosen({ siteId, stationId, driverId, companyId, costCentreId, tariffId }: ReportQuery, table: 'f'): RawBuilder<unknown> {
  const column = (name: string) => sql.raw(`${table}.${name}`);
  return sql.join(
    [
      sql`true`,
      ...(siteId === undefined ? [] : [sql`${column('site_id')} = ${siteId}`]),
      ...(stationId === undefined ? [] : [sql`${column('station_id')} = (select id from station where identity = ${stationId})`]),
      ...(driverId === undefined ? [] : [sql`${column('driver_id')} = ${driverId}`]),
      ...(companyId === undefined ? [] : [sql`${column('company_id')} = ${companyId}`]),
      ...(costCentreId === undefined ? [] : [sql`${column('cost_centre_id')} = ${costCentreId}`]),
      ...(tariffId === undefined ? [] : [sql`${column('tariff_id')} = ${tariffId}`]),
    ],
    sql` and `,
  );
}

/** The last day that has begun at a site; sessions belong to the days of their sites. `2026-11-30` */
export async function latestDay(db: Db, now: number): Promise<string> {
  const { rows } = await sql<{
    day: string;
  }>`select max((${new Date(now)}::timestamptz at time zone zone)::date)::text as day from (select distinct time_zone as zone from site union select 'UTC') z`.execute(
    db,
  );
  return rows[0]?.day ?? new Date(now).toISOString().slice(0, 10);
}

/** How many sessions of the report still run, and whether every one that has ended was counted once. */
export async function selectProgress(db: Db, query: ReportQuery): Promise<{ running: number; isComplete: boolean }> {
  const { siteId, stationId, driverId, companyId, costCentreId, tariffId } = query;
  const conditions = [
    sql`e.status = 'active' and (e.started_at at time zone coalesce(site.time_zone, 'UTC')) >= ${query.from}::date and (e.started_at at time zone coalesce(site.time_zone, 'UTC')) < ${query.until}::date + 1`,
    ...(siteId === undefined ? [] : [sql`e.site_id = ${siteId}`]),
    ...(stationId === undefined ? [] : [sql`e.station_id = (select id from station where identity = ${stationId})`]),
    ...(driverId === undefined ? [] : [sql`e.driver_id = ${driverId}`]),
    ...(companyId === undefined ? [] : [sql`e.company_id = ${companyId}`]),
    ...(costCentreId === undefined ? [] : [sql`e.cost_centre_id = ${costCentreId}`]),
    ...(tariffId === undefined ? [] : [sql`e.tariff_version_id in (select id from tariff_version where tariff_id = ${tariffId})`]),
  ];
  const { rows } = await sql<{ running: number; isComplete: boolean }>`select (select rounds > 0 from session_fact_sweep) as "isComplete",
    (select count(*)::float8 from session e left join site on site.id = e.site_id where ${sql.join(conditions, sql` and `)}) as running`.execute(
    db,
  );
  return rows[0] ?? { running: 0, isComplete: false };
}

const nameSources: { readonly [D in ReportDimension]?: string } = {
  site: 'select id, name from site',
  station: `select id, identity as code, coalesce(nullif(name, ''), identity) as name from station`,
  driver: `select id, coalesce(nullif(name, ''), '#' || id) as name from driver`,
  company: 'select id, name from company',
  costCentre: `select c.id, company.name || ' · ' || c.name as name from cost_centre c join company on company.id = c.company_id`,
  tariff: 'select id, name from tariff',
};
export interface Named {
  /** What a filter takes: a station's identity, else the number. */
  value: string;
  name: string;
}
/** What these keys are called; of what is gone, only its number is left. Keys of time are none of these. */
export async function selectNames(db: Db, dimension: ReportDimension, keys: readonly string[]): Promise<Map<string, Named>> {
  const source = nameSources[dimension];
  const wanted = [...new Set(keys)].filter((key) => key !== '0');
  if (source === undefined || wanted.length === 0) return new Map();
  const code = dimension === 'station' ? sql`n.code` : sql`n.id::text`;
  const { rows } = await sql<{
    key: string;
    value: string;
    name: string;
  }>`select n.id::text as key, ${code} as value, n.name from (${sql.raw(source)}) n where n.id = any(${wanted}::bigint[])`.execute(db);
  return new Map([
    ...wanted.map((key) => [key, { value: key, name: `#${key}` }] as const),
    ...rows.map(({ key, value, name }) => [key, { value, name }] as const),
  ]);
}
