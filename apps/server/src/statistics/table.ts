import type { ReportQuery } from '@stationmaster/contract';
import { fixedText, type ReportDimension } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { csvLine, csvText } from '../sessions/csv.ts';
import { amountText, marginOf } from './figures.ts';
import { dimensionsOf, keysOf, namesOf } from './report.ts';
import { allSums, type SumRow } from './report-store.ts';
import { type Language, type ReportColumn, words } from './words.ts';
import type { Cell, SheetColumn } from './xlsx.ts';

type Place = { readonly kind: SheetColumn['kind']; readonly width: number; readonly cell: (row: SumRow) => Cell };
/** A thousandth of the unit before it: mWh → kWh with all its digits. */
const kWh = (milli: string): string => fixedText(BigInt(milli), 6);
const hours = (ms: string): string => (Number(ms) / 3_600_000).toFixed(4);
const money = (sum: string, row: SumRow): Cell => (row.currency === '' ? null : amountText(sum, row.currency));
const whole = (name: keyof SumRow & ('sessions' | 'reserved' | 'supplied' | 'held' | 'dropped')): Place => ({
  kind: 'whole',
  width: 11,
  cell: (row) => row[name],
});
const amount = (cell: Place['cell']): Place => ({ kind: 'money', width: 13, cell });
const decimal = (cell: Place['cell']): Place => ({ kind: 'decimal', width: 13, cell });

/** The columns behind the keys. One line is one group in one currency, so that no column adds what cannot be added. */
const places: Readonly<Record<ReportColumn, Place>> = {
  currency: { kind: 'text', width: 9, cell: (row) => row.currency },
  sessions: whole('sessions'),
  energy: decimal((row) => kWh(row.energy_mwh)),
  duration: decimal((row) => hours(row.duration_ms)),
  idle: decimal((row) => hours(row.idle_ms)),
  net: amount((row) => money(row.net, row)),
  tax: amount((row) => money(row.tax, row)),
  gross: amount((row) => money(row.gross, row)),
  reservations: whole('reserved'),
  reservationsGross: amount((row) => money(row.reserved_gross, row)),
  supply: amount((row) => (row.supplied === '0' ? null : money(row.supply, row))),
  margin: amount((row) => (row.supplied === '0' ? null : money(marginOf(row), row))),
  supplied: whole('supplied'),
  unpriced: { kind: 'whole', width: 11, cell: (row) => String(BigInt(row.sessions) - BigInt(row.priced)) },
  co2: decimal((row) => (row.co2_known === '0' ? null : fixedText(BigInt(row.co2_dg), 4))),
  held: whole('held'),
  heldEnergy: decimal((row) => kWh(row.held_mwh)),
  heldGross: amount((row) => money(row.held_gross, row)),
  dropped: whole('dropped'),
  droppedEnergy: decimal((row) => kWh(row.dropped_mwh)),
  droppedGross: amount((row) => money(row.dropped_gross, row)),
};
const order = Object.keys(places) as ReportColumn[];
const keyKinds: { readonly [D in ReportDimension]?: SheetColumn['kind'] } = { hour: 'whole', day: 'date', week: 'date', month: 'month' };

export interface ReportTable {
  columns: SheetColumn[];
  /** In the order of the keys, read in the caller's transaction. */
  lines: (db: Kysely<Tables>) => AsyncGenerator<Cell[]>;
}
/** A report as a table with every row. Failures as `dimensionsOf`. */
export function reportTable({ tenantId, query, language }: { tenantId: number; query: ReportQuery; language: Language }): ReportTable {
  const say = words[language];
  const dimensions = dimensionsOf(query);
  const keys = dimensions.map(
    (dimension): SheetColumn => ({ head: say.dimensions[dimension], kind: keyKinds[dimension] ?? 'text', width: 24 }),
  );
  return {
    columns: [...keys, ...order.map((name) => ({ head: say.columns[name], kind: places[name].kind, width: places[name].width }))],
    async *lines(db) {
      for await (const rows of allSums(db, { tenantId, query })) {
        const names = await namesOf(db, dimensions, rows);
        for (const row of rows) {
          const shown = keysOf(dimensions, row, names).map(({ value, name }): Cell => name || (value ?? say.none));
          yield [...shown, ...order.map((name) => places[name].cell(row))];
        }
      }
    },
  };
}

/** Such lines as CSV (RFC 4180), one at a time. Numbers have a point and all their digits, days are ISO 8601. */
export async function* csvLines(columns: readonly SheetColumn[], lines: AsyncIterable<readonly Cell[]>): AsyncGenerator<string> {
  yield csvLine(columns.map(({ head }) => head));
  for await (const cells of lines) yield csvLine(columns.map(({ kind }, index) => csvCell(cells[index] ?? null, kind)));
}

function csvCell(cell: Cell, kind: SheetColumn['kind']): string {
  return kind === 'text' ? csvText(cell === null ? null : String(cell)) : String(cell ?? '');
}
