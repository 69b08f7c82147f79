import type { tariffRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { Failure, fail } from '../errors.ts';
import { fromCursor } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { deleteAssignment, selectAssignments } from './assignment-store.ts';
import { assign } from './assignments.ts';
import { toTariffBody } from './body.ts';
import { forgetTariffs } from './book.ts';
import { imaginedCost } from './preview.ts';
import {
  archiveTariff,
  attachToSites,
  insertTariff,
  lockTariff,
  otherCurrency,
  replaceTariff,
  selectTariff,
  selectTariffs,
} from './store.ts';
import { surroundingsAt } from './surroundings.ts';
import { selectVersions } from './version-store.ts';

export function tariffHandlers({ db: owner }: Pick<Context, 'db'>): Handlers<typeof tariffRoutes> {
  return {
    listTariffs: ({ query: { cursor, limit } }, call) =>
      call.tx((db) => selectTariffs(db, { limit, before: fromCursor(cursor, 1)?.[0] ?? null })),

    getTariff: ({ params }, call) => call.tx((db) => selectTariff(db, params.tariffId)),

    listTariffVersions: ({ params: { tariffId }, query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        await selectTariff(db, tariffId);
        return selectVersions(db, tariffId, { limit, before: fromCursor(cursor, 1)?.[0] ?? null });
      }),

    createTariff: async ({ body: { siteIds, ...body } }, call) => {
      const by = actorName(call.actor);
      const tariff = await call.tx(async (db) => {
        const id = await insertTariff(db, { tenantId: call.tenantId, by, body: toTariffBody(body) });
        call.subject(`tariff:${id}`, { ...body, siteIds, version: 1 });
        await attachToSites(db, { id, tenantId: call.tenantId, by, currency: body.currency, siteIds });
        return selectTariff(db, id);
      });
      forgetTariffs(owner);
      return tariff;
    },

    updateTariff: async ({ params: { tariffId }, body }, call) => {
      const tariff = await call.tx(async (db) => {
        await lockTariff(db, tariffId);
        const other = await otherCurrency(db, tariffId, body.currency);
        if (other)
          throw new Failure('badRequest', {}, [{ path: 'currency', message: `a place that uses this tariff reckons in ${other}` }]);
        const written = { tenantId: call.tenantId, by: actorName(call.actor), body: toTariffBody(body) };
        const version = await replaceTariff(db, tariffId, written);
        call.subject(`tariff:${tariffId}`, { ...body, version });
        return selectTariff(db, tariffId);
      });
      forgetTariffs(owner);
      return tariff;
    },

    deleteTariff: async ({ params: { tariffId } }, call) => {
      await call.tx(async (db) => {
        call.subject(`tariff:${tariffId}`);
        const used = Object.entries(await lockTariff(db, tariffId)).filter(([, count]) => count > 0);
        const by = used.map(([kind, count]) => `${count} ${kind}`).join(', ');
        if (used.length > 0) throw fail('inUse', { what: 'Tariff', id: tariffId, by });
        await archiveTariff(db, tariffId);
      });
      forgetTariffs(owner);
    },

    previewTariff: ({ body: { tariff, timeZone, siteId, startedAt, ...session } }, call) =>
      call.tx(async (db) => {
        const at = startedAt === undefined ? call.now : Date.parse(startedAt);
        const around = await surroundingsAt(db, { tenantId: call.tenantId, siteId: siteId ?? null, zone: timeZone, at });
        return imaginedCost({ ...toTariffBody(tariff), id: 0, version: 0 }, session, { startedAt: at, around });
      }),

    listTariffAssignments: ({ query: { cursor, ...filter } }, call) =>
      call.tx((db) =>
        selectAssignments(db, {
          tariffId: undefined,
          target: undefined,
          targetId: undefined,
          ...filter,
          after: fromCursor(cursor, 1)?.[0] ?? null,
        }),
      ),

    createTariffAssignment: async ({ body }, call) => {
      call.subject(`tariff:${body.tariffId}`, { ...body });
      const assignment = await call.tx((db) => assign(db, call, body));
      forgetTariffs(owner);
      return assignment;
    },

    deleteTariffAssignment: async ({ params: { assignmentId } }, call) => {
      await call.tx(async (db) => {
        call.subject(`tariffAssignment:${assignmentId}`);
        await deleteAssignment(db, assignmentId);
      });
      forgetTariffs(owner);
    },
  };
}
