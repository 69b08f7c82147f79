import type { commandRoutes, frame } from '@stationmaster/contract';
import type { z } from 'zod';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { explain } from './explain.ts';
import { type FrameRow, listFrameRows } from './store.ts';

/** The message log of a station, each exchange with a plain sentence. Failures: notFound, badCursor. */
export async function listFrames(
  call: Call,
  identity: string,
  query: Input<typeof commandRoutes.listFrames>['query'],
): Promise<Output<typeof commandRoutes.listFrames>> {
  const { cursor, limit, failed, ...filter } = query;
  return await call.tx(async (db) => {
    const stationId = await stationRowId(db, identity);
    const rows = await listFrameRows(db, {
      ...filter,
      stationId,
      failed: failed === 'true',
      before: decodeCursor(cursor, ['number', 'number']),
      limit: limit + 1,
    });
    return pageOf(rows, { limit, view: frameView, key: (row) => [row.at.getTime(), row.id] });
  });
}

function frameView(row: FrameRow): z.input<typeof frame> {
  const { direction, action, request, answer, outcome, repairs } = row;
  return {
    id: row.id,
    at: row.at.toISOString(),
    direction,
    action,
    messageId: row.message_id,
    request,
    answer,
    answeredAt: row.answered_at?.toISOString() ?? null,
    outcome,
    sessionId: row.session_id,
    commandId: row.command_id,
    repairs,
    explained: explain({ direction, action, request, answer, outcome }),
  };
}
