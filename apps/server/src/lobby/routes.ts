import type { lobbyAttempt, lobbyRoutes } from '@stationmaster/contract';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { adopt, obstacle } from './adopt.ts';
import { ocppUrl, tlsUrl } from './ocpp-url.ts';
import { type AttemptRow, listAttempts, removeAttempt, stationsAt } from './store.ts';

export function lobbyHandlers(context: Context): Handlers<typeof lobbyRoutes> {
  return {
    listLobby: ({ query }, call) =>
      call.tx(async (db) => {
        const rows = await listAttempts(db, { before: decodeCursor(query.cursor, ['number', 'number']), limit: query.limit + 1 });
        const nameless = rows.filter(({ identity }) => identity === null).map((row) => row.remote_address);
        const nearby = await stationsAt(db, [...new Set(nameless)]);
        return {
          ...pageOf(rows, { limit: query.limit, view: (row) => view(row, nearby), key: (row) => [row.last_at.getTime(), row.id] }),
          ocppUrl: ocppUrl(context.config),
          tlsUrl: tlsUrl(context.config),
        };
      }),
    adopt: (input, call) => adopt(context, call, input),
    dismiss: async ({ params }, call) => {
      await call.tx(async (db) => {
        call.subject(String(params.attemptId));
        if (!(await removeAttempt(db, params.attemptId))) throw fail('notFound', { what: 'lobby entry', id: params.attemptId });
      });
      await context.commit({
        happening: [{ tenantId: call.tenantId, at: call.now, kind: 'lobby.changed', subject: String(params.attemptId), data: {} }],
      });
      context.tell();
    },
  };
}

type View = z.input<typeof lobbyAttempt>;
function view(row: AttemptRow, nearby: ReadonlyMap<string, string[]>): View {
  const { path, offered, said, attempts, connected } = row;
  return {
    id: row.id,
    stationId: row.identity,
    path,
    remoteAddress: row.remote_address,
    offered,
    userAgent: row.user_agent,
    said,
    transport: row.transport as View['transport'],
    perhaps: row.identity === null ? (nearby.get(row.remote_address) ?? []) : [],
    attempts,
    connected,
    // Only our own words are ever written into this column.
    reason: row.reason as View['reason'],
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    adoptable: obstacle(row) === null,
  };
}
