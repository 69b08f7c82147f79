import type { tariffRoutes } from '@stationmaster/contract';
import { priceSession } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { Failure, fail } from '../errors.ts';
import { fromCursor } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { toTariffBody } from './body.ts';
import {
  archiveTariff,
  attachToSites,
  insertTariff,
  lockTariff,
  otherCurrency,
  replaceTariff,
  selectTariff,
  selectTariffs,
  stationsOfTariff,
} from './store.ts';

export function tariffHandlers({ gateway }: Pick<Context, 'gateway'>): Handlers<typeof tariffRoutes> {
  return {
    listTariffs: ({ query: { cursor, limit } }, call) =>
      call.tx((db) => selectTariffs(db, { limit, before: fromCursor(cursor, 1)?.[0] ?? null })),

    getTariff: ({ params }, call) => call.tx((db) => selectTariff(db, params.tariffId)),

    createTariff: async ({ body: { siteIds, ...body } }, call) => {
      const { tariff, stations } = await call.tx(async (db) => {
        const id = await insertTariff(db, call.tenantId, toTariffBody(body));
        call.subject(`tariff:${id}`, { ...body, siteIds, version: 1 });
        await attachToSites(db, { id, currency: body.currency, siteIds });
        return { tariff: await selectTariff(db, id), stations: await stationsOfTariff(db, id) };
      });
      await gateway.refresh(stations);
      return tariff;
    },

    updateTariff: async ({ params: { tariffId }, body }, call) => {
      const { tariff, stations } = await call.tx(async (db) => {
        await lockTariff(db, tariffId);
        const other = await otherCurrency(db, tariffId, body.currency);
        if (other) throw new Failure('badRequest', {}, [{ path: 'currency', message: `a site that uses this tariff reckons in ${other}` }]);
        const version = await replaceTariff(db, tariffId, toTariffBody(body));
        call.subject(`tariff:${tariffId}`, { ...body, version });
        return { tariff: await selectTariff(db, tariffId), stations: await stationsOfTariff(db, tariffId) };
      });
      await gateway.refresh(stations);
      return tariff;
    },

    deleteTariff: ({ params: { tariffId } }, call) =>
      call.tx(async (db) => {
        call.subject(`tariff:${tariffId}`);
        const { sites, stations } = await lockTariff(db, tariffId);
        if (sites + stations > 0) throw fail('inUse', { what: 'Tariff', id: tariffId, by: `${sites} sites and ${stations} stations` });
        await archiveTariff(db, tariffId);
      }),

    previewTariff: async ({ body: { tariff, energyWh, seconds } }) =>
      priceSession({ tariff: { ...toTariffBody(tariff), id: 0, version: 0 }, startedAt: 0, until: seconds * 1000, energyWh }),
  };
}
