import type { priceSeriesRoutes } from '@stationmaster/contract';
import { decodeCursor, fromCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { checkCurrency } from './check-currency.ts';
import { deleteHoliday, deleteRate, insertHolidays, insertRate, selectHolidayPage, selectRates, siteExists } from './rate-store.ts';

type Routes = Pick<
  typeof priceSeriesRoutes,
  'listSupplyRates' | 'createSupplyRate' | 'deleteSupplyRate' | 'listHolidays' | 'createHolidays' | 'deleteHoliday'
>;

/** What energy costs the operator, and the days on which holiday prices hold. */
export function supplyHandlers(): Handlers<Routes> {
  return {
    listSupplyRates: ({ query: { cursor, limit } }, call) =>
      call.tx((db) => selectRates(db, { limit, before: fromCursor(cursor, 1)?.[0] ?? null })),

    createSupplyRate: ({ body: { siteId, currency, price, recipe, co2Series, co2Grams, validFrom } }, call) =>
      call.tx(async (db) => {
        checkCurrency('price', currency);
        if (siteId !== null) await siteExists(db, siteId);
        call.subject('supplyRate', { siteId, currency, price, validFrom });
        return insertRate(db, {
          tenantId: call.tenantId,
          siteId,
          currency,
          price,
          recipe: recipe ?? null,
          co2Series: co2Series ?? null,
          co2Grams: co2Grams ?? null,
          validFrom: new Date(validFrom),
        });
      }),

    deleteSupplyRate: ({ params: { rateId } }, call) =>
      call.tx((db) => {
        call.subject(`supplyRate:${rateId}`);
        return deleteRate(db, rateId);
      }),

    listHolidays: ({ query: { siteId, cursor, limit } }, call) =>
      call.tx(async (db) => {
        const rows = await selectHolidayPage(db, { siteId, after: decodeCursor(cursor, ['string', 'number']), limit: limit + 1 });
        return pageOf(rows, { limit, view: (row) => row, key: (row) => [row.day, row.id] });
      }),

    createHolidays: ({ body: { siteId, days } }, call) =>
      call.tx(async (db) => {
        if (siteId !== null) await siteExists(db, siteId);
        call.subject('holidays', { siteId, days: days.length });
        return { items: await insertHolidays(db, { tenantId: call.tenantId, siteId, days }) };
      }),

    deleteHoliday: ({ params: { holidayId } }, call) =>
      call.tx((db) => {
        call.subject(`holiday:${holidayId}`);
        return deleteHoliday(db, holidayId);
      }),
  };
}
