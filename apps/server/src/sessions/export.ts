import { reservedNet, wallTime } from '@stationmaster/domain';
import type { Call } from '../http/handler.ts';
import { type Cell, type SheetColumn, xlsxStream, xlsxType } from '../statistics/xlsx.ts';
import { csvLine, csvText } from './csv.ts';
import { listSessionRows, type SessionFilter, type SessionListRow } from './list-store.ts';
import { costOf } from './views.ts';

type Wanted = Omit<SessionFilter, 'before' | 'limit'>;
type Kind = SheetColumn['kind'];
const pageSize = 500;

interface Place {
  kind: Kind;
  /** Its head in a sheet; that of CSV is its name. */
  de: string;
  en: string;
  cell: (row: SessionListRow, cost: ReturnType<typeof costOf>) => Cell;
}
/** Texts that people or stations wrote. */
const told = (en: string, de: string, cell: Place['cell']): Place => ({ kind: 'text', en, de, cell });
const at = (en: string, de: string, cell: (row: SessionListRow) => Date | null): Place => ({
  kind: 'moment',
  en,
  de,
  cell: (row) => cell(row)?.getTime() ?? null,
});
const money = (en: string, de: string, cell: Place['cell']): Place => ({ kind: 'money', en, de, cell });
const places: Readonly<Record<string, Place>> = {
  id: { kind: 'whole', en: 'Session', de: 'Ladevorgang', cell: ({ id }) => id },
  station: told('Station', 'Ladestation', (row) => row.identity),
  stationName: told('Station name', 'Name der Station', (row) => row.station_name),
  site: told('Site', 'Standort', (row) => row.site_name),
  evse: { kind: 'whole', en: 'Port', de: 'Ladepunkt', cell: (row) => row.evse_id },
  connector: { kind: 'whole', en: 'Connector', de: 'Stecker', cell: (row) => row.connector_id },
  status: told('State', 'Zustand', (row) => row.status),
  startedAt: at('Began', 'Beginn', (row) => row.started_at),
  endedAt: at('Ended', 'Ende', (row) => row.ended_at),
  card: told('Card', 'Karte', (row) => row.id_token),
  driver: told('Driver', 'Fahrer', (row) => row.driver_name),
  energyWh: { kind: 'whole', en: 'Energy Wh', de: 'Energie Wh', cell: (row) => row.energy_wh },
  stopReason: told('Stop reason', 'Grund des Endes', (row) => row.stop_reason),
  marks: told('Remarks', 'Auffälliges', (row) => row.marks.join(' ')),
  tariff: told('Tariff', 'Tarif', (row) => row.tariff_name),
  currency: told('Currency', 'Währung', (_, cost) => cost?.currency ?? null),
  net: money('Net', 'Netto', (_, cost) => cost?.net ?? null),
  reservationNet: money('Net of it for the reservation', 'Netto davon für die Reservierung', (_, cost) => cost && reservedNet(cost)),
  tax: money('Tax', 'Steuer', (_, cost) => cost?.tax ?? null),
  total: money('Gross', 'Brutto', (_, cost) => cost?.total ?? null),
  billing: told('Billing', 'Abrechnung', (row) => row.outcome),
  timeZone: told('Time zone', 'Zeitzone', (row) => row.time_zone),
};
const columns = Object.entries(places);

/** Sessions as CSV (RFC 4180), newest first; a page at a time, so its size costs no memory. Times are UTC, `billing` is the verdict of the checks. */
export function exportSessions(call: Call, wanted: Wanted): Response {
  return file(ReadableStream.from(csvLines(pages(call, wanted))), 'text/csv; charset=utf-8', 'csv');
}

/** The same as a workbook, with times as the clock of the site shows them. */
export function exportSessionsXlsx(call: Call, wanted: Wanted, language: 'en' | 'de'): Response {
  const sheet = {
    name: language === 'de' ? 'Ladevorgänge' : 'Sessions',
    columns: columns.map(([, place]) => ({ head: place[language], kind: place.kind, width: place.kind === 'moment' ? 20 : 15 })),
    rows: cells(pages(call, wanted)),
  };
  return file(xlsxStream(sheet), xlsxType, 'xlsx');
}

async function* pages(call: Call, wanted: Wanted): AsyncGenerator<SessionListRow[]> {
  for (let before: readonly [number, number] | null = null; ; ) {
    const rows: SessionListRow[] = await call.tx((db) => listSessionRows(db, { ...wanted, before, limit: pageSize }));
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    before = [last.started_at.getTime(), last.id];
  }
}

async function* csvLines(read: AsyncIterable<SessionListRow[]>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvLine(columns.map(([name]) => name)));
  for await (const rows of read) {
    const lines = rows.map((row) => {
      const cost = costOf(row);
      return csvLine(columns.map(([, { kind, cell }]) => csvCell(cell(row, cost), kind)));
    });
    yield Buffer.from(lines.join(''));
  }
}

function csvCell(cell: Cell, kind: Kind): string {
  if (cell === null) return '';
  if (kind === 'moment') return new Date(cell).toISOString();
  return kind === 'text' ? csvText(String(cell)) : String(cell);
}

async function* cells(read: AsyncIterable<SessionListRow[]>): AsyncGenerator<Cell[]> {
  for await (const rows of read) {
    for (const row of rows) {
      const cost = costOf(row);
      yield columns.map(([, { kind, cell }]) => {
        const value = cell(row, cost);
        return kind === 'moment' && value !== null ? onTheWall(row.time_zone ?? 'UTC', Number(value)) : value;
      });
    }
  }
}

/** What the clock shows, as if it were UTC. */
function onTheWall(zone: string, moment: number): number {
  const { day, msOfDay } = wallTime(zone, moment);
  return day * 86_400_000 + msOfDay;
}

function file(body: ReadableStream<Uint8Array>, type: string, ending: string): Response {
  return new Response(body, { headers: { 'content-type': type, 'content-disposition': `attachment; filename="sessions.${ending}"` } });
}
