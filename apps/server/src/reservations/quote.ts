import type { reservationRoutes } from '@stationmaster/contract';
import { fail } from '../errors.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { around } from '../prices/around.ts';
import { nobody } from '../tariffs/book.ts';
import { selectDriverId, selectGroupIds } from '../tariffs/payer.ts';
import { versionView } from '../tariffs/versions.ts';
import { aheadOf } from './bill.ts';
import { selectStand } from './bill-store.ts';
import { tariffOf, termsBy } from './terms.ts';

type Route = (typeof reservationRoutes)['priceReservation'];

/** What keeping a place from now on would cost, before anything is asked of the station. Failure notFound. */
export function priceOfReservation(call: Call, { params, query }: Pick<Input<Route>, 'params' | 'query'>): Promise<Output<Route>> {
  const { evseId, tokenId = null, minutes } = query;
  const [from, until] = [call.now, call.now + minutes * 60_000];
  return call.tx(async (db) => {
    const stand = await selectStand(db, params.stationId);
    if (stand === undefined) throw fail('notFound', { what: 'station', id: params.stationId });
    const driverId = await selectDriverId(db, tokenId);
    const payer = { ...nobody, driverId, groupIds: await selectGroupIds(db, driverId) };
    const kept = { ...stand, evseId, tokenId, payer, at: from };
    const tariff = await tariffOf(db, kept);
    const terms = await termsBy(db, tariff, kept);
    return {
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      tariff: tariff === null ? null : await versionView(db, tariff.versionId),
      ...(terms === null
        ? { kept: null, expired: null }
        : aheadOf({ from, until, tariff: terms.tariff, around: around(terms.facts, undefined) })),
    };
  });
}
