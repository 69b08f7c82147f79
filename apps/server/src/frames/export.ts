import { type frameRoutes, mostExported } from '@stationmaster/contract';
import { attachment } from '../http/attachment.ts';
import type { Call, Input } from '../http/handler.ts';
import { csvLine, csvText } from '../sessions/csv.ts';
import { stationRowId } from '../stations/row-id.ts';
import { type FrameRow, filterOf, listFrameRows } from './store.ts';
import { frameView } from './view.ts';

type Query = Input<typeof frameRoutes.exportFrames>['query'];
const pageSize = 500;
const header = [
  'id',
  'at',
  'direction',
  'action',
  'messageId',
  'outcome',
  'repairs',
  'sessionId',
  'commandId',
  'answeredAt',
  'request',
  'answer',
];

/** A JSON object a line, as the list tells them. Failure notFound. */
export function exportAsNdjson(call: Call, identity: string, query: Query): Promise<Response> {
  const lineOf = (row: FrameRow) => `${JSON.stringify(frameView(row))}\n`;
  return exported(call, { identity, query }, { type: 'application/x-ndjson', name: `messages-${identity}.ndjson`, header: '', lineOf });
}

/** RFC 4180. Failure notFound. */
export function exportAsCsv(call: Call, identity: string, query: Query): Promise<Response> {
  return exported(
    call,
    { identity, query },
    { type: 'text/csv', name: `messages-${identity}.csv`, header: csvLine(header), lineOf: csvOf },
  );
}

function csvOf(row: FrameRow): string {
  return csvLine([
    String(row.id),
    row.at.toISOString(),
    row.direction,
    csvText(row.action),
    csvText(row.message_id),
    csvText(row.outcome),
    (row.repairs ?? []).join(' '),
    String(row.session_id ?? ''),
    String(row.command_id ?? ''),
    row.answered_at?.toISOString() ?? '',
    csvText(row.request),
    csvText(row.answer),
  ]);
}

interface Format {
  type: string;
  name: string;
  header: string;
  lineOf: (row: FrameRow) => string;
}
/** A page at a time, so that its size costs no memory. */
async function exported(
  call: Call,
  { identity, query }: { identity: string; query: Query },
  { type, name, header, lineOf }: Format,
): Promise<Response> {
  const stationId = await call.tx((db) => stationRowId(db, identity));
  let before: readonly [number, number] | null = null;
  let left = mostExported;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (header !== '') controller.enqueue(Buffer.from(header));
    },
    pull: async (controller) => {
      const limit = Math.min(pageSize, left);
      const rows = await call.tx((db) => listFrameRows(db, { ...filterOf(query), stationId, before, limit }));
      const last = rows.at(-1);
      if (last !== undefined) {
        before = [last.at.getTime(), last.id];
        controller.enqueue(Buffer.from(rows.map(lineOf).join('')));
      }
      left -= rows.length;
      if (rows.length < pageSize || left <= 0) controller.close();
    },
  });
  return new Response(stream, { headers: { 'content-type': `${type}; charset=utf-8`, 'content-disposition': attachment(name) } });
}
