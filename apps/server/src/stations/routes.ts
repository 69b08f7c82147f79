import type { stationRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { createStation, deleteStation, setStationPassword, updateStation } from './manage.ts';
import { stationView } from './views.ts';
import { listStationRows, type StationRow, stationRow } from './views-store.ts';

export function stationHandlers(context: Context): Handlers<typeof stationRoutes> {
  const view = (row: StationRow) => stationView(row, context.gateway.peek(row.id));
  return {
    listStations: ({ query }, call) =>
      call.tx(async (db) => {
        const after = decodeCursor(query.cursor, ['string'])?.[0] ?? null;
        const connected = query.connected === undefined ? undefined : query.connected === 'true';
        const rows = await listStationRows(db, {
          search: query.search,
          siteId: query.siteId,
          connected,
          status: query.status,
          vendor: query.vendor,
          model: query.model,
          firmwareVersion: query.firmwareVersion,
          protocol: query.protocol,
          after,
          limit: query.limit + 1,
        });
        return pageOf(rows, { limit: query.limit, view, key: (row) => [row.identity] });
      }),
    getStation: ({ params }, call) => call.tx(async (db) => view(await stationRow(db, params.stationId))),
    createStation: (input, call) => createStation(context, call, input),
    updateStation: (input, call) => updateStation(context, call, input),
    setStationPassword: (input, call) => setStationPassword(context, call, input),
    deleteStation: (input, call) => deleteStation(context, call, input),
  };
}
