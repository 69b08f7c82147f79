import type { priceAnswerRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handler.ts';
import { priceHere } from './price-here.ts';
import { listPlaces, sumPlaces } from './price-map.ts';
import { projectionOf } from './projections.ts';
import { selectTariff } from './store.ts';
import { selectVersion } from './version-store.ts';

type Routes = Pick<typeof priceAnswerRoutes, 'priceHere' | 'listPlacePrices' | 'sumPlacePrices' | 'projectTariff'>;

/** What prices mean: for a driver, over the network, in the words of partners. */
export function priceAnswerHandlers(context: Pick<Context, 'db'>): Handlers<Routes> {
  return {
    priceHere: (input, call) => priceHere(context, call, input),

    listPlacePrices: ({ query }, call) => listPlaces(context, call, query),

    sumPlacePrices: ({ query }, call) => sumPlaces(context, call, query),

    projectTariff: ({ params: { tariffId }, query }, call) =>
      call.tx(async (db) => {
        const { versionId, updatedAt } = await selectTariff(db, tariffId);
        const version = await selectVersion(db, versionId);
        if (version === null) throw new Error(`tariff ${tariffId} has no version ${versionId}`);
        return projectionOf(version.definition, query, Date.parse(updatedAt));
      }),
  };
}
