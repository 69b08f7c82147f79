import type { forwardingRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { stationRow } from '../stations/views-store.ts';
import { selectCompared, selectDays, selectMessages } from './compare-store.ts';
import { findForwarding, selectForwardings } from './list-store.ts';
import { deleteForwarding, setForwarding, setForwardings, switchForwarding, switchForwardings } from './manage.ts';
import { standOf } from './stand.ts';
import { choicesOf, comparedView, dayView, forwardingView, messageView } from './views.ts';

const daysShown = 31;

export function forwardingHandlers(context: Context): Handlers<typeof forwardingRoutes> {
  return {
    listForwardings: ({ query: { cursor, limit, failing } }, call) =>
      call.tx(async (db) => {
        const after = decodeCursor(cursor, ['string'])?.[0] ?? null;
        const rows = await selectForwardings(db, { after, limit: limit + 1, failing: failing === 'true' });
        return pageOf(rows, { limit, view: forwardingView, key: ({ station }) => [station] });
      }),
    getForwarding: ({ params }, call) =>
      call.tx(async (db) => {
        const { id, protocol } = await stationRow(db, params.stationId);
        const row = await findForwarding(db, id);
        const stand = await standOf(context, db, { id, url: row?.url ?? null, now: call.now });
        return { forwarding: row === undefined ? null : forwardingView(row), choices: choicesOf(protocol), ...stand };
      }),
    forwardingChoices: async () => choicesOf(null),
    setForwarding: (input, call) => setForwarding(context, call, input),
    deleteForwarding: ({ params }, call) => deleteForwarding(context, call, params),
    switchForwarding: (input, call) => switchForwarding(context, call, input),
    setForwardings: ({ body }, call) => setForwardings(context, call, body),
    switchForwardings: ({ body }, call) => switchForwardings(context, call, body),
    listForwardedSessions: ({ params, query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        const id = await stationRowId(db, params.stationId);
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        const rows = await selectCompared(db, id, { before, limit: limit + 1 });
        const days = await selectDays(db, id, call.now - daysShown * 86_400_000);
        return { ...pageOf(rows, { limit, view: comparedView, key: (row) => [row.id] }), days: days.map(dayView) };
      }),
    listForwardedMessages: ({ params, query: { cursor, limit, sessionId, failed } }, call) =>
      call.tx(async (db) => {
        const id = await stationRowId(db, params.stationId);
        const before = decodeCursor(cursor, ['number', 'number']);
        const rows = await selectMessages(db, id, { before, limit: limit + 1, sessionId, failed: failed === 'true' });
        return pageOf(rows, { limit, view: messageView, key: ({ at, frame_id }) => [at.getTime(), frame_id] });
      }),
  };
}
