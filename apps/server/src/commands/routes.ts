import type { commandRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { stationPower } from '../stations/power.ts';
import { stationRowId } from '../stations/row-id.ts';
import { sendCommand } from './send-command.ts';
import { findCommand, selectCommands, selectVariables } from './store.ts';
import { variableView } from './variable-view.ts';
import { commandView } from './views.ts';
import { cancelCommands } from './waiting-store.ts';

export function commandHandlers(context: Context): Handlers<typeof commandRoutes> {
  return {
    sendCommand: ({ params, query, body }, call) =>
      sendCommand(context, call, { identity: params.stationId, request: body, waitSeconds: query.waitSeconds }),
    listCommands: ({ params, query }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(query.cursor, ['number']);
        const rows = await selectCommands(db, {
          stationId: await stationRowId(db, params.stationId),
          before: before?.[0] ?? null,
          limit: query.limit + 1,
        });
        return pageOf(rows, { limit: query.limit, view: commandView, key: (row) => [row.id] });
      }),
    getCommand: ({ params }, call) =>
      call.tx(async (db) => {
        const row = await findCommand(db, params.commandId);
        if (row === undefined) throw fail('notFound', { what: 'command', id: params.commandId });
        return commandView(row);
      }),
    cancelCommand: ({ params: { commandId } }, call) =>
      call.tx(async (db) => {
        const before = await findCommand(db, commandId);
        if (before === undefined) throw fail('notFound', { what: 'command', id: commandId });
        call.subject(before.identity, { command: commandId });
        if ((await cancelCommands(db, { id: commandId, at: call.now })) === 0 && before.status !== 'cancelled')
          throw fail('alreadySent', { id: commandId });
        context.tell();
        return commandView((await findCommand(db, commandId)) ?? before);
      }),
    listVariables: ({ params }, call) =>
      call.tx(async (db) => ({ items: (await selectVariables(db, await stationRowId(db, params.stationId))).map(variableView) })),
    stationPower: ({ params, query }, call) => stationPower(call, params.stationId, query),
  };
}
