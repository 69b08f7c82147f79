import type { commandRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { listFrames } from '../frames/list.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { stationPower } from '../stations/power.ts';
import { stationRowId } from '../stations/row-id.ts';
import { sendCommand } from './send-command.ts';
import { findCommand, selectCommands, selectVariables } from './store.ts';
import { commandView, variableView } from './views.ts';

export function commandHandlers(context: Context): Handlers<typeof commandRoutes> {
  return {
    sendCommand: ({ params, body }, call) => sendCommand(context, call, { identity: params.stationId, request: body }),
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
    listVariables: ({ params }, call) =>
      call.tx(async (db) => ({ items: (await selectVariables(db, await stationRowId(db, params.stationId))).map(variableView) })),
    listFrames: ({ params, query }, call) => listFrames(call, params.stationId, query),
    stationPower: ({ params, query }, call) => stationPower(call, params.stationId, query),
  };
}
