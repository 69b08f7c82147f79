import type { frameRoutes } from '@stationmaster/contract';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { filterOf, listFrameRows } from './store.ts';
import { frameView } from './view.ts';

/** The message log of a station, each exchange with a plain sentence. Failures: notFound, badCursor. */
export async function listFrames(
  call: Call,
  identity: string,
  query: Input<typeof frameRoutes.listFrames>['query'],
): Promise<Output<typeof frameRoutes.listFrames>> {
  const { cursor, limit, ...filter } = query;
  return await call.tx(async (db) => {
    const stationId = await stationRowId(db, identity);
    const rows = await listFrameRows(db, {
      ...filterOf(filter),
      stationId,
      before: decodeCursor(cursor, ['number', 'number']),
      limit: limit + 1,
    });
    return pageOf(rows, { limit, view: frameView, key: (row) => [row.at.getTime(), row.id] });
  });
}
