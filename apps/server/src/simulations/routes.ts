import type { priceAnswerRoutes, simulation as simulationSchema } from '@stationmaster/contract';
import type { z } from 'zod';
import { Failure } from '../errors.ts';
import { fromCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { bodyView, toTariffBody } from '../tariffs/body.ts';
import {
  cancelSimulation,
  insertSimulation,
  type SimulationRow,
  selectSimulation,
  selectSimulations,
  selectUnknownStations,
} from './store.ts';
import { tallyView } from './tally.ts';

type Routes = Pick<typeof priceAnswerRoutes, 'listSimulations' | 'getSimulation' | 'createSimulation' | 'cancelSimulation'>;

export function simulationHandlers(): Handlers<Routes> {
  return {
    listSimulations: ({ query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        const rows = await selectSimulations(db, { before: fromCursor(cursor, 1)?.[0] ?? null, limit: limit + 1 });
        return pageOf(rows, { limit, view, key: ({ id }) => [id] });
      }),

    getSimulation: ({ params }, call) => call.tx(async (db) => view(await selectSimulation(db, params.simulationId))),

    createSimulation: ({ body: { tariff, from, until, siteId, stationIds, tariffId } }, call) =>
      call.tx(async (db) => {
        if (Date.parse(from) >= Date.parse(until))
          throw new Failure('badRequest', {}, [{ path: 'until', message: 'must be later than from' }]);
        const unknown = stationIds.length === 0 ? [] : await selectUnknownStations(db, stationIds);
        if (unknown.length > 0)
          throw new Failure('badRequest', {}, [{ path: 'stationIds', message: `there is no station ${unknown.join(', ')}` }]);
        const row = await insertSimulation(db, {
          tenantId: call.tenantId,
          tariff: { ...toTariffBody(tariff), id: 0, version: 0 },
          from: new Date(from),
          until: new Date(until),
          siteId: siteId ?? null,
          stationIds,
          tariffId: tariffId ?? null,
          at: new Date(call.now),
          by: actorName(call.actor),
        });
        call.subject(`tariffSimulation:${row.id}`, { name: tariff.name, from, until, sessions: row.total });
        return view(row);
      }),

    cancelSimulation: ({ params: { simulationId } }, call) =>
      call.tx((db) => {
        call.subject(`tariffSimulation:${simulationId}`);
        return cancelSimulation(db, simulationId, new Date(call.now));
      }),
  };
}

function view(row: SimulationRow): z.input<typeof simulationSchema> {
  return {
    id: row.id,
    status: row.status,
    tariff: bodyView(row.tariff),
    from: row.from_at.toISOString(),
    until: row.until_at.toISOString(),
    siteId: row.site_id,
    stationIds: row.station_ids,
    tariffId: row.tariff_id,
    total: row.total,
    done: row.done,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    endedAt: row.ended_at?.toISOString() ?? null,
    result: tallyView(row.tally, row.tariff.currency),
  };
}
