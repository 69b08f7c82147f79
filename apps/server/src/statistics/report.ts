import type { ReportQuery, statisticsRoutes } from '@stationmaster/contract';
import type { ReportDimension } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { Failure } from '../errors.ts';
import type { Output } from '../http/handler.ts';
import { figuresOf, keyOf } from './figures.ts';
import { type Named, type SumRow, selectNames, selectProgress, selectSums } from './report-store.ts';

type Db = Kysely<Tables>;
type Report = Output<(typeof statisticsRoutes)['getReport']>;

/** The dimensions of a report, one or two. Failure badRequest: the same twice, or the days the wrong way round. */
export function dimensionsOf({ by, and, from, until }: ReportQuery): ReportDimension[] {
  if (and === by) throw new Failure('badRequest', {}, [{ path: 'and', message: 'must differ from by' }]);
  if (until < from) throw new Failure('badRequest', {}, [{ path: 'until', message: 'must not be before from' }]);
  return and === undefined ? [by] : [by, and];
}

/** A report in the caller's transaction, under row-level security. */
export async function reportOf(db: Db, query: ReportQuery, { tenantId, limit }: { tenantId: number; limit: number }): Promise<Report> {
  const dimensions = dimensionsOf(query);
  // One more tells that there are more.
  const sums = await selectSums(db, { tenantId, query, limit: limit + 1 });
  const grouped = [
    ...Map.groupBy(
      sums.filter(({ isTotal }) => !isTotal),
      ({ k1, k2 }) => `${k1}/${k2}`,
    ).values(),
  ];
  const isCut = grouped.length > limit;
  const shown = isCut ? withoutLeast(grouped) : grouped;
  const names = await namesOf(db, dimensions, shown.flat());
  const progress = await selectProgress(db, query);
  return {
    rows: shown.map((rows) => ({ keys: keysOf(dimensions, rows[0], names), ...figuresOf(rows) })),
    isCut,
    total: figuresOf(sums.filter(({ isTotal }) => isTotal)),
    ...progress,
  };
}

function withoutLeast(grouped: readonly SumRow[][]): SumRow[][] {
  const energy = (rows: readonly SumRow[]): bigint =>
    rows.reduce((sum, row) => sum + BigInt(row.energy_mwh) + BigInt(row.held_mwh) + BigInt(row.dropped_mwh), 0n);
  const least = grouped.reduce((a, b) => (energy(b) < energy(a) ? b : a));
  return grouped.filter((rows) => rows !== least);
}

export type Names = readonly ReadonlyMap<string, Named>[];
/** What the keys of these rows are called, by dimension. */
export async function namesOf(db: Db, dimensions: readonly ReportDimension[], rows: readonly SumRow[]): Promise<Names> {
  const names: ReadonlyMap<string, Named>[] = [];
  for (const [index, dimension] of dimensions.entries()) {
    const keys = rows.map((row) => (index === 0 ? row.k1 : row.k2));
    names.push(await selectNames(db, dimension, keys));
  }
  return names;
}

export function keysOf(dimensions: readonly ReportDimension[], row: SumRow | undefined, names: Names): ReturnType<typeof keyOf>[] {
  return dimensions.map((dimension, index) => keyOf(dimension, (index === 0 ? row?.k1 : row?.k2) ?? '0', names[index] ?? new Map()));
}
