import type { Call } from '../http/handler.ts';
import { csvLine, csvText } from './csv.ts';
import { listSessionRows, type SessionListRow } from './list-store.ts';

const pageSize = 500;
const header = [
  'id',
  'station',
  'stationName',
  'site',
  'evse',
  'connector',
  'status',
  'startedAt',
  'endedAt',
  'card',
  'driver',
  'energyWh',
  'stopReason',
  'marks',
  'tariff',
  'currency',
  'net',
  'tax',
  'total',
];

/** All sessions of the span as CSV (RFC 4180), newest first; a page at a time, so its size costs no memory. */
export function exportSessions(call: Call, span: { from?: string | undefined; to?: string | undefined }): Response {
  let before: readonly [number, number] | null = null;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Buffer.from(csvLine(header))),
    pull: async (controller) => {
      const rows: SessionListRow[] = await call.tx((db) => listSessionRows(db, { ...span, before, limit: pageSize }));
      const last = rows.at(-1);
      if (last !== undefined) {
        before = [last.started_at.getTime(), last.id];
        controller.enqueue(Buffer.from(rows.map(lineOf).join('')));
      }
      if (rows.length < pageSize) controller.close();
    },
  });
  return new Response(stream, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="sessions.csv"' },
  });
}

function lineOf(row: SessionListRow): string {
  const { cost } = row;
  return csvLine([
    String(row.id),
    csvText(row.identity),
    csvText(row.station_name),
    csvText(row.site_name),
    String(row.evse_id),
    String(row.connector_id ?? ''),
    row.status,
    row.started_at.toISOString(),
    row.ended_at?.toISOString() ?? '',
    csvText(row.id_token),
    csvText(row.driver_name),
    String(row.energy_wh),
    csvText(row.stop_reason),
    row.marks.join(' '),
    csvText(row.tariff_name),
    cost?.currency ?? '',
    cost?.net ?? '',
    cost?.tax ?? '',
    cost?.total ?? '',
  ]);
}
