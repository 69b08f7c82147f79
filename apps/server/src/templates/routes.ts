import type { configurationRoutes } from '@stationmaster/contract';
import { rankOf } from '@stationmaster/domain';
import { fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import type { CheckContext } from './check.ts';
import { entryView } from './entries.ts';
import { changeTemplate, createTemplate, importTemplates, removeTemplate, restoreTemplate, shown, templateView } from './manage.ts';
import { cancelRollout, existingRollout, rolloutStationView, rolloutView, startRollout } from './rollout.ts';
import { listRolloutStations, selectRollouts } from './rollout-store.ts';
import { checkNow, previewChanges, standingView, stationConfiguration } from './standing.ts';
import { listStandings, selectFacts } from './state-store.ts';
import { findTemplate, selectRevisions, selectTemplates } from './store.ts';

export function configurationHandlers(context: CheckContext): Handlers<typeof configurationRoutes> {
  return {
    listConfigurationTemplates: ({ query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        const after = decodeCursor(cursor, ['number', 'number']);
        const stations = await selectFacts(db, call.tenantId);
        const rows = await selectTemplates(db, { tenantId: call.tenantId, after, limit: limit + 1 });
        return pageOf(rows, { limit, view: (row) => templateView(row, stations), key: (row) => [rankOf(row), row.id] });
      }),
    createConfigurationTemplate: ({ body }, call) => createTemplate(context, call, body),
    getConfigurationTemplate: ({ params }, call) => call.tx((db) => shown(db, call, params.templateId)),
    updateConfigurationTemplate: ({ params, body }, call) => changeTemplate(context, call, { id: params.templateId, body }),
    deleteConfigurationTemplate: ({ params }, call) => removeTemplate(call, params.templateId),
    restoreConfigurationTemplate: ({ params }, call) => restoreTemplate(call, { id: params.templateId, revision: params.revision }),
    listConfigurationRevisions: ({ params: { templateId }, query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        if ((await findTemplate(db, templateId)) === undefined) throw fail('notFound', { what: 'template', id: templateId });
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        const rows = await selectRevisions(db, { id: templateId, before, limit: limit + 1 });
        return pageOf(rows, {
          limit,
          view: ({ definition: { name, vendor, model, siteId, stationId, entries }, at, change, ...row }) => ({
            ...row,
            at: at.toISOString(),
            // Only our own words are ever written into this column.
            change: change as 'created',
            name,
            scope: { vendor, model, siteId, stationId: stationId === null ? null : `#${stationId}` },
            entries: entries.map(entryView),
          }),
          key: ({ revision }) => [revision],
        });
      }),
    listConfigurationStations: ({ query: { cursor, limit, state } }, call) =>
      call.tx(async (db) => {
        const after = decodeCursor(cursor, ['string'])?.[0] ?? null;
        const rows = await listStandings(db, { state, after, limit: limit + 1 });
        return pageOf(rows, { limit, view: (row) => standingView(context, row), key: ({ identity }) => [identity] });
      }),
    getStationConfiguration: ({ params }, call) => stationConfiguration(context, call, params.stationId),
    checkStationConfiguration: ({ params }, call) => checkNow(context, call, params.stationId),
    previewConfiguration: ({ body }, call) => previewChanges(context, call, body),
    createConfigurationRollout: ({ body }, call) => startRollout(context, call, body),
    listConfigurationRollouts: ({ query: { cursor, limit } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        return pageOf(await selectRollouts(db, { before, limit: limit + 1 }), { limit, view: rolloutView, key: ({ id }) => [id] });
      }),
    getConfigurationRollout: ({ params }, call) => call.tx(async (db) => rolloutView(await existingRollout(db, params.rolloutId))),
    listConfigurationRolloutStations: ({ params: { rolloutId }, query: { cursor, limit, step } }, call) =>
      call.tx(async (db) => {
        await existingRollout(db, rolloutId);
        const after = decodeCursor(cursor, ['number', 'string']);
        const rows = await listRolloutStations(db, { rolloutId, step, after, limit: limit + 1 });
        return pageOf(rows, { limit, view: rolloutStationView, key: ({ wave, identity }) => [wave, identity] });
      }),
    cancelConfigurationRollout: ({ params }, call) => cancelRollout(call, params.rolloutId),
    exportConfiguration: (_, call) =>
      call.tx(async (db) => ({
        format: 'stationmaster configuration 1' as const,
        templates: (await selectTemplates(db, { tenantId: call.tenantId })).map((row) => ({
          name: row.name,
          scope: { vendor: row.vendor, model: row.model, siteId: row.siteId, stationId: row.identity },
          entries: row.entries.map(entryView).map(({ isSecret: _, ...entry }) => entry),
        })),
      })),
    importConfiguration: ({ body: { templates } }, call) => importTemplates(context, call, templates),
  };
}
