import type { sessionRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { overview } from '../overview/overview.ts';
import { billOf } from './bill.ts';
import { exportSessions, exportSessionsXlsx } from './export.ts';
import { findDetails, findSessionRow, listReadingRows, listSessionRows } from './list-store.ts';
import { detailsView, readingView, sessionView } from './views.ts';

const readingKey = ['number', 'number', 'string', 'string', 'string', 'string'] as const;

export function sessionHandlers(context: Context): Handlers<typeof sessionRoutes> {
  return {
    listSessions: ({ query }, call) =>
      call.tx(async (db) => {
        const { cursor, limit, ...filter } = query;
        const rows = await listSessionRows(db, { ...filter, before: decodeCursor(cursor, ['number', 'number']), limit: limit + 1 });
        return pageOf(rows, { limit, view: sessionView, key: (row) => [row.started_at.getTime(), row.id] });
      }),
    getSession: ({ params }, call) =>
      call.tx(async (db) => {
        const row = await findSessionRow(db, params.sessionId);
        if (row === undefined) throw fail('notFound', { what: 'session', id: params.sessionId });
        const { details, wanted } = await findDetails(db, row.id);
        return { ...sessionView(row), details: detailsView(details, wanted) };
      }),
    sessionBill: ({ params }, call) => call.tx((db) => billOf({ db, book: context.db }, params.sessionId, call.now)),
    sessionReadings: ({ params, query }, call) =>
      call.tx(async (db) => {
        const { sessionId } = params;
        if ((await findSessionRow(db, sessionId)) === undefined) throw fail('notFound', { what: 'session', id: sessionId });
        const rows = await listReadingRows(db, {
          sessionId,
          measurand: query.measurand,
          after: decodeCursor(query.cursor, readingKey),
          limit: query.limit + 1,
        });
        return pageOf(rows, {
          limit: query.limit,
          view: readingView,
          key: (row) => [row.at.getTime(), row.evse_id, row.measurand, row.phase, row.location, row.context],
        });
      }),
    exportSessions: async ({ query }, call) => exportSessions(call, query),
    exportSessionsXlsx: async ({ query: { language, ...query } }, call) => exportSessionsXlsx(call, query, language),
    overview: (_input, call) => overview(context, call),
  };
}
