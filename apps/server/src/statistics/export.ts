import type { ReportQuery, reportFormats } from '@stationmaster/contract';
import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import type { Call } from '../http/handler.ts';
import { csvLines, reportTable } from './table.ts';
import { type Language, words } from './words.ts';
import { xlsxStream, xlsxType } from './xlsx.ts';

type Tx = <T>(run: (db: Transaction<Tables>) => Promise<T>) => Promise<T>;
export type Format = (typeof reportFormats)[number];
export const fileTypes: Readonly<Record<Format, string>> = { csv: 'text/csv; charset=utf-8', xlsx: xlsxType };

export interface ReportFile {
  tenantId: number;
  query: ReportQuery;
  language: Language;
  format: Format;
}
/** `report-2026-11-01-2026-11-30.xlsx` */
export function fileName({ query, language, format }: ReportFile): string {
  return `${words[language].report.toLowerCase()}-${query.from}-${query.until}.${format}`;
}

/** Every row of a report as a file, written while it is read. Failures as `dimensionsOf`, before anything is sent. */
export function reportStream(tx: Tx, { tenantId, query, language, format }: ReportFile): ReadableStream<Uint8Array> {
  const { columns, lines } = reportTable({ tenantId, query, language });
  const rows = inTransaction(tx, lines);
  return format === 'xlsx'
    ? xlsxStream({ name: words[language].report, columns, rows })
    : ReadableStream.from(encoded(csvLines(columns, rows)));
}

export function exportReport(call: Call, file: Omit<ReportFile, 'tenantId'>): Response {
  const whole = { ...file, tenantId: call.tenantId };
  return new Response(reportStream(call.tx, whole), {
    headers: { 'content-type': fileTypes[file.format], 'content-disposition': `attachment; filename="${fileName(whole)}"` },
  });
}

/** What a transaction yields, while it is open; as fast as it is read, and ended when nobody reads on. */
function inTransaction<T>(tx: Tx, yielded: (db: Transaction<Tables>) => AsyncIterable<T>): ReadableStream<T> {
  const { readable, writable } = new TransformStream<T, T>(undefined, { highWaterMark: 1 }, { highWaterMark: 500 });
  const writer = writable.getWriter();
  const work = tx(async (db) => {
    for await (const value of yielded(db)) {
      await writer.ready;
      await writer.write(value);
    }
  });
  // The reader is told of what went wrong; where it is the reader who has gone there is nobody to tell.
  work
    .then(
      () => writer.close(),
      (error: unknown) => writer.abort(error),
    )
    .catch(() => undefined);
  return readable;
}

const chunkSize = 16_384;
async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < chunkSize) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  yield Buffer.from(chunk);
}
