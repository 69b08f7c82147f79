import type { monitoringRoutes } from '@stationmaster/contract';
import type { Handlers } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { selectStreamValues } from './store.ts';

export function monitoringHandlers(): Handlers<typeof monitoringRoutes> {
  return {
    listStreamValues: ({ params, query }, call) =>
      call.tx(async (db) => {
        const moment = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));
        const points = await selectStreamValues(db, {
          stationId: await stationRowId(db, params.stationId),
          id: params.streamId,
          from: moment(query.from),
          to: moment(query.to),
          limit: query.limit,
        });
        return { points };
      }),
  };
}
