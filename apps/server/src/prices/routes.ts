import type { priceSeriesRoutes } from '@stationmaster/contract';
import type { PriceSlot } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { Failure, fail } from '../errors.ts';
import { fromCursor } from '../http/cursor.ts';
import type { Call, Handlers } from '../http/handler.ts';
import { seal } from '../secrets/seal.ts';
import { checkCurrency } from './check-currency.ts';
import { fetchOne } from './fetch.ts';
import { refreshMarket } from './market.ts';
import { insertSeries, insertSlots, removeSeries, selectSeries, selectSeriesPage, selectSlots, usesOf } from './store.ts';
import { supplyHandlers } from './supply-routes.ts';
import { csvSlots, uploadedSlots } from './upload.ts';

const dayMs = 86_400_000;
const longestChart = 40 * dayMs;

export function priceHandlers(context: Context): Handlers<typeof priceSeriesRoutes> {
  const { db: owner, config } = context;
  const store = async (call: Call, seriesId: number, slotsOf: (timeZone: string) => PriceSlot[]) => {
    const result = await call.tx(async (db) => {
      const { row } = await selectSeries(db, seriesId);
      const slots = slotsOf(row.time_zone);
      call.subject(`priceSeries:${seriesId}`, { slots: slots.length });
      const added = await insertSlots(db, { seriesId, tenantId: call.tenantId, slots, knownAt: call.now });
      return { added, unchanged: slots.length - added };
    });
    await refreshMarket(owner, call.tenantId, call.now);
    return result;
  };
  return {
    listPriceSeries: ({ query: { cursor, limit } }, call) =>
      call.tx((db) => selectSeriesPage(db, { limit, after: fromCursor(cursor, 1)?.[0] ?? null })),

    createPriceSeries: async ({ body: { name, kind, currency, timeZone, source, secret } }, call) => {
      checkCurrency(kind, currency);
      const made = await call.tx(async (db) => {
        const id = await insertSeries(db, {
          tenant_id: call.tenantId,
          name,
          kind,
          currency: currency ?? null,
          time_zone: timeZone,
          source,
          secret: secret === undefined ? null : seal(config, 'priceSeries', secret),
          next_at: source.kind === 'upload' ? null : new Date(call.now),
        });
        if (id === null) throw fail('alreadyExists', { what: 'price series', id: name });
        call.subject(`priceSeries:${id}`, { name, kind, currency, timeZone, source });
        return selectSeries(db, id);
      });
      return made.view;
    },

    deletePriceSeries: async ({ params: { seriesId } }, call) => {
      await call.tx(async (db) => {
        const { row } = await selectSeries(db, seriesId);
        call.subject(`priceSeries:${seriesId}`, { name: row.name });
        const uses = await usesOf(db, row.name);
        if (uses > 0) throw fail('inUse', { what: 'Price series', id: row.name, by: `${uses} tariffs and supply rates` });
        await removeSeries(db, seriesId);
      });
      await refreshMarket(owner, call.tenantId, call.now);
    },

    listPriceSlots: ({ params: { seriesId }, query }, call) =>
      call.tx(async (db) => {
        const { row } = await selectSeries(db, seriesId);
        const from = query.from === undefined ? call.now - dayMs : Date.parse(query.from);
        const until = query.until === undefined ? from + 3 * dayMs : Date.parse(query.until);
        if (until - from > longestChart) throw new Failure('badRequest', {}, [{ path: 'until', message: 'at most 40 days at a time' }]);
        const slots = await selectSlots(db, { tenantId: call.tenantId, names: [row.name], from, until, asOf: null });
        const iso = (at: number): string => new Date(at).toISOString();
        return {
          items: slots.map((slot) => ({ from: iso(slot.from), until: iso(slot.until), value: slot.price, knownAt: iso(slot.knownAt) })),
        };
      }),

    uploadPriceSlots: ({ params: { seriesId }, body }, call) => store(call, seriesId, (timeZone) => uploadedSlots(timeZone, body)),
    uploadPriceCsv: ({ params: { seriesId }, text }, call) => store(call, seriesId, () => csvSlots(text)),

    fetchPriceSeries: async ({ params: { seriesId } }, call) => {
      const { row } = await call.tx((db) => {
        call.subject(`priceSeries:${seriesId}`);
        return selectSeries(db, seriesId);
      });
      if (row.source.kind !== 'upload') await fetchOne(context, row);
      return (await call.tx((db) => selectSeries(db, seriesId))).view;
    },

    ...supplyHandlers(),
  };
}
